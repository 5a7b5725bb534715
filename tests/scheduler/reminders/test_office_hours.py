"""Office hours of a plan's own: when a digest is queued, put off, and foretold."""

from datetime import date, datetime, time

import pytest
from sqlmodel import Session, col, select

from scheduler.calendar import Calendar
from scheduler.jobs import tick
from scheduler.preview.reminders import preview
from storage.calendar.office_hours import OfficeHours
from storage.database import Database
from storage.models import Agency, Item, Outbox, Plan, Role, Rule
from tests.support.worlds.province import (
    CALENDAR,
    ZONE,
    add_province,
    assignment,
    at,
    person_of,
    speaks,
)

FIRST, NEXT = date(2026, 10, 14), date(2026, 10, 15)
EARLY, LATE = ["07:00-09:00"], ["13:30-17:00"]


@pytest.fixture
def province(database: Database) -> Database:
    add_province(database)
    return database


def set_hours(database: Database, code: str = "mau", **hours: list[str]) -> None:
    with database.write() as session:
        plan = session.exec(select(Plan).where(Plan.code == code)).one()
        for name, spans in hours.items():
            setattr(plan, name, spans)


def add_second_plan(session: Session, hours: list[str]) -> None:
    """Of the same day, for Sở Công Thương only."""
    first = session.exec(select(Plan)).one()
    plan = Plan(**first.model_dump(exclude={"id", "code", "office_hours"}), code="hai")
    plan.office_hours = hours
    session.add(plan)
    session.flush()
    rule = session.exec(select(Rule).order_by(col(Rule.id))).all()[0]
    session.add(Rule(**rule.model_dump(exclude={"id", "plan_id"}), plan_id=plan.id or 0))
    item = Item(
        plan_id=plan.id or 0, code="9.9", kind="task", position=1, title="Nước", title_raw=""
    )
    session.add(item)
    session.flush()
    agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
    session.add(assignment(item, agency, Role.LEAD))


def send_at(database: Database, who: str) -> datetime:
    with database.read() as session:
        query = select(Outbox).where(Outbox.person_id == person_of(session, who).id)
        return session.exec(query.order_by(col(Outbox.id).desc())).all()[0].send_at


def foretold(database: Database, now: datetime, code: str = "mau") -> dict[str, datetime]:
    with database.read() as session:
        plan = session.exec(select(Plan).where(Plan.code == code)).one()
        day = CALENDAR.today(now)
        lines = preview(session, plan, day, NEXT, now, CALENDAR)
        return {line.person[-1].lower(): line.send_at for line in lines}


def test_a_digest_waits_for_the_plans_own_hours(province: Database) -> None:
    set_hours(province, office_hours=LATE)
    assert foretold(province, at(FIRST, 0)) == {"a": at(FIRST, 13, 30), "b": at(FIRST, 13, 30)}
    tick(province, at(FIRST, 0), CALENDAR)
    assert send_at(province, "a") == at(FIRST, 13, 30)
    assert speaks(province, at(FIRST, 13, 29)) == []
    assert speaks(province, at(FIRST, 13, 30)) == [("a", [-30]), ("b", [-30])]


def test_what_a_planner_chose_wins_over_the_folder(province: Database) -> None:
    set_hours(province, office_hours=LATE, chosen_hours=EARLY)
    tick(province, at(FIRST, 0), CALENDAR)
    assert send_at(province, "a") == at(FIRST, 7)


def test_composing_puts_off_what_comes_outside_the_hours(province: Database) -> None:
    tick(province, at(FIRST, 0), CALENDAR)
    set_hours(province, chosen_hours=LATE)
    assert speaks(province, at(FIRST, 8)) == []
    assert send_at(province, "a") == at(FIRST, 13, 30)
    assert speaks(province, at(FIRST, 13, 30)) == [("a", [-30]), ("b", [-30])]


def test_after_closing_it_is_the_next_day_and_that_days_only_one(province: Database) -> None:
    set_hours(province, chosen_hours=EARLY)
    tick(province, at(FIRST, 9), CALENDAR)
    assert send_at(province, "a") == at(NEXT, 7)
    tick(province, at(NEXT, 0), CALENDAR)
    assert speaks(province, at(NEXT, 7)) == [("a", [-30]), ("b", [-30])]
    tick(province, at(NEXT, 7, 1), CALENDAR)
    assert speaks(province, at(NEXT, 8)) == []


@pytest.mark.parametrize(
    ("hours", "when"),
    [
        (["08:30-12:00"], (8, 30)),  # what both have in common
        (["07:00-08:30"], (8, 0)),
        (["15:00-18:00"], (15, 0)),
        (["12:00-13:00"], (8, 0)),  # nothing in common: those that begin first
        (["06:00-07:00"], (6, 0)),
    ],
)
def test_a_person_of_two_plans_hears_when_both_offices_are_open(
    province: Database, hours: list[str], when: tuple[int, int]
) -> None:
    with province.write() as session:
        add_second_plan(session, hours)
    told = [foretold(province, at(FIRST, 0), code)["a"] for code in ("mau", "hai")]
    assert told == [at(FIRST, *when)] * 2
    assert foretold(province, at(FIRST, 0))["b"] == at(FIRST, 8)
    tick(province, at(FIRST, 0), CALENDAR)
    assert send_at(province, "a") == at(FIRST, *when)
    assert ("a", [-30]) in speaks(province, at(FIRST, *when))
    assert send_at(province, "b") == at(FIRST, 8)


def test_the_preview_of_one_plan_counts_its_own_reports_only(province: Database) -> None:
    with province.write() as session:
        add_second_plan(session, EARLY)
        plan = session.exec(select(Plan).where(Plan.code == "hai")).one()
        [line] = preview(session, plan, FIRST, FIRST, at(FIRST, 0), CALENDAR)
    assert (line.person, line.items, line.rungs) == ("Nguyễn Văn A", 1, [-30])


def test_hours_nobody_can_read_are_the_usual_ones(province: Database) -> None:
    set_hours(province, chosen_hours=["08:00-07:00"])
    assert foretold(province, at(FIRST, 0))["a"] == at(FIRST, 8)
    tick(province, at(FIRST, 0), CALENDAR)
    assert send_at(province, "a") == at(FIRST, 8)


SPAN = tuple[tuple[time, time], ...]
MORNING: SPAN = ((time(8), time(11)),)
NOON: SPAN = ((time(10), time(13)),)
EVENING: SPAN = ((time(18), time(20)),)


@pytest.mark.parametrize(
    ("many", "hours"),
    [
        ([], CALENDAR.office_hours),
        ([()], CALENDAR.office_hours),
        ([MORNING, NOON], ((time(10), time(11)),)),
        ([NOON, MORNING, ()], ((time(10), time(11)),)),
        ([EVENING, MORNING], MORNING),
        ([MORNING, EVENING], MORNING),
    ],
)
def test_keeping_the_hours_of_several_plans(many: list[OfficeHours], hours: OfficeHours) -> None:
    assert CALENDAR.keeping(many).office_hours == hours


def test_the_usual_hours_are_the_calendars_own() -> None:
    own = Calendar([], ZONE, NOON)
    assert own.keeping([()]) is own
    assert own.keeping([MORNING, ()]).office_hours == ((time(10), time(11)),)
