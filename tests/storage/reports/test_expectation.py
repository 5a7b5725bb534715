"""Two who write about one expectation at once: the second sees what the first did."""

from datetime import date

import pytest

from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import Expectation, Report, Status
from storage.reports.gate import Barred
from storage.reports.requests.objections import object_to
from storage.reports.submission import submit
from tests.support.databases import emptied
from tests.support.worlds.province import CALENDAR, add_province, at, owed_by, person_of

NOW = at(date(2026, 10, 14))


@pytest.fixture
def both_write(postgresql: Database) -> Database:
    """Only PostgreSQL lets two transactions write at once; SQLite makes the second wait."""
    database = emptied(postgresql)
    add_province(database)
    with database.write() as session:
        open_rounds(session, NOW, CALENDAR)
    return database


def test_a_report_counts_though_its_expectation_was_ended_meanwhile(both_write: Database) -> None:
    with both_write.write() as session:
        expectation = owed_by(session, "Sở Công Thương")[0]
        _ended_by_another(both_write, expectation)
        report = Report(
            expectation_id=expectation.id or 0, status=Status.COMPLETED, submitted_at=NOW
        )
        submit(session, report, NOW.date())
    with both_write.read() as session:
        assert session.get_one(Expectation, expectation.id).ended_at is None


def test_nobody_objects_to_what_was_ended_meanwhile(both_write: Database) -> None:
    with both_write.write() as session:
        expectation = owed_by(session, "Sở Công Thương")[0]
        _ended_by_another(both_write, expectation)
        with pytest.raises(Barred, match="ended"):
            object_to(
                session, expectation, "Không thuộc Sở", person_of(session, "a"), NOW.date(), NOW
            )


def _ended_by_another(database: Database, expectation: Expectation) -> None:
    with database.write() as session:
        session.get_one(Expectation, expectation.id).ended_at = NOW
