"""Reports: what an agency is expected to report, what it said, and storing a new reply."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Subquery, and_, bindparam, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.models import (
    Agency,
    Assignment,
    Expectation,
    Item,
    Plan,
    Report,
    Review,
    Role,
    Round,
    Snooze,
)
from storage.plans.succession import lineage
from storage.reports.snoozes import newest_snoozes


@dataclass(frozen=True)
class ExpectedReport:
    """An expectation with all a person needs to know of it; `report` is the one that counts."""

    expectation: Expectation
    round: Round
    plan: Plan
    agency: Agency
    printed: str  # whom the plan names for it
    item: Item | None  # None: the general report
    report: Report | None
    review: Review | None
    promised_on: date | None = None  # the day the agency said it would report on

    @property
    def is_owed(self) -> bool:
        """Nothing was said yet, or what was said was returned."""
        return self.report is None or (self.review is not None and not self.review.accepted)


def expected_of(session: Session, agency_ids: Iterable[int], today: date) -> list[ExpectedReport]:
    """What these agencies are expected to report in the newest rounds, by day and order."""
    given = {"agencies": list(agency_ids), "today": today}
    return [ExpectedReport(*row) for row in session.exec(_expected(), params=given)]


@cache
def _expected() -> Any:
    """Each turn asks for it, and to put such a query together takes longer than to answer it."""
    latest, verdicts = latest_reports(), latest_reviews()
    printed = printed_leads(bindparam("today", type_=Date))
    named, words = aliased(Agency), newest_snoozes()
    query = (
        select(  # type: ignore[call-overload]
            Expectation,
            Round,
            Plan,
            Agency,
            func.coalesce(named.name, Agency.name),
            Item,
            Report,
            Review,
            Snooze.until_on,
        )
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(Plan, col(Round.plan_id) == Plan.id)
        .join(Agency, col(Expectation.agency_id) == Agency.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .join(printed, is_printed(printed), isouter=True)
        .join(named, named.id == printed.c.printed_id, isouter=True)
        .join(words, words.c.expectation_id == Expectation.id, isouter=True)
        .join(Snooze, col(Snooze.id) == words.c.snooze_id, isouter=True)
        .where(
            col(Expectation.agency_id).in_(bindparam("agencies", expanding=True)),
            col(Expectation.ended_at).is_(None),
            col(Round.id).in_(_newest_rounds()),
        )
        .order_by(col(Expectation.due_on), col(Plan.id), col(Item.position), col(Expectation.id))
    )
    return with_reports(query, latest, verdicts)


def _newest_rounds() -> SelectOfScalar[int | None]:
    """A round is open until its rule's next one opens; one asked for ad hoc stands for itself."""
    series = func.coalesce(col(Round.rule_id), -col(Round.id))
    return select(func.max(col(Round.id))).group_by(series)


def with_reports(query: Any, latest: Subquery, verdicts: Subquery) -> Any:
    """The query of expectations with the Report that counts for each and its Review, if any."""
    return (
        query.join(latest, latest.c.expectation_id == Expectation.id, isouter=True)
        .join(Report, col(Report.id) == latest.c.report_id, isouter=True)
        .join(verdicts, verdicts.c.report_id == Report.id, isouter=True)
        .join(Review, col(Review.id) == verdicts.c.review_id, isouter=True)
    )


def is_printed(printed: Subquery) -> ColumnElement[bool]:
    """The row of `printed_leads` that belongs to an expectation of an agency."""
    return and_(printed.c.item_id == Expectation.item_id, printed.c.agency_id == Agency.id)


def printed_leads(since: date | BindParameter[date]) -> Subquery:
    """(item_id, agency_id, printed_id): whom the plan names where an agency leads an item.

    As it was assigned on that day or later; the first one, when an agency answers for several.
    """
    return (
        select(
            col(Assignment.item_id),
            col(Assignment.agency_id),
            func.min(col(Assignment.printed_id)).label("printed_id"),
        )
        .where(
            Assignment.role == Role.LEAD,
            or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) >= since),
        )
        .group_by(col(Assignment.item_id), col(Assignment.agency_id))
        .subquery()
    )


def latest_reports(*conditions: ColumnElement[bool]) -> Subquery:
    """By expectation: the newest report that was not withdrawn, as (expectation_id, report_id)."""
    return (
        select(col(Report.expectation_id), func.max(col(Report.id)).label("report_id"))
        .where(*(conditions or (col(Report.withdrawn_at).is_(None),)))
        .group_by(col(Report.expectation_id))
        .subquery()
    )


def latest_reviews(*conditions: ColumnElement[bool]) -> Subquery:
    """By report: its newest review, as (report_id, review_id)."""
    return (
        select(col(Review.report_id), func.max(col(Review.id)).label("review_id"))
        .where(*conditions)
        .group_by(col(Review.report_id))
        .subquery()
    )


def counting_report(session: Session, expectation_id: int) -> tuple[Report, Review | None] | None:
    """The report that counts for an expectation and its newest review."""
    latest, verdicts = latest_reports(), latest_reviews()
    query = (
        select(Report, Review)
        .join(latest, latest.c.report_id == Report.id)
        .join(verdicts, verdicts.c.report_id == Report.id, isouter=True)
        .join(Review, col(Review.id) == verdicts.c.review_id, isouter=True)
        .where(Report.expectation_id == expectation_id)
    )
    found = session.exec(query).first()
    return (found[0], found[1]) if found else None


def report_before(
    session: Session, expectation: Expectation, round_: Round, agency_id: int, today: date
) -> tuple[Report, int] | None:
    """The newest report on the same item in an earlier round of the plan, and that round's year.

    By the agency itself or by one it has taken over from until today; never by another one.
    """
    if round_.rule_id is None:
        return None
    former = [old for old, now in lineage(session).successors(today).items() if now == agency_id]
    item_id = col(Expectation.item_id)
    same_item = item_id.is_(None) if expectation.item_id is None else item_id == expectation.item_id
    query = (
        select(Report, Round.year)
        .join(Expectation, col(Report.expectation_id) == Expectation.id)
        .join(Round, col(Expectation.round_id) == Round.id)
        .where(
            Round.plan_id == round_.plan_id,
            Round.tier == round_.tier,
            col(Round.rule_id).is_not(None),
            Round.due_on < round_.due_on,
            col(Expectation.agency_id).in_([agency_id, *former]),
            same_item,
            col(Report.withdrawn_at).is_(None),
        )
        .order_by(col(Round.due_on).desc(), col(Report.id).desc())
    )
    found = session.exec(query).first()
    return (found[0], found[1]) if found else None


def received_since(session: Session, plan: Plan, since: datetime | None) -> int:
    """How many reports came in for a plan after that instant, or ever; withdrawn ones are none."""
    query = (
        select(func.count())
        .select_from(Report)
        .join(Expectation, col(Report.expectation_id) == Expectation.id)
        .join(Round, col(Expectation.round_id) == Round.id)
        .where(col(Report.withdrawn_at).is_(None), Round.plan_id == plan.id)
    )
    if since is not None:
        query = query.where(col(Report.submitted_at) > since)
    return session.exec(query).one()


def counted_at(as_of: datetime) -> tuple[ColumnElement[bool], ...]:
    """What made a report count at an instant in the past."""
    return (
        col(Report.submitted_at) <= as_of,
        or_(col(Report.withdrawn_at).is_(None), col(Report.withdrawn_at) > as_of),
    )
