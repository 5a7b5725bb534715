"""What a summary is counted from: the expectations of a round, as they stood at an instant."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, and_, bindparam, func, or_
from sqlmodel import Session, col, select

from storage.models import Agency, Expectation, Item, Plan, Report, Review, Round, Tier
from storage.models.columns import Instant
from storage.reports.answers import (
    FIRST,
    is_first_report,
    printed_lead,
    said,
    stood_at,
    with_reports,
)
from storage.reports.timeliness import ends_of, has_passed
from storage.rounds.schedule import due_days


class Line(NamedTuple):
    """All that is alike in the round: what was asked of whom, and how it stood at that instant."""

    agency_id: int  # who is asked
    printed_id: int  # whom the plan names
    under: str  # the code its item stands under
    priority_high: bool
    status: str | None
    counts_as: tuple[str, ...]  # fields of Count


Lines = Mapping[Line, int]  # how many there are of each


class _Row(NamedTuple):
    """Expectations that are alike, with the answer that counts, and how many there are."""

    agency_id: int
    printed_id: int | None  # whom the plan names, where it leads the item
    under: str | None  # with a full stop behind it; None: the general report
    priority_high: bool | None
    due_on: date
    status: str | None  # None: there is no answer
    is_late: bool | None  # the first answer was
    is_corrected: bool | None
    accepted: bool | None
    complete_by: date | None  # a returned one's short day
    times: int


def lines_of(session: Session, plan: Plan, round_: Round, as_of: datetime, zone: tzinfo) -> Lines:
    """Thousands of expectations, of which most are alike: the database counts them."""
    today = as_of.astimezone(zone).date()
    lines: Counter[Line] = Counter()
    for row in _rows(session, plan, round_, as_of, zone):
        line = Line(
            row.agency_id,
            row.printed_id or row.agency_id,
            (row.under or "").removesuffix("."),
            bool(row.priority_high),
            row.status,
            _counts_as(row, today),
        )
        lines[line] += row.times
    return lines


def _counts_as(row: _Row, today: date) -> tuple[str, ...]:
    if row.status is None:
        return _MISSING if has_passed(row.due_on, today) else _PENDING
    answered: tuple[str, ...] = _LATE if row.is_late else _ON_TIME
    if row.is_corrected:
        answered += _CORRECTED
    if row.accepted is None:
        return answered
    if row.accepted:
        return answered + _ACCEPTED
    past = has_passed(row.complete_by or row.due_on, today)
    return answered + (_INCOMPLETE if past else _TO_COMPLETE)


_MISSING, _PENDING = ("expected", "missing"), ("expected", "pending")
_ON_TIME, _LATE = ("expected", "received", "on_time"), ("expected", "received", "late")
_CORRECTED, _ACCEPTED = ("corrected",), ("accepted",)
_TO_COMPLETE, _INCOMPLETE = ("returned", "to_complete"), ("returned", "incomplete")


def _rows(
    session: Session, plan: Plan, round_: Round, as_of: datetime, zone: tzinfo
) -> Iterator[_Row]:
    session.flush()  # what this transaction has changed is part of it
    query = _rows_query(round_.tier, due_days(session, round_.id or 0), zone)
    asked = {"round_id": round_.id, "as_of": as_of, "since": round_.opens_on, "plan_id": plan.id}
    return map(_Row._make, session.connection().execute(query, asked).all())


@lru_cache(maxsize=64)
def _rows_query(tier: str, days: tuple[date, ...], zone: tzinfo) -> Any:
    """Kept, for building it takes about as long as asking it.

    Its parameters: `round_id`, `plan_id`, the instant `as_of`, the day `since`.
    """
    as_of: Any = bindparam("as_of", type_=Instant)
    stood = stood_at(as_of)
    asked = (
        select(*_looked_at(tier, days, zone))
        .select_from(Expectation)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .join(FIRST, is_first_report(stood), isouter=True)
        .where(
            Expectation.round_id == bindparam("round_id"),
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
        )
    )
    answered = with_reports(asked, stood, lambda review: col(review.reviewed_at) <= as_of)
    each = answered.subquery()
    return select(*each.c, func.count()).group_by(*each.c)  # type: ignore[call-overload]


def _looked_at(tier: str, days: tuple[date, ...], zone: tzinfo) -> tuple[Any, ...]:
    named: Any = printed_lead(bindparam("since", type_=Date))
    return (
        Expectation.agency_id,
        (_coordinator() if tier == Tier.COORDINATOR else named).label("printed_id"),
        _under(col(Item.code)).label("under"),
        Item.priority_high,
        Expectation.due_on,
        Report.status,
        (said(FIRST) >= ends_of(Expectation.due_on, days, zone)).label("is_late"),
        (FIRST.id != Report.id).label("is_corrected"),
        Review.accepted,
        col(Review.due_on).label("complete_by"),
    )


def _under(code: Any) -> ColumnElement[str]:
    """What a code stands under, with a full stop behind it: "1.1." of "1.1.a"."""
    return func.rtrim(code, func.replace(code, ".", ""))  # whatever is none is cut off the end


def _coordinator() -> Any:
    named = (
        select(Agency.id)
        .join(
            Plan, and_(col(Plan.province) == Agency.province, col(Plan.coordinator) == Agency.name)
        )
        .where(Plan.id == bindparam("plan_id"))
    )
    return named.scalar_subquery()
