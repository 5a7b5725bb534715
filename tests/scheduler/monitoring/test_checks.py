"""Troubles: noted once, ended when put right, and never in the way of anybody else."""

import threading
from datetime import date, datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from scheduler.calendar import Calendar
from scheduler.jobs import tick
from scheduler.monitoring.checks import run_checks
from scheduler.preview.reminders import preview
from storage.calendar.holidays import read_holidays
from storage.database import Database
from storage.messages.inbox import account_at
from storage.models import AuditEntry, Expectation, Plan, Post, RightKind, Rule, Tier, Trouble
from storage.people.invitations import MANY_CODES, count_wrong_code
from storage.rounds import reminder_ledger as ledger
from tests.support.patience import HANGS
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    ZONE,
    add_person,
    add_province,
    at,
    deliver,
    give_right,
    person_of,
    speaks,
)

FIRST, NEXT = date(2026, 10, 14), date(2026, 10, 15)
SPRING = date(2026, 3, 2)


@pytest.fixture
def province(database: Database) -> Database:
    add_province(database)
    return database


def troubles(database: Database) -> list[tuple[str, str, bool]]:
    """Subject, reason, whether it is open."""
    with database.read() as session:
        rows = session.exec(select(Trouble).order_by(col(Trouble.id)))
        return [(row.subject, row.reason, row.ended_at is None) for row in rows]


def watches(database: Database, now: datetime, calendar: Calendar = CALENDAR) -> None:
    with database.write() as session:
        run_checks(session, now, calendar)


@pytest.mark.parametrize("due_on", [date.min, date(1999, 1, 1), date(2300, 1, 1), date.max])
def test_a_bad_due_day_is_noted_and_stops_nobody(province: Database, due_on: date) -> None:
    with province.write() as session:
        add_person(session, "p", COORDINATOR, post=Post.STAND_IN)
        give_right(session, "p", RightKind.PLANNER)
    tick(province, at(FIRST, 6), CALENDAR)
    with province.write() as session:
        bad = session.exec(select(Expectation).order_by(col(Expectation.id))).all()[0]
        good, bad.due_on = bad.due_on, due_on
    for hour in (7, 8):
        tick(province, at(FIRST, hour), CALENDAR)
    assert troubles(province) == [(f"expectation:{bad.id}", "bad_due_day", True)]
    assert [who for who, _ in speaks(province, at(FIRST))] == ["a", "b", "p"]
    with province.read() as session:
        plan = session.exec(select(Plan)).one()
        assert preview(session, plan, FIRST, date(2026, 11, 20), at(FIRST), CALENDAR)
    with province.write() as session:
        run_checks(session, at(FIRST, 9), CALENDAR, whole=False)  # it is not looked at in passing
    assert troubles(province) == [(f"expectation:{bad.id}", "bad_due_day", True)]
    with province.write() as session:
        session.get_one(Expectation, bad.id).due_on = good
    watches(province, at(NEXT))
    assert troubles(province) == [(f"expectation:{bad.id}", "bad_due_day", False)]


@pytest.mark.parametrize(
    "wrong",
    [{"month": 13}, {"day": 0}, {"day": 32}, {"every": "fortnight"}, {"cut_off": "31-10"}],
)
def test_a_bad_rule_is_noted_and_stops_nobody(province: Database, wrong: dict[str, object]) -> None:
    with province.write() as session:
        rule = session.exec(select(Rule).where(Rule.tier == Tier.AGENCIES)).one()
        session.add(Rule(**rule.model_dump(exclude={"id", "from_year"}) | wrong, from_year=2024))
    tick(province, at(FIRST), CALENDAR)
    assert troubles(province) == [("rule:3", "bad_rule", True)]
    assert [who for who, _ in deliver(province, at(FIRST))] == ["a", "b"]
    with province.write() as session:
        session.get_one(Rule, 3).ended_at = at(FIRST, 9)
    watches(province, at(FIRST, 10))
    assert troubles(province) == [("rule:3", "bad_rule", False)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"chosen_ladder": [3, 1]},
        {"ladder": ["-7"]},
        {"ladder": [[1], [2]]},
        {"ladder": {"a": 1}},
        {"ladder": [-400]},
        {"chosen_hours": ["16:00-08:00"]},
        {"office_hours": ["08:00+07:00-11:00+07:00"]},
        {"office_hours": "08:00-11:00"},
        {"office_hours": [8, 11]},
        {"chosen_hours": {"08:00-11:00": 1}},
    ],
)
def test_bad_settings_are_noted_and_the_usual_ones_hold(
    province: Database, wrong: dict[str, object]
) -> None:
    with province.write() as session:
        for name, value in wrong.items():
            setattr(session.exec(select(Plan)).one(), name, value)
    for hour in (0, 7):
        tick(province, at(FIRST, hour), CALENDAR)
    assert speaks(province, at(FIRST)) == [("a", [-30]), ("b", [-30])]
    assert troubles(province) == [("plan:mau", "bad_settings", True)]
    with province.write() as session:
        for name in wrong:
            setattr(session.exec(select(Plan)).one(), name, None)
    watches(province, at(NEXT))
    assert troubles(province) == [("plan:mau", "bad_settings", False)]


