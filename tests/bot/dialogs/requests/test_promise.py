"""A promised day: typed or tapped, a day off, a day too late; what is stored, and by whom."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlmodel import select

from bot.dialogs import ENGINE
from bot.dialogs.effects import PromiseReport
from bot.dialogs.engine import Answer, Turn
from bot.dialogs.facts.chat import Facts, PersonFacts
from bot.dialogs.facts.reports import Duty
from locales import translator
from storage.database import Database
from storage.models import Snooze
from tests.support.worlds.world import CALENDAR, ZONE, World

TODAY = date(2026, 10, 14)  # a Wednesday
PERSON = PersonFacts(1, "Nguyễn Văn Mẫu An", "anh", ("Sở Mẫu",), (), True, False, False)


def owed(key: int = 7, due_on: date = date(2026, 11, 14), **more: Any) -> Duty:
    return Duty(
        expectation_id=key,
        code=f"1.{key}",
        title="Việc mẫu",
        agency="Sở Mẫu",
        printed="Sở Mẫu",
        decision="1/QĐ-UBND",
        issued_on=date(2023, 1, 1),
        year=2026,
        due_on=due_on,
        ask_until_on=CALENDAR.working_day_on_or_before(due_on),
        working_days_left=1,
        **more,
    )


def facts(*tasks: Duty, today: date = TODAY) -> Facts:
    return Facts(
        say=translator("en"),
        now=datetime(today.year, today.month, today.day, 9, tzinfo=ZONE),
        zone=ZONE,
        person=PERSON,
        owed=tasks or (owed(),),
        working_days=tuple(CALENDAR.add_working_days(today, n) for n in range(1, 61)),
        calendar=CALENDAR,
    )


def answered(text: str, known: Facts) -> Turn:
    state = ENGINE.begin("promise", known).state
    assert state is not None
    return ENGINE.resume(state, Answer(text), known)


def confirmed(asked: Turn, known: Facts) -> Turn:
    assert asked.state is not None
    assert asked.state.step == "check"
    return ENGINE.resume(asked.state, Answer("", "yes"), known)


@pytest.mark.parametrize(
    ("typed", "on"),
    [("mai", date(2026, 10, 15)), ("thu 6", date(2026, 10, 16)), ("12/11", date(2026, 11, 12))],
)
def test_a_typed_working_day_is_noted_on_a_yes(typed: str, on: date) -> None:
    asked = answered(typed, facts())
    assert asked.effects == ()
    assert f"report on {on:%A, %d/%m/%Y}?" in asked.prompt.text
    turn = confirmed(asked, facts())
    assert turn.effects == (PromiseReport((7,), on),)
    assert f"{on:%d/%m/%Y}" in turn.prompt.text


def test_a_typed_day_that_is_not_meant_is_named_anew() -> None:
    asked = answered("12/11", facts())
    assert asked.state is not None
    anew = ENGINE.resume(asked.state, Answer("", "no"), facts())
    assert anew.effects == ()
    assert anew.state is not None
    assert (anew.state.step, anew.state.slots) == ("day", {"expectations": [7]})
    other = ENGINE.resume(asked.state, Answer("11/11"), facts())  # in place of the no
    assert confirmed(other, facts()).effects == (PromiseReport((7,), date(2026, 11, 11)),)


def test_a_tapped_working_day_is_noted_at_once() -> None:
    begun = ENGINE.begin("promise", facts())
    tapped = begun.prompt.choices[0].key
    assert begun.state is not None
    turn = ENGINE.resume(begun.state, Answer("", tapped), facts())
    assert turn.effects == (PromiseReport((7,), date(2026, 10, 15)),)


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("thứ 7", "16/10/2026"),  # a Saturday
        ("14/11", "13/11/2026"),  # the due day, a Saturday
        ("cuoi tuan sau", "23/10/2026"),  # not exact: asked back
        ("cuối tháng", "30/10/2026"),
    ],
)
def test_a_day_off_or_a_vague_one_is_asked_back(typed: str, proposed: str) -> None:
    known = facts()
    turn = answered(typed, known)
    assert turn.effects == ()
    assert proposed in turn.prompt.text
    assert turn.state is not None
    [effect] = ENGINE.resume(turn.state, Answer("", "yes"), known).effects
    assert isinstance(effect, PromiseReport)
    assert effect.until_on.strftime("%d/%m/%Y") == proposed


@pytest.mark.parametrize(
    "typed", ["", "chưa biết", "hôm nay", "hôm qua", "32/13", "12/11 hoặc 13/11"]
)
def test_what_is_no_coming_day_is_asked_again(typed: str) -> None:
    turn = answered(typed, facts())
    assert turn.effects == ()
    assert turn.state is not None
    assert turn.state.step == "day"


def test_a_day_after_the_due_day_leads_to_the_extension_with_that_day() -> None:
    known = facts(owed(7), owed(8))
    late = answered("27/11", known)
    assert late.state is not None
    assert late.state.step == "late"
    asked = ENGINE.resume(late.state, Answer("", "ask"), known)
    assert asked.state is not None
    assert (asked.state.dialog, asked.state.step) == ("extension", "reason")
    assert asked.state.slots == {"expectations": [7, 8], "until": "2026-11-27"}


def test_another_day_may_be_typed_instead_of_tapping() -> None:
    known = facts()
    late = answered("27/11", known)
    assert late.state is not None
    turn = confirmed(ENGINE.resume(late.state, Answer("12/11"), known), known)
    assert turn.effects == (PromiseReport((7,), date(2026, 11, 12)),)


def test_what_is_overdue_may_be_promised_for_ten_working_days() -> None:
    known = facts(owed(7, date(2026, 10, 9)))
    turn = confirmed(answered("28/10", known), known)
    assert turn.effects == (PromiseReport((7,), date(2026, 10, 28)),)
    late = answered("29/10", known).state
    assert late is not None
    assert late.step == "late"


def test_on_the_last_day_nothing_can_be_promised() -> None:
    turn = ENGINE.begin("promise", facts(today=date(2026, 11, 13)))
    assert turn.state is None
    assert "xin lui han" in turn.prompt.text


def test_only_what_is_still_owed_is_promised() -> None:
    turn = confirmed(answered("mai", facts(owed(7), owed(8))), facts(owed(8)))
    assert turn.effects == (PromiseReport((8,), date(2026, 10, 15)),)


def test_a_leader_and_a_stranger_promise_nothing(database: Database) -> None:
    world = World(database)
    world.links("sct-lanhdao")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    assert "Chỉ cán bộ đầu mối" in world.says("sct-lanhdao", "hẹn ngày")[0].text
    assert "mã mời" in world.says("nguoi-la", "hen")[0].text
    with database.read() as session:
        assert session.exec(select(Snooze)).all() == []


def test_a_promise_keeps_the_digest_away_until_its_morning(database: Database) -> None:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.ticks()
    world.says("sct", "hen")
    world.says("sct", "thứ 6 tuần sau")
    with database.read() as session:
        assert session.exec(select(Snooze)).all() == []
    world.says("sct", "đúng")
    with database.read() as session:
        assert {one.until_on for one in session.exec(select(Snooze))} == {date(2026, 10, 23)}
    world.clock.jump_to(date(2026, 10, 22))
    assert world.ticks() == []
    world.clock.jump_to(date(2026, 10, 23))
    assert "hẹn báo cáo ngày 23/10/2026" in world.ticks()[0].text
