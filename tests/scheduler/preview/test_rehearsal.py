"""A season played beforehand: places, quotas, days that move; and nothing is written."""

from datetime import date, datetime

from sqlmodel import Session, func, select

from scheduler.preview.rehearsal import (
    Bot,
    QuotaEnd,
    Rehearsal,
    channels_of,
    moved_days,
    quota_ends,
    rehearse,
)
from storage.database import Database
from storage.models import Expectation, Outbox, Plan, Reminder, Round
from tests.support.worlds.province import CALENDAR, add_person, add_province, at

TODAY = date(2026, 12, 1)


def test_people_are_put_where_the_most_places_are_and_the_rest_is_named() -> None:
    unlinked = {1: "An", 2: "Bình", 3: "Cường", 4: "Dung"}
    bots = [Bot("a", 1, 3000), Bot("b", 2, 3000)]
    channels, without = channels_of((), unlinked, bots)
    assert channels == {1: "b", 2: "a", 3: "b"}
    assert without == ["Dung"]
    assert channels_of((), {1: "An"}, []) == ({}, ["An"])
    assert channels_of((), {1: "An"}, [], "telegram") == ({1: "telegram"}, [])


def test_a_bots_month_ends_on_the_day_that_takes_it_past_its_limit() -> None:
    days = {
        ("a", date(2027, 11, 30)): 40,
        ("a", date(2027, 11, 2)): 60,
        ("a", date(2027, 11, 12)): 41,
        ("a", date(2027, 12, 1)): 100,
        ("b", date(2027, 11, 2)): 999,
    }
    ends = list(quota_ends([Bot("a", 0, 100)], days, TODAY))
    assert ends == [QuotaEnd("a", date(2027, 11, 12), 141, 100)]


def test_what_a_bot_has_carried_this_month_is_gone_for_this_month_alone() -> None:
    days = {("a", date(2026, 12, 7)): 11, ("a", date(2027, 1, 7)): 11}
    ends = list(quota_ends([Bot("a", 0, 100, used=90)], days, TODAY))
    assert [one.on for one in ends] == [date(2026, 12, 7)]


def test_a_last_day_on_a_sunday_is_asked_for_before() -> None:
    [moved] = moved_days({date(2027, 11, 14), date(2027, 11, 15)}, CALENDAR)
    assert (moved.due_on, moved.ask_until_on) == (date(2027, 11, 14), date(2027, 11, 12))


def played(session: Session, now: datetime, bots: list[Bot]) -> Rehearsal:
    plan = session.exec(select(Plan)).one()
    return rehearse(session, plan, 2027, bots, now, CALENDAR)


def test_a_season_is_played_on_the_roster_and_nothing_is_written(in_memory: Database) -> None:
    add_province(in_memory)
    with in_memory.write() as session:
        add_person(session, "d", "Sở Y tế", starts_on=date(2026, 11, 14))
    with in_memory.read() as session:
        tables = (Expectation, Outbox, Reminder, Round)
        before = [session.exec(select(func.count()).select_from(one)).one() for one in tables]
        found = played(session, at(TODAY, 9), [Bot("zalo-bot-1", 0, 3000)])
        after = [session.exec(select(func.count()).select_from(one)).one() for one in tables]
    assert before == after
    assert found.reports > 0
    assert found.digests == found.all_templates > 0
    assert [(one.due_on, one.ask_until_on) for one in found.moved][:1] == [
        (date(2027, 11, 14), date(2027, 11, 12))
    ]