def test_an_unknown_coordinator_is_noted_once(province: Database) -> None:
    with province.write() as session:
        session.exec(select(Plan)).one().coordinator = "Sở Mẫu"
    for hour in (8, 9):
        watches(province, at(FIRST, hour))
    assert troubles(province) == [("coordinator:mau", "no_coordinator", True)]
    with province.write() as session:
        session.exec(select(Plan)).one().coordinator = COORDINATOR
    watches(province, at(NEXT))
    assert troubles(province) == [("coordinator:mau", "no_coordinator", False)]


def test_missing_holidays_are_noted_from_october(province: Database) -> None:
    table = [row for row in read_holidays() if row.day.year < 2027]
    without = Calendar(table, ZONE)
    watches(province, at(date(2026, 9, 30)), without)
    assert troubles(province) == []
    for day in (1, 2):
        watches(province, at(date(2026, 10, day)), without)
    assert troubles(province) == [("holidays:2027", "holidays", True)]
    with_tet = Calendar([*table, *(r for r in read_holidays() if "Tết" in r.name)], ZONE)
    watches(province, at(date(2026, 10, 5)), with_tet)
    with province.read() as session:
        [trouble] = session.exec(select(Trouble))
    assert "Tết Nguyên đán" not in trouble.details["days"]
    assert "Quốc khánh" in trouble.details["days"]
    watches(province, at(date(2026, 10, 6)))
    assert troubles(province) == [("holidays:2027", "holidays", False)]


def test_the_holidays_of_the_next_year_are_another_trouble(province: Database) -> None:
    without = Calendar([row for row in read_holidays() if row.day.year < 2027], ZONE)
    watches(province, at(FIRST), without)
    watches(province, at(date(2027, 10, 14)))
    assert troubles(province) == [
        ("holidays:2027", "holidays", False),
        ("holidays:2028", "holidays", True),
    ]


def test_a_refused_digest_is_noted_until_it_works_again(
    province: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ledger.enter

    def refusing(session: Session, said: list[ledger.LedgerEntry], now: datetime) -> None:
        if any(one.person_id == 1 for one in said):
            raise IntegrityError("INSERT", {}, Exception("refused"))
        real(session, said, now)

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "enter", refusing)
        for hour in (7, 8):
            tick(province, at(FIRST, hour), CALENDAR)
    assert troubles(province) == [("person:1", "refused", True)]
    with province.read() as session:
        [trouble] = session.exec(select(Trouble))
        assert person_of(session, "a").id == 1
    assert trouble.details == {"why": "IntegrityError"}
    assert deliver(province, at(FIRST)) == [("b", [-30])]
    tick(province, at(FIRST, 9), CALENDAR)
    assert troubles(province) == [("person:1", "refused", False)]
    assert deliver(province, at(FIRST, 9)) == [("a", [-30])]


def test_several_troubles_at_once_and_one_put_right(province: Database) -> None:
    with province.write() as session:
        plan = session.exec(select(Plan)).one()
        plan.coordinator, plan.chosen_ladder = "Sở Mẫu", [1, -1]
    watches(province, at(SPRING))
    with province.write() as session:
        session.exec(select(Plan)).one().coordinator = COORDINATOR
    watches(province, at(SPRING, 9))
    assert troubles(province) == [
        ("plan:mau", "bad_settings", True),
        ("coordinator:mau", "no_coordinator", False),
    ]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_schedulers_note_a_trouble_once(province: Database) -> None:
    with province.write() as session:
        session.exec(select(Plan)).one().coordinator = "Sở Mẫu"
    start, failures = threading.Barrier(2), []

    def run() -> None:
        for hour in (7, 8, 9):
            start.wait(timeout=HANGS)
            try:
                watches(province, at(FIRST, hour))
            except Exception as error:  # noqa: BLE001 - a thread's own would be lost
                failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert troubles(province) == [("coordinator:mau", "no_coordinator", True)]
    with province.read() as session:
        assert session.exec(select(AuditEntry)).all() == []


def test_an_administrator_hears_of_many_wrong_codes_until_the_hour_is_over(
    province: Database,
) -> None:
    now = at(FIRST, 9)

    def tries(times: int) -> None:
        with province.write() as session:
            for number in range(times):
                count_wrong_code(session, account_at(session, "fake", f"chat-{number}"), now)

    tries(MANY_CODES - 1)
    assert troubles(province) == []
    tries(1)
    watches(province, at(FIRST, 9))
    assert troubles(province) == [("codes", "wrong_codes", True)]
    watches(province, at(FIRST, 11))
    assert troubles(province) == [("codes", "wrong_codes", False)]
