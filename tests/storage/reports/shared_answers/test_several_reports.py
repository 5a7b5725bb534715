"""Reports of several days of one period: an answer stands in the one that was missed, and late."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.models import Expectation, Report, Round, Status
from storage.reports.submission import submit, withdraw
from storage.rounds.closing import unfinished
from tests.support.worlds.own_days import answer, expected, figures, opened, owed, own_days_folder
from tests.support.worlds.province import add_person, at

HOME, BUILDING = "Sở Nội vụ", "Sở Xây dựng"
BEFORE, DAY = date(2026, 6, 1), date(2026, 7, 13)


@pytest.fixture
def two_reports(database: Database) -> Database:
    """That of 04/06 was missed; that of 04/09 is asked for."""
    opened(database, BEFORE, own_days_folder(reports=((6, 5), (9, 5))))
    opened(database, DAY)
    return database


def of_report(session: Session, month: int, agency: str = BUILDING) -> Round:
    (found,) = {
        one.round.id: one.round
        for one in expected(session, agency, DAY)
        if one.round.due_on.month == month and not one.round.of_items
    }.values()
    return found


def says(session: Session, month: int, day: date, status: Status, agency: str = BUILDING) -> Report:
    (one,) = (
        one
        for one in expected(session, agency, day)
        if one.round.id == of_report(session, month, agency).id
    )
    return answer(session, one, day, status)


def test_the_next_report_answers_the_one_that_was_missed(two_reports: Database) -> None:
    with two_reports.write() as session:
        half, third = of_report(session, 6), of_report(session, 9)
        says(session, 9, DAY, Status.IN_PROGRESS)
        assert [one.round.of_items for one in expected(session, BUILDING, DAY)] == [False, False]
        assert not [one for one in expected(session, BUILDING, DAY) if one.is_owed]
        count = figures(session, half, DAY)
        assert (count.received, count.late, count.missing) == (1, 1, 5)
        assert figures(session, half, date(2026, 7, 12)).received == 0, "as it stood then"
        count = figures(session, third, DAY)
        assert (count.received, count.on_time) == (1, 1)
        assert BUILDING not in unfinished(session, half).missing
        says(session, 9, DAY, Status.BLOCKED)
        assert (figures(session, half, DAY).corrected, figures(session, half, DAY).late) == (1, 1)


def test_withdrawn_it_answers_neither(two_reports: Database) -> None:
    with two_reports.write() as session:
        half, said = of_report(session, 6), says(session, 9, DAY, Status.IN_PROGRESS)
        person = add_person(session, "p", BUILDING, starts_on=date(2026, 1, 1))
        withdraw(session, said.expectation_id, said.id or 0, person.id or 0, DAY, at(DAY, 10))
        assert figures(session, half, DAY).received == 0
        assert len([one for one in expected(session, BUILDING, DAY) if one.is_owed]) == 2


def test_what_was_said_in_time_stands(two_reports: Database) -> None:
    with two_reports.write() as session:
        half = of_report(session, 6)
        says(session, 6, date(2026, 6, 3), Status.NOT_STARTED)
        says(session, 9, DAY, Status.IN_PROGRESS)
        count = figures(session, half, DAY)
        assert (count.received, count.on_time, count.corrected) == (1, 1, 0)
        statuses = {one.round.due_on.month: one.answer for one in expected(session, BUILDING, DAY)}
        assert statuses[6] is not None
        assert statuses[6].status == Status.NOT_STARTED


def test_a_closed_report_takes_nothing_from_the_next(two_reports: Database) -> None:
    with two_reports.write() as session:
        half = of_report(session, 6)
        half.closed_at = at(DAY, 1)
        says(session, 9, DAY, Status.IN_PROGRESS)
        assert figures(session, half, DAY).received == 0


def test_the_general_report_too(two_reports: Database) -> None:
    with two_reports.write() as session:
        half, third = of_report(session, 6), of_report(session, 9)
        agency = expected(session, BUILDING, DAY)[0].agency
        for round_ in (half, third):
            session.add(
                Expectation(
                    round_id=round_.id or 0,
                    agency_id=agency.id or 0,
                    due_on=round_.due_on,
                    created_at=at(BEFORE),
                )
            )
        session.flush()
        before = figures(session, half, DAY).received
        general = session.exec(
            select(Expectation).where(
                Expectation.round_id == third.id, col(Expectation.item_id).is_(None)
            )
        ).one()
        said = Report(
            expectation_id=general.id or 0, status=Status.ONGOING, submitted_at=at(DAY, 9)
        )
        submit(session, said, DAY)
        assert figures(session, half, DAY).received == before + 1
        assert general.id not in owed(session, DAY)
