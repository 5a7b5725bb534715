"""Days and hours of reminding: what is understood, what is refused, what holds in the end."""

from datetime import time
from typing import Any

import pytest
from sqlmodel import select

from storage.calendar.office_hours import BadSettings, in_order, read_hours, read_ladder
from storage.database import Database
from storage.models import AuditEntry, Plan, RightKind
from storage.rounds.reminder_settings import check, choose, hours_of, ladder_of
from tests.support.worlds.province import ISSUED, add_province, at, give_right, person_of

NOW = at(ISSUED)
BAD_LADDERS: list[Any] = [
    [3, 1],
    [1, 1],
    ["-7"],
    [1.5],
    [True],
    [-181],
    [61],
    "abc",
    7,
    {"a": 1},
    [[1]],
    [None],
]
BAD_HOURS: list[Any] = [
    ["11:00-08:00"],
    ["08:00-08:00"],
    ["08:00-11:00", "10:00-12:00"],
    ["08:00"],
    ["08:00-11:00-12:00"],
    ["8h-11h"],
    ["08:00+07:00-11:00+07:00"],
    ["25:00-26:00"],
    "08:00-11:00",
    [8, 11],
    5,
    {"08:00-11:00": 1},
    [None],
]


def plan(**settings: Any) -> Plan:
    return Plan(
        code="mau",
        decision="01/QĐ-UBND",
        issued_on=ISSUED,
        title="Kế hoạch mẫu",
        province="Mẫu",
        period="2021 - 2030",
        coordinator="Sở Mẫu",
        **settings,
    )


def test_days_and_hours_that_are_understood() -> None:
    assert read_ladder([-30, -7, 0, 3]) == (-30, -7, 0, 3)
    assert read_ladder([]) == ()
    assert read_hours(["14:00 - 16:30", "08:00-11:00"]) == (
        (time(8), time(11)),
        (time(14), time(16, 30)),
    )
    assert read_hours(["08:00-11:00", "11:00-12:00"])[1] == (time(11), time(12))
    assert read_hours([]) == ()


@pytest.mark.parametrize("days", BAD_LADDERS)
def test_bad_days_are_refused_in_one_sentence(days: Any) -> None:
    with pytest.raises(BadSettings, match=r"ladder is .*; write days in order") as refusal:
        read_ladder(days)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("spans", BAD_HOURS)
def test_bad_hours_are_refused_in_one_sentence(spans: Any) -> None:
    with pytest.raises(BadSettings, match=r"office_hours is .*; write spans") as refusal:
        read_hours(spans)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("days", BAD_LADDERS)
def test_bad_days_in_the_database_are_the_usual_ones(days: Any) -> None:
    assert ladder_of(plan(ladder=days)) == ladder_of(plan(chosen_ladder=days)) == ()
    with pytest.raises(BadSettings, match="ladder"):
        check(plan(ladder=days))


@pytest.mark.parametrize("spans", BAD_HOURS)
def test_bad_hours_in_the_database_are_the_usual_ones(spans: Any) -> None:
    assert hours_of(plan(office_hours=spans)) == hours_of(plan(chosen_hours=spans)) == ()
    with pytest.raises(BadSettings, match="office_hours"):
        check(plan(chosen_hours=spans))


def test_what_was_chosen_wins_over_the_folder() -> None:
    both = plan(
        ladder=[-7],
        chosen_ladder=[-3, 0],
        office_hours=["08:00-11:00"],
        chosen_hours=["07:00-09:00"],
    )
    assert ladder_of(both) == (-3, 0)
    assert hours_of(both) == ((time(7), time(9)),)
    assert ladder_of(plan()) == ()
    assert hours_of(plan()) == ()
    check(both)


def test_spans_without_sense() -> None:
    with pytest.raises(ValueError, match="at least one span"):
        in_order([])
    with pytest.raises(ValueError, match="overlap"):
        in_order([(time(8), time(11)), (time(9), time(12))])


def test_a_planner_chooses_and_gives_back(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        give_right(session, "c", RightKind.PLANNER)
        stored, planner = session.exec(select(Plan)).one(), person_of(session, "c")
        stored.ladder = [-7]
        choose(session, stored, planner, NOW, ladder=[-3, 0], office_hours=["07:00-09:00"])
        choose(session, stored, planner, NOW, ladder=[-3, 0])  # nothing new
        assert (ladder_of(stored), hours_of(stored)) == ((-3, 0), ((time(7), time(9)),))
        choose(session, stored, planner, NOW, ladder=[])
        assert (ladder_of(stored), hours_of(stored)) == ((-7,), ((time(7), time(9)),))
        entries = session.exec(select(AuditEntry)).all()
        assert [entry.action for entry in entries] == ["reminders.chosen"] * 2
        assert entries[0].details["to"] == {"ladder": [-3, 0], "office_hours": ["07:00-09:00"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"ladder": [3, 1]},
        {"ladder": [-3, 0], "office_hours": ["11:00-08:00"]},
        {"ladder": [3, 1], "office_hours": ["08:00-11:00"]},
    ],
)
def test_a_bad_choice_changes_nothing(database: Database, wrong: dict[str, Any]) -> None:
    add_province(database)
    with database.write() as session:
        give_right(session, "c", RightKind.PLANNER)
        stored = session.exec(select(Plan)).one()
        with pytest.raises(BadSettings):
            choose(session, stored, person_of(session, "c"), NOW, **wrong)
        assert (stored.chosen_ladder, stored.chosen_hours) == (None, None)
        assert session.exec(select(AuditEntry)).all() == []


def test_who_is_no_planner_chooses_nothing(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        stored = session.exec(select(Plan)).one()
        with pytest.raises(BadSettings, match="a is no planner of mau"):
            choose(session, stored, person_of(session, "a"), NOW, ladder=[-3, 0])
        assert stored.chosen_ladder is None
