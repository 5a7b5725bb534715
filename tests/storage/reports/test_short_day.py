"""A returned answer: a short day of its own, reminded, moved and counted apart from being late."""

from datetime import date, datetime

import pytest
from sqlmodel import Session, select

from scheduler.reminders.ladder import plain_days
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import Expectation, Plan, Report, Review, RightKind, Round, Tier
from storage.reports.answers import due_on_of
from storage.reports.requests.extensions import BadExtension, ask_extension, decide_extension
from storage.reports.reviews import review_report
from storage.reports.submission import submit
from storage.rounds.expectations import OpenExpectation, owed_expectations
from storage.rounds.summary import Count, summarise
from tests.support.worlds.province import (
    CALENDAR,
    ZONE,
    add_province,
    at,
    give_right,
    hears,
    owed_by,
    person_of,
)

DUE = date(2026, 11, 14)
RETURNED, SHORT = date(2026, 11, 18), date(2026, 11, 23)


@pytest.fixture
def province(database: Database) -> Database:
    """Sở Công Thương has answered all in time; its first answer was returned on 18/11."""
    add_province(database)
    with database.write() as session:
        give_right(session, "c", RightKind.PLANNER)
        open_rounds(session, at(date(2026, 10, 14)), CALENDAR)
        for one in owed_by(session, "Sở Công Thương"):
            answers(session, one, at(date(2026, 11, 10)))
        returns(session, first(session), at(RETURNED, 9), SHORT)
    return database


def first(session: Session) -> Expectation:
    return owed_by(session, "Sở Công Thương")[0]


def answers(session: Session, one: Expectation, now: datetime) -> Report:
    report = Report(expectation_id=one.id or 0, status="ongoing", submitted_at=now)
    return submit(session, report, now.date())


def returns(session: Session, one: Expectation, now: datetime, complete_by: date) -> Review:
    newest = select(Report).where(Report.expectation_id == one.id).order_by(Report.id.desc())  # type: ignore[union-attr]
    report = session.exec(newest).first()
    assert report is not None
    return review_report(
        session, report, False, "Thiếu số liệu", person_of(session, "c"), now, complete_by
    )


def count(session: Session, now: datetime) -> Count:
    plan = session.exec(select(Plan)).one()
    round_ = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
    found = summarise(session, plan, round_, now, ZONE)
    return next(one.count for one in found.by_agency if one.agency == "Sở Công Thương")


def owed(session: Session, today: date) -> list[OpenExpectation]:
    found = owed_expectations(session, date(2026, 10, 1), today)
    return [one for one in found if one.expectation_id == first(session).id]


def test_it_is_owed_by_its_short_day_and_reminded_behind_the_return(province: Database) -> None:
    with province.write() as session:
        [one] = owed(session, RETURNED)
    assert (one.due_on, one.returned_at) == (SHORT, at(RETURNED, 9))
    days = [(rung, day.day) for rung, day in plain_days(one, CALENDAR)]
    assert days == [(-3, 20), (-1, 20), (0, 23), (1, 25), (3, 26)]  # the 24th is off
    heard = [
        (day.day, rungs) for day, rungs in hears(province, date(2026, 11, 19), date(2026, 12, 1))
    ]
    assert heard == [(20, [-3, -1]), (23, [0]), (25, [1]), (26, [3])]


def test_it_makes_nobody_late_and_past_its_day_it_is_incomplete(province: Database) -> None:
    with province.write() as session:
        before, within, past = (
            count(session, at(day, 12)) for day in (DUE, SHORT, date(2026, 11, 24))
        )
        assert [one.late for one in (before, within, past)] == [0, 0, 0]
        assert [one.on_time for one in (before, within, past)] == [before.expected] * 3
        assert [one.to_complete for one in (before, within, past)] == [0, 1, 0]
        assert [one.incomplete for one in (before, within, past)] == [0, 0, 1]
        answers(session, first(session), at(SHORT, 15))
        done = count(session, at(date(2026, 11, 24)))
        assert (done.to_complete, done.incomplete, done.returned, done.corrected) == (0, 0, 0, 1)
        assert owed(session, SHORT) == []


def test_a_second_return_opens_it_anew(province: Database) -> None:
    with province.write() as session:
        answers(session, first(session), at(SHORT, 15))
        returns(session, first(session), at(date(2026, 11, 25), 9), date(2026, 11, 30))
        [one] = owed(session, date(2026, 11, 25))
        assert (one.due_on, due_on_of(session, first(session))) == (date(2026, 11, 30),) * 2
    assert hears(province, date(2026, 11, 26), date(2026, 12, 1)) != []


def test_an_extension_moves_the_short_day_and_not_the_legal_one(province: Database) -> None:
    today, until = date(2026, 11, 20), date(2026, 11, 27)
    with province.write() as session:
        one, a, c = first(session), person_of(session, "a"), person_of(session, "c")
        with pytest.raises(BadExtension, match="is not after the due day 23/11/2026"):
            ask_extension(session, one, date(2026, 11, 20), "Chậm", a, today, at(today))
        asked = ask_extension(session, one, until, "Chờ số liệu", a, today, at(today))
        decide_extension(session, asked, until, "", c, today, at(today, 9))
        assert (asked.due_on, due_on_of(session, one), one.due_on) == (SHORT, until, DUE)
        assert count(session, at(until)).to_complete == 1
