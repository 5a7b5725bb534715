"""What a planner's morning list calls new: an answer once, wherever it was given."""

from datetime import date

import pytest

from storage.database import Database
from storage.models import Report, Round, Status
from storage.reports.answered.news import News, received_since
from storage.reports.submission import withdraw
from tests.support.worlds.own_days import answer, figures, one_of, opened, own_days_folder, plan_of
from tests.support.worlds.province import add_person, at

HOME, JUSTICE = "Sở Nội vụ", "Sở Tư pháp"
OPEN, SAID, LATER = date(2026, 7, 10), date(2026, 7, 13), date(2026, 7, 14)


@pytest.fixture
def third_quarter(database: Database) -> Database:
    """II.4 is due on 15/07 on its own; the report due 04/09 asks for it, too."""
    opened(database, OPEN, own_days_folder(reports=((9, 5),)))
    return database


def news(database: Database, since: date, *, of_period: bool = True) -> News:
    with database.read() as session:
        plan = plan_of(session)
        asked = one_of(session, HOME, "I.1", LATER, own=False).round if of_period else None
        return received_since(session, plan.id or 0, asked, at(since), date(2026, 5, 1))


def says(database: Database, code: str, day: date, *, own: bool, agency: str = HOME) -> Report:
    with database.write() as session:
        said = answer(session, one_of(session, agency, code, day, own=own), day, Status.IN_PROGRESS)
        session.expunge(said)
        return said


def test_an_answer_for_a_tasks_own_day_is_news_once(third_quarter: Database) -> None:
    says(third_quarter, "II.4", SAID, own=True)
    assert news(third_quarter, OPEN) == News(1, 1)
    assert news(third_quarter, OPEN, of_period=False) == News(1, 1)
    assert news(third_quarter, LATER) == News(0, 0), "told already"


def test_what_is_new_is_what_the_summary_has_received_since(third_quarter: Database) -> None:
    says(third_quarter, "II.4", SAID, own=True)
    says(third_quarter, "I.1", SAID, own=False)
    with third_quarter.read() as session:
        round_ = one_of(session, HOME, "I.1", LATER, own=False).round
        assert figures(session, round_, SAID).received == 2
    assert news(third_quarter, OPEN) == News(2, 1)


def test_its_update_in_the_report_of_the_period_is_no_new_answer(third_quarter: Database) -> None:
    says(third_quarter, "II.4", SAID, own=True)
    says(third_quarter, "II.4", LATER, own=False)
    assert news(third_quarter, OPEN) == News(1, 1)
    assert news(third_quarter, LATER) == News(0, 0)


def test_the_answer_for_its_own_day_after_progress_was_told_is_new(third_quarter: Database) -> None:
    says(third_quarter, "II.4", SAID, own=False)
    says(third_quarter, "II.4", LATER, own=True)
    assert news(third_quarter, LATER) == News(1, 1)
    assert news(third_quarter, OPEN) == News(2, 1), "each is the first where it was asked"


def test_what_was_withdrawn_or_is_of_a_closed_day_is_no_news(third_quarter: Database) -> None:
    made = says(third_quarter, "II.4", SAID, own=True)
    says(third_quarter, "I.2", SAID, own=True)
    with third_quarter.write() as session:
        person = add_person(session, "p", HOME, starts_on=date(2026, 1, 1))
        withdraw(session, made.expectation_id, made.id or 0, person.id or 0, SAID, at(SAID, 10))
        one = one_of(session, HOME, "I.2", SAID, own=True)
        session.get_one(Round, one.round.id).closed_at = at(LATER)
    assert news(third_quarter, OPEN, of_period=False) == News(0, 0)


def test_days_that_are_history_bring_no_news(third_quarter: Database) -> None:
    says(third_quarter, "II.4", SAID, own=True)
    with third_quarter.read() as session:
        plan, since = plan_of(session), at(OPEN)
        assert received_since(session, plan.id or 0, None, since, date(2026, 7, 15)) == News(1, 1)
        assert received_since(session, plan.id or 0, None, since, date(2026, 7, 16)) == News(0, 0)
