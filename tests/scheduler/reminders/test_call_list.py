"""The call list: why an agency cannot be reached, and who has heard every rung in vain."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from scheduler.reminders.call_list import call_list
from scheduler.reminders.digests import queue_digests
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import ChatAccount, Expectation, Person, Plan
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    add_person,
    add_plan,
    at,
    report_all,
)

TODAY = date(2026, 10, 14)


def calls(session: Session, on: date = TODAY) -> dict[str, tuple[str, int, tuple[str, ...]]]:
    open_rounds(session, at(on), CALENDAR)
    found = call_list(session, session.exec(select(Plan)).one(), on, CALENDAR)
    return {call.agency: (call.reason, call.owed, call.phones) for call in found}


def test_why_nobody_can_be_reached(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        add_person(session, "sct", "Sở Công Thương", linked=False)
        session.exec(select(Person)).one().office_phone = "0000 000 001"
        add_person(session, "skhdt", COORDINATOR, consented=False)
        assert calls(session) == {
            COORDINATOR: ("no_consent", 1, ()),
            "Sở Công Thương": ("not_linked", 2, ("0000 000 001",)),
            "Sở Y tế": ("nobody", 1, ()),
        }


def test_one_person_who_can_be_reached_is_enough_until_the_last_rung(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        for code, agency in (("sct", "Sở Công Thương"), ("syt", "Sở Y tế"), ("kh", COORDINATOR)):
            add_person(session, code, agency)
        add_person(session, "sct2", "Sở Công Thương", linked=False)
        assert calls(session) == {}
        report_all(session, "Sở Y tế", at(date(2026, 11, 2)))
        assert calls(session, date(2026, 11, 17)) == {}
        assert calls(session, date(2026, 11, 18)) == {}  # nobody was reminded: who would be blamed?
        for row in queue_digests(session, at(date(2026, 11, 18)), CALENDAR):
            row.sent_at = at(date(2026, 11, 18))
        assert calls(session, date(2026, 11, 18)) == {}
        assert calls(session, date(2026, 11, 19)) == {"Sở Công Thương": ("unanswered", 2, ())}


@pytest.mark.parametrize("stopped", [True, False])
def test_who_blocked_the_bot_is_called(database: Database, stopped: bool) -> None:
    with database.write() as session:
        add_plan(session)
        for code, agency in (("sct", "Sở Công Thương"), ("syt", "Sở Y tế"), ("kh", COORDINATOR)):
            add_person(session, code, agency)
        account = session.exec(select(ChatAccount)).first()
        assert account is not None
        account.stopped_at = at(TODAY) if stopped else None
        session.flush()
        expected = {"Sở Công Thương": ("stopped", 2, ())} if stopped else {}
        assert calls(session) == expected


@pytest.mark.parametrize(
    ("ladder", "last_quiet"),
    [
        ([-30, -7], date(2026, 11, 14)),  # it ends early: nothing is late before the due day
        ([-7, 10], date(2026, 11, 25)),  # the tenth day after, 24/11, is a holiday
        ([0], date(2026, 11, 14)),
    ],
)
def test_nobody_is_called_before_the_last_rung_and_the_due_day(
    database: Database, ladder: list[int], last_quiet: date
) -> None:
    with database.write() as session:
        add_plan(session)
        for code, agency in (("sct", "Sở Công Thương"), ("syt", "Sở Y tế"), ("kh", COORDINATOR)):
            add_person(session, code, agency)
        session.exec(select(Plan)).one().ladder = ladder
        assert calls(session, last_quiet) == {}
        for row in queue_digests(session, at(last_quiet), CALENDAR):
            row.sent_at = at(last_quiet)
        assert set(calls(session, last_quiet + timedelta(days=1))) == {"Sở Công Thương", "Sở Y tế"}


def test_a_day_no_ladder_can_be_made_for_is_no_reason_to_call(database: Database) -> None:
    with database.write() as session:
        add_plan(session)
        for code, agency in (("sct", "Sở Công Thương"), ("syt", "Sở Y tế"), ("kh", COORDINATOR)):
            add_person(session, code, agency)
        assert calls(session) == {}
        for one in session.exec(select(Expectation)):
            one.due_on = date.max
        session.flush()
        assert calls(session, date(2026, 11, 18)) == {}
