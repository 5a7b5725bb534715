"""Rounds of tasks with a last day of their own: opened, followed, reminded of, carried over."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from scheduler.jobs import tick
from scheduler.preview.reminders import preview
from scheduler.rounds.item_rounds import open_item_rounds
from scheduler.rounds.opening import open_rounds, planned_rounds
from storage.database import Database
from storage.importing.folder.model import SuccessionEntry
from storage.models import (
    Expectation,
    Item,
    Person,
    Plan,
    Report,
    RightKind,
    Round,
    Rule,
    Status,
)
from storage.reports.requests.extensions import ask_extension, decide_extension
from storage.reports.requests.reopenings import ask_reopening, decide_reopening
from storage.reports.reviews import review_report
from storage.reports.shared_answers.carried import finished_tasks
from storage.reports.submission import withdraw
from storage.rounds.closing import unfinished
from storage.rounds.summary import summarise
from tests.support.worlds.own_days import (
    answer,
    expected,
    figures,
    load_own_days,
    one_of,
    opened,
    owed,
    own_days_folder,
    plan_of,
    task,
    with_day,
)
from tests.support.worlds.province import CALENDAR, ZONE, add_person, at, deliver, give_right

JUSTICE, HOME, HEALTH, BUILDING = "Sở Tư pháp", "Sở Nội vụ", "Sở Y tế", "Sở Xây dựng"


def of_items(session: Session) -> dict[date, list[str]]:
    """By day: what is asked for in its round."""
    query = (
        select(col(Round.due_on), col(Item.code))
        .join(Expectation, col(Expectation.round_id) == Round.id)
        .join(Item, col(Item.id) == Expectation.item_id)
        .where(col(Round.of_items), col(Expectation.ended_at).is_(None))
        .order_by(col(Round.due_on), col(Item.position))
    )
    found: dict[date, list[str]] = {}
    for due_on, code in session.exec(query):
        found.setdefault(due_on, []).append(code)
    return found


# --- Opening --------------------------------------------------------------------------------------


def test_each_own_day_has_its_round_when_it_is_near(database: Database) -> None:
    opened(database, date(2026, 1, 16), own_days_folder(reports=()))
    with database.read() as session:
        assert of_items(session) == {date(2026, 2, 27): ["I.1"]}
    opened(database, date(2026, 6, 1))
    with database.read() as session:
        assert list(of_items(session).values()) == [["I.1"], ["II.3"], ["I.2"], ["II.4"]]
        assert [one.due_on for one in session.exec(select(Round).where(Round.rule_id == None))] == [  # noqa: E711
            *(date(2026, 2, 27), date(2026, 6, 29), date(2026, 6, 30), date(2026, 7, 15))
        ]
    opened(database, date(2026, 12, 20))
    with database.read() as session:
        assert of_items(session)[date(2026, 12, 31)] == ["III.1"]
        assert of_items(session)[date(2027, 1, 30)] == ["III.2"]
    opened(database, date(2027, 12, 20))
    with database.read() as session:
        assert max(of_items(session)) == date(2027, 1, 30), "the plan is over"


def test_opening_twice_asks_nothing_twice_and_writes_nothing(database: Database) -> None:
    opened(database, date(2026, 6, 1), own_days_folder())
    with database.read() as session:
        before = [row.model_dump() for row in session.exec(select(Expectation))]
    opened(database, date(2026, 6, 2))
    with database.read() as session:
        assert [row.model_dump() for row in session.exec(select(Expectation))] == before


def test_who_only_helps_owes_nothing_on_a_tasks_own_day(database: Database) -> None:
    helped = with_day(own_days_folder(reports=()), "II.3", coordinating=(HOME,))
    opened(database, date(2026, 6, 1), helped)
    with database.read() as session:
        assert [o.item.code for o in expected(session, HOME, date(2026, 6, 1)) if o.item] == [
            *("I.2", "II.4")
        ]


def test_a_plan_loaded_late_does_not_ask_for_what_is_history(database: Database) -> None:
    opened(database, date(2026, 8, 29), own_days_folder(reports=()))
    with database.read() as session:
        assert list(of_items(session)) == [date(2026, 6, 30), date(2026, 7, 15)]


def test_tasks_of_one_day_that_open_one_after_another_are_one_round(database: Database) -> None:
    day = date(2026, 6, 30)
    folder = own_days_folder(
        task("I.1", "Một lần", HOME, "30/6/2026", day),
        task("I.2", "Hằng tháng", HOME, "Hằng tháng", day, "month"),
        reports=(),
    )
    opened(database, date(2026, 6, 1), folder)
    with database.read() as session:
        assert of_items(session) == {day: ["I.1"]}
    opened(database, date(2026, 6, 20))
    with database.read() as session:
        assert of_items(session) == {day: ["I.1", "I.2"]}
        rows = session.exec(select(Expectation).order_by(col(Expectation.id))).all()
        assert [one.opens_on for one in rows] == [date(2026, 5, 1), date(2026, 6, 20)]
        assert {one.due_on for one in rows} == {day}


def test_what_is_assigned_when_the_day_is_near_gets_some_days(database: Database) -> None:
    folder = own_days_folder(reports=())
    opened(database, date(2026, 6, 1), folder)
    opened(database, date(2026, 6, 26), with_day(folder, "II.3", leads=(HEALTH,)))
    with database.read() as session:
        new = one_of(session, HEALTH, "II.3", date(2026, 6, 26), own=True)
        assert new.due_on == date(2026, 7, 3)
        assert expected(session, JUSTICE, date(2026, 6, 26)) == []


def test_a_corrected_day_moves_what_is_not_answered(database: Database) -> None:
    folder = own_days_folder(reports=())
    opened(database, date(2026, 6, 1), folder)
    opened(database, date(2026, 6, 2), with_day(folder, "II.3", due_on=date(2026, 7, 20)))
    with database.read() as session:
        asked = of_items(session)
        assert date(2026, 6, 29) not in asked
        assert asked[date(2026, 7, 20)] == ["II.3"]


def test_what_is_answered_is_not_asked_again_for_a_corrected_day(database: Database) -> None:
    folder, day = own_days_folder(reports=()), date(2026, 6, 3)
    opened(database, date(2026, 6, 1), folder)
    with database.write() as session:
        one = one_of(session, JUSTICE, "II.3", day, own=True)
        answer(session, one, day, Status.IN_PROGRESS)
    opened(database, date(2026, 6, 4), with_day(folder, "II.3", due_on=date(2026, 6, 30)))
    with database.read() as session:
        assert [o.is_owed for o in expected(session, JUSTICE, date(2026, 6, 4))] == [False]
        assert not [o for o in expected(session, JUSTICE, date(2026, 6, 4)) if o.is_owed]
        agency = one_of(session, JUSTICE, "II.3", date(2026, 6, 4), own=True)
        assert agency.round.due_on == date(2026, 6, 30)
        assert agency.expectation.id not in owed(session, date(2026, 6, 4))


def test_rounds_show_what_is_open_and_what_is_to_come(database: Database) -> None:
    opened(database, date(2026, 6, 1), own_days_folder(reports=()))
    with database.read() as session:
        shown = planned_rounds(session, plan_of(session), date(2026, 6, 1), CALENDAR)
        days = [(one["due_on"], one["expected"], one["id"] is not None) for one in shown]
        assert days == [
            ("2026-02-27", 1, False),
            ("2026-06-29", 1, True),
            ("2026-06-30", 1, True),
            ("2026-07-15", 1, True),
            ("2026-12-09", 1, False),
            ("2026-12-31", 1, False),
        ]
        assert shown[1]["remind_until_on"] == "2026-06-29"


# --- Reminders ------------------------------------------------------------------------------------


def heard(database: Database, start: date, end: date) -> list[tuple[date, str, list[int]]]:
    told, day = [], CALENDAR.working_day_on_or_after(start)
    while day <= end:
        tick(database, at(day), CALENDAR)
        told += [(day, *one) for one in deliver(database, at(day))]
        day = CALENDAR.add_working_days(day, 1)
    return told


def test_the_ladder_is_cut_to_the_time_there_is(database: Database) -> None:
    folder = own_days_folder(
        task("I.1", "Hằng tháng", JUSTICE, "Hằng tháng", date(2026, 6, 29), "month"), reports=()
    )
    with database.write() as session:
        load_own_days(session, folder)
        add_person(session, "p", JUSTICE, starts_on=date(2026, 1, 1))
    told = heard(database, date(2026, 6, 1), date(2026, 7, 10))
    assert [rungs for _, _, rungs in told] == [[-7], [-3, -1], [0], [1], [3]]
    assert told[0][0] == date(2026, 6, 22)


def test_a_plan_loaded_late_says_all_in_one_digest(database: Database) -> None:
    with database.write() as session:
        load_own_days(session, own_days_folder(reports=()), at(date(2026, 6, 24)))
        add_person(session, "p", JUSTICE, starts_on=date(2026, 1, 1))
    told = heard(database, date(2026, 6, 24), date(2026, 6, 25))
    assert told == [(date(2026, 6, 24), "p", [-30, -14, -7])]


def test_the_preview_foretells_what_then_happens(database: Database) -> None:
    with database.write() as session:
        load_own_days(session, own_days_folder(reports=()))
        add_person(session, "p", JUSTICE, starts_on=date(2026, 1, 1))
    start, end = date(2026, 4, 1), date(2026, 7, 10)
    with database.write() as session:
        open_rounds(session, at(start), CALENDAR)
        foretold = preview(session, plan_of(session), start, end, at(start), CALENDAR)
    told = heard(database, start, end)
    assert [(line.send_at.date(), line.rungs) for line in foretold if line.agency == JUSTICE] == [
        (day, rungs) for day, _, rungs in told
    ]
    assert len(told) == 7


def test_an_extension_moves_its_day(database: Database) -> None:
    day, later = date(2026, 6, 22), date(2026, 7, 10)
    opened(database, day, own_days_folder(reports=()))
    with database.write() as session:
        add_person(session, "p", JUSTICE, starts_on=date(2026, 1, 1))
        add_person(session, "q", HOME, starts_on=date(2026, 1, 1))
        give_right(session, "q", RightKind.PLANNER, plan_of(session))
        people = {one.code: one for one in session.exec(select(Person))}
        one = one_of(session, JUSTICE, "II.3", day, own=True)
        asked = ask_extension(
            session, one.expectation, later, "chờ ý kiến", people["p"], day, at(day)
        )
        decide_extension(session, asked, later, "", people["q"], day, at(day))
        assert one_of(session, JUSTICE, "II.3", day, own=True).due_on == later
    opened(database, day + timedelta(days=1))
    with database.read() as session:
        assert one_of(session, JUSTICE, "II.3", day, own=True).due_on == later


# --- One answer in two rounds ---------------------------------------------------------------------


@pytest.fixture
def reported(database: Database) -> Callable[[Status], Report]:
    """II.3 is answered on 25/06/2026; then the report of the third quarter opens (due 04/09)."""

    def report(status: Status) -> Report:
        opened(database, date(2026, 6, 1), own_days_folder(reports=((9, 5),)))
        with database.write() as session:
            one = one_of(session, JUSTICE, "II.3", date(2026, 6, 25), own=True)
            made = answer(session, one, date(2026, 6, 25), status)
            session.expunge(made)
        opened(database, date(2026, 7, 10))
        return made

    return report


def test_the_answer_for_its_own_day_counts_in_the_report_of_the_period(
    database: Database, reported: Callable[[Status], Report]
) -> None:
    reported(Status.IN_PROGRESS)
    day = date(2026, 7, 10)
    with database.write() as session:
        one = one_of(session, JUSTICE, "II.3", day, own=False)
        assert not one.is_owed
        assert one.answer is not None
        assert one.answer.status == Status.IN_PROGRESS
        assert not one.is_carried_over
        assert one.expectation.id not in owed(session, day)
        count = figures(session, one.round, day)
        assert (count.received, count.on_time, count.carried_over) == (1, 1, 0)
        assert JUSTICE not in unfinished(session, one.round).missing
        assert figures(session, one.round, date(2026, 6, 24)).expected == 0
        answer(session, one, date(2026, 8, 3), Status.BLOCKED)
        now = one_of(session, JUSTICE, "II.3", date(2026, 8, 3), own=False)
        assert now.answer is not None
        assert now.answer.status == Status.BLOCKED, "its own newer one counts"
        count = figures(session, one.round, date(2026, 8, 3))
        assert (count.received, count.corrected) == (1, 1)
        assert figures(session, one.round, day).corrected == 0, "as it stood then"


def test_an_answer_given_while_the_report_is_open_counts_there_at_once(database: Database) -> None:
    day = date(2026, 7, 12)
    opened(database, day, own_days_folder(reports=((9, 5),)))
    with database.write() as session:
        answer(session, one_of(session, HOME, "II.4", day, own=True), day, Status.IN_PROGRESS)
        assert not one_of(session, HOME, "II.4", day, own=False).is_owed
        assert one_of(session, HOME, "I.2", day, own=False).is_owed


def test_a_withdrawn_answer_stands_nowhere(
    database: Database, reported: Callable[[Status], Report]
) -> None:
    made, day = reported(Status.COMPLETED), date(2026, 7, 10)
    with database.write() as session:
        person = add_person(session, "p", JUSTICE, starts_on=date(2026, 1, 1))
        one = one_of(session, JUSTICE, "II.3", day, own=False)
        key, report_id = made.expectation_id, made.id or 0
        withdraw(session, key, report_id, person.id or 0, day, at(day, 10))
        assert one_of(session, JUSTICE, "II.3", day, own=False).is_owed
        assert one.expectation.id in owed(session, day)
        assert figures(session, one.round, day).received == 0
        assert figures(session, one.round, day, hour=9).received == 1


def test_what_is_returned_is_completed_where_it_was_said(
    database: Database, reported: Callable[[Status], Report]
) -> None:
    made, day = reported(Status.IN_PROGRESS), date(2026, 7, 10)
    with database.write() as session:
        planner = add_person(session, "q", HOME, starts_on=date(2026, 1, 1))
        give_right(session, "q", RightKind.PLANNER, plan_of(session))
        returned = session.get_one(Report, made.id)
        review_report(session, returned, False, "thiếu số", planner, at(day), date(2026, 7, 15))
        assert one_of(session, JUSTICE, "II.3", day, own=True).is_owed
        assert not one_of(session, JUSTICE, "II.3", day, own=False).is_owed
        one = one_of(session, JUSTICE, "II.3", day, own=False)
        count = figures(session, one.round, day)
        assert (count.received, count.returned, count.to_complete) == (1, 1, 1)


# --- What is finished -----------------------------------------------------------------------------

SOON = task("I.1", "Ban hành Kế hoạch", JUSTICE, "Trước 28/02/2026", date(2026, 2, 27))


@pytest.fixture
def finished(database: Database) -> Report:
    """I.1 is completed on 20/02/2026; the reports of two periods are asked for afterwards."""
    folder = own_days_folder(SOON, reports=((9, 5),))
    opened(database, date(2026, 2, 1), folder)
    with database.write() as session:
        one = one_of(session, JUSTICE, "I.1", date(2026, 2, 20), own=True)
        made = answer(session, one, date(2026, 2, 20))
        session.expunge(made)
        round_ = Round(
            plan_id=plan_of(session).id or 0,
            rule_id=session.exec(select(Rule.id).where(Rule.tier == "agencies")).one(),
            tier="agencies",
            title="",
            year=2026,
            opens_on=date(2026, 4, 20),
            due_on=DUE,
            covers_from=date(2026, 3, 1),
            covers_until=DUE,
            cut_off_on=DUE,
            legal_text="",
            opened_at=at(date(2026, 4, 20)),
        )
        session.add(round_)
    opened(database, OPEN)
    return made


OPEN, DUE = date(2026, 7, 10), date(2026, 9, 4)


def test_what_is_finished_is_carried_over(database: Database, finished: Report) -> None:
    with database.read() as session:
        one = one_of(session, JUSTICE, "I.1", OPEN, own=False)
        assert not one.is_owed
        assert one.is_carried_over
        assert one.elsewhere is not None
        assert CALENDAR.today(one.elsewhere.said_at) == date(2026, 2, 20)
        assert one.expectation.id not in owed(session, OPEN)
        count = figures(session, one.round, OPEN)
        assert (count.expected, count.carried_over, count.received) == (1, 1, 0)
        assert unfinished(session, one.round).missing == {}
        assert figures(session, one.round, DUE + timedelta(days=3)).missing == 0


def test_the_agency_reopens_it_by_reporting_again(database: Database, finished: Report) -> None:
    with database.write() as session:
        one = one_of(session, JUSTICE, "I.1", OPEN, own=False)
        answer(session, one, OPEN, Status.BLOCKED)
        now = one_of(session, JUSTICE, "I.1", OPEN, own=False)
        assert not now.is_carried_over
        count = figures(session, one.round, OPEN)
        assert (count.carried_over, count.received) == (0, 1)
        assert figures(session, one.round, OPEN, hour=8).carried_over == 1, "as it stood then"
        done = finished_tasks(session, [one.expectation.item_id or 0], OPEN)
        assert done == {}, "what comes next asks for it again"


def test_a_planner_reopens_it_by_returning_it(database: Database, finished: Report) -> None:
    with database.write() as session:
        planner = add_person(session, "q", HOME, starts_on=date(2026, 1, 1))
        give_right(session, "q", RightKind.PLANNER, plan_of(session))
        made = session.get_one(Report, finished.id)
        review_report(session, made, False, "chưa đủ", planner, at(OPEN, 10), date(2026, 7, 15))
        one = one_of(session, JUSTICE, "I.1", OPEN, own=False)
        assert one.is_owed
        assert one.expectation.id in owed(session, OPEN)
        count = figures(session, one.round, OPEN)
        assert (count.carried_over, count.pending) == (0, 1)
        assert figures(session, one.round, OPEN, hour=9).carried_over == 1


def test_a_planner_reopens_an_accepted_one(database: Database, finished: Report) -> None:
    with database.write() as session:
        planner = add_person(session, "q", HOME, starts_on=date(2026, 1, 1))
        give_right(session, "q", RightKind.PLANNER, plan_of(session))
        made = session.get_one(Report, finished.id)
        review_report(session, made, True, "", planner, at(OPEN, 10))
        assert one_of(session, JUSTICE, "I.1", OPEN, own=False).is_carried_over
        asked = ask_reopening(session, made.expectation_id, "làm lại", None, OPEN, at(OPEN, 11))
        decide_reopening(session, asked, True, "", planner, at(OPEN, 12))
        assert one_of(session, JUSTICE, "I.1", OPEN, own=False).is_owed


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"recurrence": "yearly"}, Status.COMPLETED),
        ({"due_every": "quarter"}, Status.COMPLETED),
        ({}, Status.ONGOING),
        ({}, Status.IN_PROGRESS),
    ],
)
def test_what_goes_on_is_asked_for_every_time(
    database: Database, changed: dict[str, str], status: Status
) -> None:
    goes_on = task("I.1", "Thường xuyên", JUSTICE, "", date(2026, 2, 27))
    folder = with_day(own_days_folder(goes_on, reports=((9, 5),)), "I.1", **changed)
    opened(database, date(2026, 2, 20), folder)
    with database.write() as session:
        one = one_of(session, JUSTICE, "I.1", date(2026, 2, 20), own=True)
        answer(session, one, date(2026, 2, 20), status)
        rule = session.exec(select(Rule).where(Rule.tier == "agencies")).one()
        rule.from_year = rule.until_year = 2027  # an answer of 2026 is of another period
        session.exec(select(Item).where(Item.code == "I.1")).one().end_year = None
    opened(database, date(2027, 7, 10))
    with database.read() as session:
        assert one_of(session, JUSTICE, "I.1", date(2027, 7, 10), own=False).is_owed


def test_what_is_finished_after_the_day_was_missed_is_missing_and_not_asked_for(
    database: Database,
) -> None:
    """The figures of a day that has passed do not change; nobody is reminded of what is done."""
    opened(database, date(2026, 7, 10), own_days_folder(reports=((9, 5),)))
    with database.write() as session:
        report = one_of(session, BUILDING, "III.2", date(2026, 7, 10), own=False)
    opened(database, date(2026, 12, 20))
    with database.write() as session:
        day = date(2026, 12, 20)
        answer(session, one_of(session, BUILDING, "III.2", day, own=True), day)
        assert not one_of(session, BUILDING, "III.2", day, own=False).is_owed
        count = figures(session, report.round, day)
        assert (count.missing, count.carried_over) == (count.expected, 0)


def test_an_agency_keeps_what_those_it_took_over_have_finished(database: Database) -> None:
    folder = own_days_folder(SOON, reports=((9, 5),))
    opened(database, date(2026, 2, 1), folder)
    with database.write() as session:
        one = one_of(session, JUSTICE, "I.1", date(2026, 2, 20), own=True)
        answer(session, one, date(2026, 2, 20))
        steps = (SuccessionEntry(JUSTICE, HEALTH, date(2026, 4, 1), confirmed=True),)
        load_own_days(session, replace(folder, succession=steps), at(date(2026, 3, 1)))
    opened(database, OPEN)
    with database.read() as session:
        assert not one_of(session, HEALTH, "I.1", OPEN, own=False).is_owed


# --- What its years have passed without -----------------------------------------------------------


@pytest.fixture
def years(database: Database) -> Plan:
    """A report every year until 2028 on a task of 2026 and on one of all years."""
    folder = own_days_folder(
        task("I.1", "Của năm 2026", JUSTICE, "Năm 2026", date(2026, 12, 1)),
        task("I.2", "Các năm", HEALTH, "", date(2026, 12, 1)),
        reports=((11, 15),),
    )
    folder = with_day(with_day(folder, "I.1", due_on=None), "I.2", due_on=None, end_year=2028)
    rules = tuple(replace(one, until_year=2028) for one in folder.head.rules)
    opened(database, date(2026, 10, 1), replace(folder, head=replace(folder.head, rules=rules)))
    with database.read() as session:
        return plan_of(session)


def of_year(session: Session, year: int) -> Round:
    return session.exec(select(Round).where(Round.year == year, Round.tier == "agencies")).one()


def asked_in(session: Session, year: int) -> list[str]:
    query = (
        select(Item.code)
        .join(Expectation, col(Expectation.item_id) == Item.id)
        .where(Expectation.round_id == of_year(session, year).id)
        .order_by(Item.code)
    )
    return list(session.exec(query))


def test_what_is_not_completed_in_its_years_is_asked_for_until_it_is(
    database: Database, years: Plan
) -> None:
    opened(database, date(2027, 10, 1))
    with database.write() as session:
        assert asked_in(session, 2027) == ["I.1", "I.2"]
        plan, round_ = plan_of(session), of_year(session, 2027)
        found = summarise(session, plan, round_, at(date(2027, 10, 2)), ZONE)
        assert found.overdue == ["I.1"]
        day = date(2027, 10, 3)
        answer(session, one_of(session, JUSTICE, "I.1", day, own=False), day)
        assert summarise(session, plan, round_, at(date(2027, 10, 4)), ZONE).overdue == []
        assert summarise(session, plan, round_, at(date(2027, 10, 2)), ZONE).overdue == ["I.1"]
    opened(database, date(2028, 10, 1))
    with database.read() as session:
        assert asked_in(session, 2028) == ["I.2"]


def test_what_was_completed_in_its_years_is_not_asked_for_after_them(
    database: Database, years: Plan
) -> None:
    with database.write() as session:
        day = date(2026, 10, 5)
        answer(session, one_of(session, JUSTICE, "I.1", day, own=False), day)
    opened(database, date(2027, 10, 1))
    with database.read() as session:
        assert asked_in(session, 2027) == ["I.2"]


def test_what_was_never_asked_for_is_not_called_overdue(database: Database, years: Plan) -> None:
    """A plan that is loaded when a task's years are over: what became of it is not known here."""
    folder = own_days_folder(
        task("I.1", "Của năm 2025", JUSTICE, "Năm 2025", date(2025, 12, 1)),
        task("I.2", "Các năm", HEALTH, "", date(2026, 12, 1)),
        reports=((11, 15),),
    )
    with database.write() as session:
        assert asked_in(session, 2026) == ["I.1", "I.2"]
        late = with_day(with_day(folder, "I.1", due_on=None), "I.2", due_on=None)
        load_own_days(session, replace(late, head=replace(late.head, code="muon")))
        open_rounds(session, at(date(2026, 10, 2)), CALENDAR)
        plan = session.exec(select(Plan).where(Plan.code == "muon")).one()
        (round_,) = session.exec(
            select(Round).where(Round.plan_id == plan.id, Round.tier == "agencies")
        )
        asked = session.exec(select(Expectation).where(Expectation.round_id == round_.id)).all()
        assert len(asked) == 1


# --- As cheap as it is seldom ---------------------------------------------------------------------


def test_a_look_when_nothing_is_to_be_done_reads_what_is_open_and_nothing_else(
    database: Database,
) -> None:
    """However many tasks and years there are: few statements, none over all expectations."""
    opened(database, date(2026, 6, 1), own_days_folder())
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        with database.read() as session:
            open_item_rounds(session, at(date(2026, 6, 1), 9), CALENDAR)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    assert 0 < len(asked) <= 5
    if database.is_sqlite:
        with database.engine.connect() as connection:
            plans = [
                str(row[-1])
                for statement, parameters in asked
                if statement.startswith("SELECT")
                for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            ]
        assert any("item_with_a_day" in line for line in plans)
        assert not [line for line in plans if re.match(r"SCAN (item|expectation|report)\b", line)]
