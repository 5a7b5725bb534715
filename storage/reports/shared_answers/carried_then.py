"""The answers given elsewhere as they stood at an instant, for whoever looks back at a round."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, or_
from sqlmodel import Session, col, select

from storage.database import remembered
from storage.models import (
    CarriedAnswer,
    Expectation,
    Item,
    Reopening,
    Report,
    Review,
    Round,
    Status,
)
from storage.models.columns import Instant
from storage.reports.shared_answers.carried import is_one_off


@dataclass(frozen=True)
class Carried:
    """An answer given elsewhere, as it stood at an instant, with one of its reviews."""

    expectation_id: int
    report_id: int
    in_period: bool
    one_off: bool
    status: str
    said_at: datetime
    review_id: int | None
    accepted: bool | None
    complete_by: date | None
    reopened: bool

    @property
    def finishes(self) -> bool:
        is_done = self.one_off and self.status == Status.COMPLETED
        return is_done and self.accepted is not False and not self.reopened


def carried_into(session: Session, round_ids: Collection[int], as_of: datetime) -> list[Carried]:
    """All that stood at that instant, the oldest first, and the oldest review of each first."""
    return list(_carried_into(session, tuple(round_ids), as_of))


def carried_by_expectation(
    session: Session, round_: Round, as_of: datetime
) -> dict[int, list[Carried]]:
    found: dict[int, list[Carried]] = {}
    for one in carried_into(session, [round_.id or 0], as_of):
        found.setdefault(one.expectation_id, []).append(one)
    return found


@remembered
def _carried_into(session: Session, round_ids: tuple[int, ...], as_of: datetime) -> list[Carried]:
    session.flush()  # what this transaction has changed is part of it
    asked = {"round_ids": list(round_ids), "as_of": as_of}
    return [Carried(*row) for row in session.connection().execute(_into_rounds(), asked)]


@cache
def _into_rounds() -> Any:
    """The fields of Carried, of the rounds `round_ids` at the instant `as_of`."""
    as_of: Any = bindparam("as_of", type_=Instant)
    reopened = select(Reopening.id).where(
        Reopening.report_id == Report.id,
        col(Reopening.accepted).is_(True),
        col(Reopening.decided_at) <= as_of,
    )
    fields: Any = (
        *(CarriedAnswer.expectation_id, Report.id, CarriedAnswer.in_period),
        *(func.coalesce(is_one_off(), False), Report.status),
        func.coalesce(Report.sent_at, Report.submitted_at),
        *(Review.id, Review.accepted, Review.due_on, reopened.correlate(Report).exists()),
    )
    query: Any = select(*fields)
    then = and_(col(Review.report_id) == Report.id, col(Review.reviewed_at) <= as_of)
    return (
        query.join(Expectation, col(CarriedAnswer.expectation_id) == Expectation.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .join(Report, col(CarriedAnswer.report_id) == Report.id)
        .join(Review, then, isouter=True)
        .where(
            col(Expectation.round_id).in_(bindparam("round_ids", expanding=True)),
            col(Report.submitted_at) <= as_of,
            or_(col(Report.withdrawn_at).is_(None), col(Report.withdrawn_at) > as_of),
        )
        .order_by(col(Report.id), col(Review.id))
    )
