"""A November of eighty people on nine bots: every quota is kept, nobody is lost."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlmodel import col, func, select

from scheduler.jobs import tick
from scheduler.reminders.call_list import call_list
from storage.messages.troubles import Reason
from storage.models import ChatAccount, Lane, Outbox, OutboxKind, Plan, Report, Trouble
from tests.support.worlds.world import CALENDAR
from tests.support.year.nine_bots import BOTS, MORNING, PEOPLE, QUOTA, NineBots

EVERYBODY = [f"p{number}" for number in range(1, PEOPLE + 1)]
STOPS, ON = "zalo-bot-3", date(2026, 11, 2)  # the first morning: everybody is told
BEFORE_IT_STOPS = 3
SILENT = 2  # people of each bot who never answer
NOBODY_LINKED = {"Sở Công Thương", "Sở Y tế", "Sở Kế hoạch và Đầu tư"}  # of the small world


@pytest.fixture
def province() -> NineBots:
    return NineBots(MORNING)


def places_trouble(province: NineBots) -> str:
    """What an administrator has been told about the places."""
    tick(province.database, province.clock.now(), CALENDAR)
    with province.database.read() as session:
        query = select(Trouble.subject).where(
            Trouble.reason == Reason.BOT_PLACES, col(Trouble.ended_at).is_(None)
        )
        return session.exec(query).first() or ""


def test_the_invited_are_spread_and_another_bot_is_asked_for_in_time(province: NineBots) -> None:
    kept = Counter(province.invites(who) for who in EVERYBODY[:71])
    assert places_trouble(province) == ""
    kept[province.invites(EVERYBODY[71])] += 1
    assert places_trouble(province) == "places:80"
    assert max(kept.values()) == 8  # no bot is full, nor nearly
    kept.update(province.invites(who) for who in EVERYBODY[72:])
    assert set(kept) == set(BOTS)
    assert {9, 8} == set(kept.values())
    assert province.invites(EVERYBODY[0]) in BOTS  # anew: the place kept before is free again
    assert sum(one.kept for one in province.loads()) == PEOPLE


def test_a_november_keeps_every_quota_and_a_stopped_bot_loses_nobody(province: NineBots) -> None:
    for who in EVERYBODY:
        province.invites(who)
    province.all_link()
    at = bots_of(province)
    for day in (date(2026, 11, 1) + timedelta(days=n) for n in range(30)):
        province.bots[STOPS].left = BEFORE_IT_STOPS if day == ON else None
        said = province.morning(day)
        assert all(count <= 1 for count in digests_on(province, day).values())
        if day == ON:
            assert said == Counter({b: len(at[b]) for b in BOTS} | {STOPS: BEFORE_IT_STOPS})
            untold = set(EVERYBODY) - told(province)
            bot_is_stopped = {f"Cơ quan mẫu {who[1:]}" for who in at[STOPS]}
            assert to_call(province) == bot_is_stopped | NOBODY_LINKED
            assert len(untold) == len(at[STOPS]) - BEFORE_IT_STOPS
        for bot, people in at.items():
            for who in people[:-SILENT] if said[bot] and bot != STOPS else ():
                answers(province, bot, who)
    with province.database.read() as session:
        reported = session.exec(select(func.count()).select_from(Report)).one()
        assert session.get_one(Lane, STOPS).stopped_until is None
    assert reported == sum(len(at[bot]) - SILENT for bot in BOTS if bot != STOPS)
    assert told(province) == set(EVERYBODY)
    used = [one.messages for one in province.loads()]
    assert min(used) > QUOTA.messages // 30
    assert max(used) < QUOTA.messages // 4  # there is room for four times as much talk


def bots_of(province: NineBots) -> dict[str, list[str]]:
    with province.database.read() as session:
        accounts = session.exec(select(ChatAccount).order_by(col(ChatAccount.id))).all()
    return {bot: [one.address for one in accounts if one.channel == bot] for bot in BOTS}


def answers(province: NineBots, bot: str, who: str) -> None:
    """Once, in one line, with a yes."""
    with province.database.read() as session:
        query = select(Outbox.id).join(ChatAccount).where(ChatAccount.address == who)
        if session.exec(query.where(Outbox.kind == OutboxKind.MESSAGE)).first() is not None:
            return
    province.says(bot, who, "tat ca xong", "dung")


def digests_on(province: NineBots, day: date) -> Counter[int | None]:
    with province.database.read() as session:
        sent = session.exec(select(Outbox).where(Outbox.kind == OutboxKind.DIGEST)).all()
    return Counter(
        one.person_id for one in sent if one.sent_at and CALENDAR.today(one.sent_at) == day
    )


def to_call(province: NineBots) -> set[str]:
    with province.database.read() as session:
        plan = session.exec(select(Plan)).one()
        return {one.agency for one in call_list(session, plan, ON, CALENDAR)}


def told(province: NineBots) -> set[str]:
    return {message.address for bot in province.bots.values() for message in bot.sent}
