"""How an expectation counts, by what was said on it and what was carried into its round."""

from dataclasses import replace
from datetime import UTC, date, datetime

from storage.models import Status
from storage.reports.answered.judgement import Judgement, Standing, judge
from storage.reports.shared_answers.carried_then import Carried

DUE_ON, TODAY = date(2026, 11, 15), date(2026, 11, 20)
IN_TIME, LATE = datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 11, 18, tzinfo=UTC)
SILENT = Standing()
HERE = Standing(report_id=7, status=Status.ONGOING, first_id=7, first_said_at=IN_TIME)
FINISHED = Carried(
    expectation_id=1,
    report_id=5,
    in_period=False,
    one_off=True,
    status=Status.COMPLETED,
    said_at=IN_TIME,
    review_id=None,
    accepted=None,
    complete_by=None,
    reopened=False,
)


def judged(own: Standing, *carried: Carried) -> Judgement:
    return judge(own, carried, DUE_ON, TODAY, UTC)


def test_what_another_round_finished_counts_where_nothing_was_said_here() -> None:
    found = judged(SILENT, FINISHED)
    assert (found.finished_by, found.report_id) == (FINISHED, 5)
    assert found.counts_as == ("expected", "carried_over")


def test_what_was_said_here_stands_whatever_another_round_finished() -> None:
    found = judged(HERE, FINISHED)
    assert (found.finished_by, found.report_id) == (None, 7)
    assert found.counts_as == ("expected", "received", "on_time")


def test_what_was_finished_after_the_due_day_is_missing_here() -> None:
    found = judged(SILENT, replace(FINISHED, said_at=LATE))
    assert (found.finished_by, found.report_id) == (None, None)
    assert found.counts_as == ("expected", "missing")


def test_an_answer_to_the_own_day_in_the_period_is_an_answer_in_it() -> None:
    found = judged(SILENT, replace(FINISHED, in_period=True, said_at=LATE))
    assert (found.finished_by, found.report_id, found.stands.first_id) == (None, 5, 5)
    assert found.counts_as == ("expected", "received", "late")
