"""Rounds: opened once, and what they expect follows the plan while they are open."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from scheduler.rounds.opening import open_rounds, planned_rounds
from storage.database import Database
from storage.models import Agency, Assignment, AuditEntry, Expectation, Item, Plan, Rule
from storage.rounds.expectations import owed_expectations
from storage.rounds.schedule import rounds_due
from tests.support.worlds.province import CALENDAR, COORDINATOR, add_plan, at, report_all

OPENS = date(2026, 9, 15)
DAY = timedelta(days=1)


def expected(session: Session, ended: bool = False) -> list[tuple[str | None, str]]:
    session.expire_all()
    rows = session.exec(
        select(Expectation, Agency, Item)
        .join(Agency, col(Expectation.agency_id) == Agency.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .order_by(col(Expectation.id))
    ).all()
    return [
        (item.code if one.item_id else None, agency.name)
        for one, agency, item in rows
        if (one.ended_at is not None) == ended
    ]


def test_a_round_opens_on_its_day_and_once(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        assert open_rounds(session, at(OPENS - DAY), CALENDAR) == []
        opened = open_rounds(session, at(OPENS), CALENDAR)
        again = open_rounds(session, at(OPENS, 9), CALENDAR)
        assert [one.id for one in again] == [one.id for one in opened]
        assert [(one.title, one.year, one.tier) for one in opened] == [("2026", 2026, "agencies")]
        assert opened[0].opened_at == at(OPENS)
        assert opened[0].legal_text == "trước ngày 15/11 hằng năm"
        assert rounds_due(session, date.min, date.max, plan) == opened
        entries = session.exec(select(AuditEntry)).all()
        assert [(one.action, one.subject) for one in entries] == [
            ("round.opened", f"round:{opened[0].id}")
        ]


def test_lead_agencies_owe_the_tasks_that_are_active_that_year(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        open_rounds(session, at(OPENS), CALENDAR)
        assert expected(session) == [
            ("1.1", "Sở Công Thương"),
            ("1.2", "Sở Công Thương"),
            ("2.1", "Sở Y tế"),
        ]


def test_the_coordinator_owes_one_general_report(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        open_rounds(session, at(date(2026, 10, 5)), CALENDAR)
        open_rounds(session, at(date(2026, 10, 6)), CALENDAR)
        assert expected(session)[3:] == [(None, COORDINATOR)]


def test_expectations_follow_assignments_while_the_round_is_open(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        open_rounds(session, at(OPENS), CALENDAR)
        moved = session.exec(select(Assignment).where(Assignment.phrase == "Sở Y tế")).all()
        for assignment in moved:
            assignment.valid_until = OPENS
        session.flush()
        open_rounds(session, at(OPENS + DAY), CALENDAR)
        assert expected(session, ended=True) == [("2.1", "Sở Y tế")]
        for assignment in moved:
            assignment.valid_until = None
        session.flush()
        open_rounds(session, at(OPENS + 2 * DAY), CALENDAR)
        assert expected(session, ended=True) == []
        assert len(expected(session)) == 3


def test_what_was_reported_does_not_end_with_its_item(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        open_rounds(session, at(OPENS), CALENDAR)
        report_all(session, "Sở Y tế", at(OPENS))
        for item in session.exec(select(Item)):
            item.ended_at = at(OPENS)
        session.flush()
        open_rounds(session, at(OPENS + DAY), CALENDAR)
        assert expected(session) == [("2.1", "Sở Y tế")]
        assert [code for code, _ in expected(session, ended=True)] == ["1.1", "1.2"]
        assert owed_expectations(session, date(2026, 1, 1), date(2026, 12, 31)) == []


def test_a_rule_that_names_no_day_or_has_ended_stops_no_other(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        rules = session.exec(select(Rule).order_by(col(Rule.id))).all()
        rules[0].month, rules[0].day = 2, 30
        session.flush()
        opened = open_rounds(session, at(date(2026, 11, 20)), CALENDAR)
        assert [one.tier for one in opened] == ["coordinator"]
        rules[1].ended_at = at(date(2026, 11, 20))
        session.flush()
        assert open_rounds(session, at(date(2026, 11, 21)), CALENDAR) == []


def test_a_rule_opens_no_round_outside_its_years(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        assert open_rounds(session, at(date(2022, 11, 20)), CALENDAR) == []
        assert open_rounds(session, at(date(2031, 11, 20)), CALENDAR) == []


def test_planned_rounds_show_what_is_open_and_what_is_to_come(database: Database) -> None:
    with database.write() as session:
        plan = add_plan(session)
        before = planned_rounds(session, plan, OPENS, CALENDAR)
        round_ = open_rounds(session, at(OPENS), CALENDAR)[0]
        after = planned_rounds(session, plan, OPENS, CALENDAR)
    assert before[0] == {
        "id": None,
        "title": "2026",
        "year": 2026,
        "part": 1,
        "tier": "agencies",
        "opens_on": "2026-09-15",
        "due_on": "2026-11-14",
        "remind_until_on": "2026-11-13",
        "covers_from": "2025-12-15",
        "covers_until": "2026-12-14",
        "cut_off_on": "2026-11-14",
        "legal_text": "trước ngày 15/11 hằng năm",
        "expected": 3,
    }
    assert after == [{**before[0], "id": round_.id}, before[1]]
    assert (before[1]["due_on"], before[1]["expected"]) == ("2026-11-30", 1)
    assert isinstance(plan, Plan)
