"""What came in for a plan since an instant: what the morning list calls new."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, and_, bindparam, func, or_, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.models import CarriedAnswer, Expectation, Report, Round
from storage.models.columns import Instant
from storage.reports.answers import FIRST, is_first_report, said, stands


class News(NamedTuple):
    """How many answers are new; `own_days`: those of them given for a task's own day."""

    total: int = 0
    own_days: int = 0


def received_since(
    session: Session, plan_id: int, round_: Round | None, since: datetime | None, own_days: date
) -> News:
    """What was answered after that instant, or ever, in a round and for the tasks' own days.

    Of those days the ones not closed and not before `own_days`. An answer is counted once, as the
    summary does: a correction is no new one, nor is what was said for the own day said before.
    """
    given = {
        "plan": plan_id,
        "round": round_.id if round_ else 0,
        "since": since,
        "own_days": own_days,
    }
    total, theirs = session.execute(_NEWS_SINCE if since else _NEWS, given).one()
    return News(total, theirs or 0)


_EARLIER: Any = aliased(Report)
_SAID_ON_ITS_DAY = (
    select(CarriedAnswer.report_id)
    .join(_EARLIER, _EARLIER.id == CarriedAnswer.report_id)
    .where(
        CarriedAnswer.expectation_id == Expectation.id,
        col(CarriedAnswer.in_period),
        stands(_EARLIER),
        tuple_(said(_EARLIER), _EARLIER.id) < tuple_(said(FIRST), FIRST.id),
    )
    .correlate(Expectation, FIRST)
)
_NEWS: Any = (
    select(func.count(), func.count().filter(col(Round.of_items)))
    .select_from(Round)
    .join(Expectation, col(Expectation.round_id) == Round.id)
    .join(FIRST, is_first_report())
    .where(
        Round.plan_id == bindparam("plan"),
        or_(
            col(Round.id) == bindparam("round"),
            and_(
                col(Round.of_items),
                col(Round.closed_at).is_(None),
                col(Round.due_on) >= bindparam("own_days", type_=Date),
            ),
        ),
        col(Expectation.ended_at).is_(None),
        ~_SAID_ON_ITS_DAY.exists(),
    )
)
_NEWS_SINCE = _NEWS.where(FIRST.submitted_at > bindparam("since", type_=Instant))
