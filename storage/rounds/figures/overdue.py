"""Tasks whose last day by the plan has passed without their being completed."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, or_
from sqlmodel import Session, col, select

from storage.models import Expectation, Item, Report, Review, Round, Status
from storage.models.columns import Instant
from storage.reports.answers import stood_at, with_reports
from storage.reports.shared_answers.carried import is_one_off
from storage.reports.shared_answers.carried_then import carried_into


def overdue_items(session: Session, round_: Round, as_of: datetime, today: date) -> list[str]:
    """In the plan's order: tasks of the round whose last day by the plan had passed before that
    day, and of which some agency's newest word was not that they are completed."""
    asked = {"round_id": round_.id, "as_of": as_of, "plan_id": round_.plan_id}
    session.flush()  # what this transaction has changed is part of it
    seen = session.connection().execute(
        _past_their_years(), {**asked, "today": today, "year": today.year}
    )
    carried = {one.expectation_id: one for one in carried_into(session, [round_.id or 0], as_of)}
    return list(
        dict.fromkeys(
            code
            for code, key, status, accepted in seen
            if (status != Status.COMPLETED or accepted is False)
            and not (key in carried and carried[key].finishes)
        )
    )


@cache
def _past_their_years() -> Any:
    """What was asked in `round_id` of one-off tasks whose last day had passed on `today`, with how
    it stood at `as_of`; a task may have its last `year` only."""
    as_of: Any = bindparam("as_of", type_=Instant)
    last_year = and_(col(Item.due_on).is_(None), col(Item.end_year) < bindparam("year"))
    past = select(Item.id).where(  # mostly none: then the round is not looked through
        Item.plan_id == bindparam("plan_id"),
        is_one_off(),
        or_(col(Item.due_on) < bindparam("today"), last_year),
    )
    query: Any = select(Item.code, Expectation.id, Report.status, Review.accepted)
    asked = (
        query.select_from(Expectation)
        .join(Item, col(Expectation.item_id) == Item.id)
        .where(
            Expectation.round_id == bindparam("round_id"),
            col(Expectation.item_id).in_(past),
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
        )
        .order_by(col(Item.position), col(Expectation.id))
    )
    return with_reports(asked, stood_at(as_of), lambda review: col(review.reviewed_at) <= as_of)
