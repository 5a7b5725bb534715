"""A round's answers in brief, to choose from: of thousands only those on a page are read whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Date, bindparam, func, or_
from sqlmodel import Session, col, select

from storage.models import Agency, Expectation, Item, Plan, Report, Review, Round, Tier
from storage.models.columns import Instant
from storage.plans.succession import lineage
from storage.reports.answered.judgement import Standing, judge
from storage.reports.answers import (
    FIRST,
    is_first_report,
    printed_lead,
    said,
    stood_at,
    with_reports,
)
from storage.reports.shared_answers.carried_then import (
    Carried,
    carried_by_expectation,
    carried_into,
)


@dataclass(frozen=True)
class Brief:
    """An expectation as the reader of answers counts it. `code` and `title` are empty for a
    general report; `report_id` and `status` are of the answer that stands for it, wherever it was
    said; `is_unjudged`: it was said of this round, and nobody has reviewed it.
    """

    expectation_id: int
    code: str
    title: str
    printed: str
    now_called: str
    counts_as: tuple[str, ...]
    report_id: int | None
    status: str | None
    is_unjudged: bool


class _Row(NamedTuple):
    expectation_id: int
    agency_id: int
    printed_id: int | None
    code: str | None
    title: str | None
    due_on: date
    report_id: int | None
    status: str | None
    accepted: bool | None
    complete_by: date | None
    first_id: int | None
    first_said_at: datetime | None


def briefs_of_round(
    session: Session, plan: Plan, round_: Round, as_of: datetime, zone: tzinfo
) -> list[Brief]:
    """Every expectation of the round as it stood at `as_of`, in the order of the reader."""
    session.flush()  # what this transaction has changed is part of it
    given = {"round_id": round_.id, "as_of": as_of, "since": round_.opens_on}
    rows = map(_Row._make, session.connection().execute(_rows(), given).all())
    carried = carried_by_expectation(session, round_, as_of)
    today = as_of.astimezone(zone).date()
    named = _names(session, plan, round_, today)
    return [_brief(row, carried.get(row.expectation_id, []), named, today, zone) for row in rows]


Names = Callable[[_Row], tuple[str, str]]  # whom the plan prints, and what the agency is by now


def _names(session: Session, plan: Plan, round_: Round, today: date) -> Names:
    agencies = session.exec(select(Agency.id, Agency.name))
    known = {key or 0: name for key, name in agencies}
    became: Mapping[int, int] = lineage(session).successors(today)
    sums_up = plan.coordinator if round_.tier == Tier.COORDINATOR else None

    def names(row: _Row) -> tuple[str, str]:
        printed = sums_up or known[row.printed_id or row.agency_id]
        return printed, known[became.get(row.agency_id, row.agency_id)]

    return names


def _brief(row: _Row, words: list[Carried], named: Names, today: date, zone: tzinfo) -> Brief:
    judged = judge(Standing(*row[6:]), words, row.due_on, today, zone)
    stands, over = judged.stands, judged.finished_by
    return Brief(
        row.expectation_id,
        row.code or "",
        row.title or "",
        *named(row),
        counts_as=judged.counts_as,
        report_id=judged.report_id,
        status=over.status if over else stands.status,
        is_unjudged=stands.report_id is not None and stands.accepted is None,
    )


def words_said(session: Session, round_: Round, as_of: datetime) -> dict[int, str]:
    """By report, all that is told in those of the round and in those that stand for it: what can
    be searched for."""
    elsewhere = {one.report_id for one in carried_into(session, [round_.id or 0], as_of)}
    texts: Any = (Report.result, Report.difficulties, Report.proposals, Report.document_number)
    query: Any = (
        select(Report.id, *texts)
        .join(Expectation, col(Expectation.id) == Report.expectation_id)
        .where(or_(col(Expectation.round_id) == round_.id, col(Report.id).in_(elsewhere)))
    )
    return {key: " ".join(said) for key, *said in session.connection().execute(query)}


@cache
def _rows() -> Any:
    """The fields of _Row, of `round_id` at the instant `as_of`; `since`: its first day."""
    as_of: Any = bindparam("as_of", type_=Instant)
    stood = stood_at(as_of)
    fields: Any = (
        *(Expectation.id, Expectation.agency_id, printed_lead(bindparam("since", type_=Date))),
        *(Item.code, Item.title, Expectation.due_on),
        *(Report.id, Report.status, Review.accepted, Review.due_on),
        *(FIRST.id, said(FIRST)),
    )
    query: Any = select(*fields)
    asked = (
        query.select_from(Expectation)
        .join(Item, col(Item.id) == Expectation.item_id, isouter=True)
        .join(FIRST, is_first_report(stood), isouter=True)
        .where(
            Expectation.round_id == bindparam("round_id"),
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
        )
        .order_by(
            col(Expectation.item_id).is_(None),
            func.coalesce(col(Item.position), 0),
            col(Expectation.id),
        )
    )
    return with_reports(asked, stood, lambda review: col(review.reviewed_at) <= as_of)
