"""What a summary is counted from: the expectations of a round, as they stood at an instant."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, func, or_
from sqlmodel import Session, col, select

from storage.models import Agency, Expectation, Item, Plan, Report, Review, Round, Status, Tier
from storage.reports.answers import counted_at, printed_lead, with_reports
from storage.reports.carried_answers import Carried, carried_into_round, is_one_off
from storage.reports.timeliness import has_passed, is_late


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
    """An expectation with one of the reports that stood then, and one of its reviews."""

    expectation_id: int
    agency_id: int
    printed_id: int | None  # whom the plan names, where it leads the item
    item_code: str | None  # None: the general report
    priority_high: bool | None
    due_on: date
    report_id: int | None
    status: str | None
    said_at: datetime | None
    review_id: int | None
    accepted: bool | None
    complete_by: date | None  # a returned one's short day


def lines_of(session: Session, plan: Plan, round_: Round, as_of: datetime, zone: tzinfo) -> Lines:
    """Thousands of rows, of which most are alike; the newest report counts, the first was in time
    or was not."""
    rows = _rows(session, plan, round_, as_of)
    today = as_of.astimezone(zone).date()
    carried = carried_into_round(session, round_.id or 0, as_of)
    rows += _of_own_days(rows, carried)
    elsewhere = {one.expectation_id: one for one in carried}  # the newest word on each
    newest = first = {row.expectation_id: row for row in rows}
    if len(rows) > len(newest):
        newest = {row.expectation_id: row for row in sorted(rows, key=_age)}
        first = {row.expectation_id: row for row in sorted(rows, key=_said, reverse=True)}
    return Counter(
        Line(
            row.agency_id,
            row.printed_id or row.agency_id,
            (row.item_code or "").rpartition(".")[0],
            bool(row.priority_high),
            row.status,
            _counts_as(
                row, first[row.expectation_id], elsewhere.get(row.expectation_id), today, zone
            ),
        )
        for row in newest.values()
    )


def _of_own_days(rows: list[_Row], carried: list[Carried]) -> list[_Row]:
    """What was answered for the tasks' own days in the period of the round: an answer in it."""
    asked = {row.expectation_id: row for row in rows} if carried else {}
    return [
        asked[one.expectation_id]._replace(
            report_id=one.report_id,
            status=one.status,
            said_at=one.said_at,
            review_id=one.review_id,
            accepted=one.accepted,
            complete_by=one.complete_by,
        )
        for one in carried
        if one.in_period and one.expectation_id in asked
    ]


def _is_over(one: Carried | None, row: _Row, zone: tzinfo) -> bool:
    """The task was finished elsewhere, by the day it was to be reported here."""
    return one is not None and one.finishes and not is_late(one.said_at, row.due_on, zone)


def _age(row: _Row) -> tuple[int, int]:
    return row.report_id or 0, row.review_id or 0


def _said(row: _Row) -> tuple[datetime, int]:
    return row.said_at or datetime.max.replace(tzinfo=UTC), row.report_id or 0


def _counts_as(
    row: _Row, first: _Row, elsewhere: Carried | None, today: date, zone: tzinfo
) -> tuple[str, ...]:
    if first.said_at is None and _is_over(elsewhere, row, zone):
        return _CARRIED_OVER
    if first.said_at is None:
        return _MISSING if has_passed(row.due_on, today) else _PENDING
    timely: tuple[str, ...] = _LATE if is_late(first.said_at, row.due_on, zone) else _ON_TIME
    if row.report_id != first.report_id:
        timely += _CORRECTED
    if row.accepted is None:
        return timely
    if row.accepted:
        return timely + _ACCEPTED
    past = has_passed(row.complete_by or row.due_on, today)
    return timely + (_INCOMPLETE if past else _TO_COMPLETE)


_CARRIED_OVER = ("expected", "carried_over")
_MISSING, _PENDING = ("expected", "missing"), ("expected", "pending")
_ON_TIME, _LATE = ("expected", "received", "on_time"), ("expected", "received", "late")
_CORRECTED, _ACCEPTED = ("corrected",), ("accepted",)
_TO_COMPLETE, _INCOMPLETE = ("returned", "to_complete"), ("returned", "incomplete")


def _rows(session: Session, plan: Plan, round_: Round, as_of: datetime) -> list[_Row]:
    session.flush()  # what this transaction has changed is part of it
    asked = {"round_id": round_.id, "as_of": as_of, "since": round_.opens_on, "plan_id": plan.id}
    return list(
        map(_Row._make, session.connection().execute(_rows_query(round_.tier), asked).all())
    )


@cache
def _rows_query(tier: str) -> Any:
    """Built once a tier, for building it takes longer than asking it.

    Its parameters: `round_id`, `plan_id`, the instant `as_of`, the day `since`. All that stood are
    read rather than the newest looked for: most have one report at most.
    """
    as_of: Any = bindparam("as_of")
    since: Any = bindparam("since")
    named: Any = _coordinator() if tier == Tier.COORDINATOR else printed_lead(since)
    return (
        select(  # type: ignore[call-overload]
            Expectation.id,
            Expectation.agency_id,
            named,
            Item.code,
            Item.priority_high,
            Expectation.due_on,
            Report.id,
            Report.status,
            func.coalesce(Report.sent_at, Report.submitted_at),
            Review.id,
            Review.accepted,
            Review.due_on,
        )
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .join(
            Report,
            and_(col(Report.expectation_id) == Expectation.id, *counted_at(as_of)),
            isouter=True,
        )
        .join(
            Review,
            and_(col(Review.report_id) == Report.id, col(Review.reviewed_at) <= as_of),
            isouter=True,
        )
        .where(
            Expectation.round_id == bindparam("round_id"),
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
        )
    )


def _coordinator() -> Any:
    named = (
        select(Agency.id)
        .join(
            Plan, and_(col(Plan.province) == Agency.province, col(Plan.coordinator) == Agency.name)
        )
        .where(Plan.id == bindparam("plan_id"))
    )
    return named.scalar_subquery()


def overdue_items(session: Session, round_: Round, as_of: datetime, today: date) -> list[str]:
    """In the plan's order: tasks of the round whose last day by the plan had passed before that
    day, and of which some agency's newest word was not that they are completed."""
    passed = or_(
        col(Item.due_on) < today, and_(col(Item.due_on).is_(None), col(Item.end_year) < today.year)
    )
    query: Any = (
        select(Item.code, Expectation.id, Report.status, Review.accepted)
        .select_from(Expectation)
        .join(Item, col(Expectation.item_id) == Item.id)
        .where(
            Item.plan_id == round_.plan_id,
            Expectation.round_id == round_.id,
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
            is_one_off(),
            passed,
        )
        .order_by(col(Item.position), col(Expectation.id))
    )
    seen = with_reports(query, counted_at(as_of), [col(Review.reviewed_at) <= as_of])
    carried = {
        one.expectation_id: one for one in carried_into_round(session, round_.id or 0, as_of)
    }
    return list(
        dict.fromkeys(
            code
            for code, key, status, accepted in session.exec(seen)
            if (status != Status.COMPLETED or accepted is False)
            and not (key in carried and carried[key].finishes)
        )
    )
