"""Answers: what an agency is expected to report, and which of its replies counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from functools import cache, partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    ScalarSelect,
    and_,
    bindparam,
    func,
    or_,
    tuple_,
)
from sqlalchemy.orm import Mapped, aliased, load_only
from sqlmodel import Session, col, select

from storage.database import remembered
from storage.models import (
    Agency,
    Assignment,
    CarriedAnswer,
    Expectation,
    Item,
    Plan,
    Reopening,
    Report,
    Review,
    Role,
    Round,
    Snooze,
)
from storage.reports.expectation import is_asked_still, newest_rounds
from storage.reports.shared_answers.carried import CARRIED, stands_elsewhere, with_carried
from storage.reports.timeliness import is_late


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
    first: Report | None = None  # of those not withdrawn: it decides who was in time
    is_reopened: bool = False  # accepted, and may be followed by another all the same
    elsewhere: Report | None = None  # stands for it: said on the task's own day, or finished it
    is_carried_over: bool = False  # finished elsewhere, and nothing was said here
    also: "tuple[ExpectedReport, ...]" = ()  # which its answer will serve; see asked_once

    @property
    def answer(self) -> Report | None:
        return self.elsewhere or self.report

    @property
    def is_returned(self) -> bool:
        """What was said elsewhere is completed there."""
        return self.elsewhere is None and self.review is not None and not self.review.accepted

    @property
    def is_locked(self) -> bool:
        """Accepted: a change is to be asked for first."""
        return self.review is not None and self.review.accepted and not self.is_reopened

    @property
    def is_owed(self) -> bool:
        """Nothing was said yet, or what was said was returned."""
        return self.answer is None or self.is_returned

    @property
    def due_on(self) -> date:
        return _due_on(self.expectation, self.review)

    @property
    def first_received_at(self) -> datetime | None:
        """What timeliness is judged by; no correction moves it."""
        first = self.first or (None if self.is_carried_over else self.elsewhere)
        return first.said_at if first else None

    @property
    def corrected_at(self) -> datetime | None:
        """When a later answer replaced the first one."""
        is_first = self.report is None or self.first is None or self.report.id == self.first.id
        return None if is_first or self.report is None else self.report.said_at

    def is_late(self, zone: tzinfo) -> bool:
        """Its first answer came after the due day."""
        at = self.first_received_at
        return at is not None and is_late(at, self.expectation.due_on, zone)


FIRST: Any = aliased(Report)
_OTHER: Any = aliased(Report)
_LATER: Any = aliased(Review)
Condition = Callable[[Any], ColumnElement[bool]]  # on a table, or an alias of it


def stands(report: Any) -> ColumnElement[bool]:
    """It was not withdrawn."""
    return col(report.withdrawn_at).is_(None)


def stood_at(as_of: Any) -> Condition:
    """It stood at an instant in the past."""
    return lambda report: and_(
        col(report.submitted_at) <= as_of,
        or_(col(report.withdrawn_at).is_(None), col(report.withdrawn_at) > as_of),
    )


def said(report: Any) -> ColumnElement[datetime]:
    """Report.said_at, for a query."""
    return func.coalesce(report.sent_at, report.submitted_at)


# --- What counts for an expectation: looked up by an index, whatever the history -----------------


def is_newest_report(counts: Condition = stands) -> ColumnElement[bool]:
    """Whether a report is the one that counts for the expectation at hand: no newer one stands."""
    same = _OTHER.expectation_id == Report.expectation_id
    newer = select(_OTHER.id).where(same, _OTHER.id > Report.id, counts(_OTHER))
    theirs = col(Report.expectation_id) == Expectation.id
    return and_(theirs, counts(Report), ~newer.correlate(Report).exists())


def is_first_report(counts: Condition = stands) -> ColumnElement[bool]:
    """Whether FIRST is the first answer to the expectation at hand that was not withdrawn.

    By when it was said: of two colleagues' words the one that was heard late may be the earlier.
    """
    earlier = select(_OTHER.id).where(
        _OTHER.expectation_id == FIRST.expectation_id,
        _OTHER.id != FIRST.id,  # an index holds it: where there is no other, nothing is read
        counts(_OTHER),
        tuple_(said(_OTHER), _OTHER.id) < tuple_(said(FIRST), FIRST.id),
    )
    theirs = FIRST.expectation_id == Expectation.id
    return and_(theirs, counts(FIRST), ~earlier.correlate(FIRST).exists())


def is_newest_review(*counts: Condition) -> ColumnElement[bool]:
    """Whether a review is the newest of the report at hand."""
    later = select(_LATER.id).where(
        _LATER.report_id == Review.report_id,
        _LATER.id > Review.id,
        *(one(_LATER) for one in counts),
    )
    counted = (one(Review) for one in counts)
    return and_(col(Review.report_id) == Report.id, *counted, ~later.correlate(Review).exists())


def is_newest_snooze() -> ColumnElement[bool]:
    """Whether a snooze is the word that counts for the expectation at hand."""
    newest = (
        select(func.max(col(Snooze.id)))
        .where(Snooze.expectation_id == Expectation.id)
        .correlate(Expectation)
        .scalar_subquery()
    )
    return and_(col(Snooze.expectation_id) == Expectation.id, col(Snooze.id) == newest)


def printed_lead(since: date | ColumnElement[date] | Mapped[date]) -> ScalarSelect[int]:
    """Of the expectation at hand: the agency the plan names where its agency leads the item.

    As it was assigned on that day or later; the first one, when an agency answers for several.
    """
    return (
        select(func.min(col(Assignment.printed_id)))
        .where(
            Assignment.role == Role.LEAD,
            Assignment.item_id == Expectation.item_id,
            Assignment.agency_id == Expectation.agency_id,
            or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) >= since),
        )
        .correlate(Expectation, Round)  # whose day it may be
        .scalar_subquery()
    )


def with_reports(query: Any, counts: Condition = stands, *review_counts: Condition) -> Any:
    """The query of expectations with the Report that counts for each and its Review, if any."""
    return query.join(Report, is_newest_report(counts), isouter=True).join(
        Review, is_newest_review(*review_counts), isouter=True
    )


# --- What is expected -----------------------------------------------------------------------------


def expected_of(
    session: Session, agency_ids: Iterable[int], today: date, *, closed: bool = False
) -> list[ExpectedReport]:
    """Of these agencies, by day and order: in the newest rounds that are open, or were closed."""
    found = expected_in_order(session, frozenset(agency_ids), today, closed)
    return sorted(found, key=lambda one: (one.due_on, one.plan.id or 0))


def expected_of_each(
    session: Session, asked: Iterable[frozenset[int]], today: date
) -> dict[frozenset[int], list[ExpectedReport]]:
    """In the rounds that are open, of each of these sets of agencies."""
    found = {agencies: list[ExpectedReport]() for agencies in asked}
    for one in expected_in_order(session, frozenset().union(*found), today, False):
        for agencies, theirs in found.items():
            if one.agency.id in agencies:
                theirs.append(one)
    return found


@remembered
def expected_in_order(
    session: Session, agencies: frozenset[int], today: date, closed: bool
) -> list[ExpectedReport]:
    """In the order of the items."""
    newest = newest_rounds(session, today).items()
    rounds = {key: one for key, one in newest if (one[0].closed_at is not None) == closed}
    if not rounds:
        return []
    given = {"agencies": list(agencies), "rounds": list(rounds), "today": today}
    rows, found = session.exec(_EXPECTED, params=given), list[ExpectedReport]()
    known = cache(partial(session.get_one, Agency))  # asked for with every task
    for expectation, item, printed, *said, carried, own_day, stands in rows:
        round_, plan = rounds[expectation.round_id]
        agency = known(expectation.agency_id)
        who = (agency, printed or agency.name)
        one = ExpectedReport(expectation, round_, plan, *who, item, *said)
        if stands and (own_day or one.is_owed):
            is_over = one.report is None and not own_day
            one = replace(one, elsewhere=carried, is_carried_over=is_over)
        found.append(one)
    return found


_PRINTED = aliased(Agency)
_REOPENED = (
    select(Reopening.id)
    .where(Reopening.report_id == Report.id, col(Reopening.accepted).is_(True))
    .correlate(Report)
    .exists()
)
# What anybody reads of it here; the rest, long lists among it, would be loaded when looked at
_OF_ITEM: Any = (
    *(col(Item.code), col(Item.title), col(Item.kind), col(Item.details), col(Item.timeframe_raw)),
    *(col(Item.end_year), col(Item.due_on), col(Item.due_every), col(Item.recurrence)),
)
_EXPECTED: Any = with_carried(
    select(  # type: ignore[call-overload]
        *(Expectation, Item, _PRINTED.name, Report, Review, Snooze.until_on, FIRST, _REOPENED),
        *(CARRIED, col(CarriedAnswer.in_period), stands_elsewhere()),
    )
    .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
    .join(FIRST, is_first_report(), isouter=True)
    .join(Report, is_newest_report(), isouter=True)
    .join(Review, is_newest_review(), isouter=True)
    .join(Snooze, is_newest_snooze(), isouter=True)
    .join(_PRINTED, _PRINTED.id == printed_lead(bindparam("today", type_=Date)), isouter=True)
    .where(
        is_asked_still(),
        col(Expectation.agency_id).in_(bindparam("agencies", expanding=True)),
        col(Expectation.round_id).in_(bindparam("rounds", expanding=True)),
        col(Expectation.ended_at).is_(None),
    )
    .order_by(col(Item.position), col(Expectation.id))
    .options(load_only(*_OF_ITEM))
)


def due_on_of(session: Session, expectation: Expectation) -> date:
    """The day it is asked for as things stand."""
    counting = counting_report(session, expectation.id or 0)
    return _due_on(expectation, counting[1] if counting else None)


def _due_on(expectation: Expectation, review: Review | None) -> date:
    """A returned answer has a short day of its own; who was in time is no matter of it."""
    if review is not None and not review.accepted:
        return review.due_on or expectation.due_on
    return expectation.due_on


def counting_report(session: Session, expectation_id: int) -> tuple[Report, Review | None] | None:
    """The report that counts for an expectation and its newest review."""
    found = session.exec(_COUNTING, params={"expectation_id": expectation_id}).first()
    return (found[0], found[1]) if found and found[0] else None


_OF_ONE: Any = Expectation.id == bindparam("expectation_id")
_COUNTING: Any = with_reports(select(Report, Review).select_from(Expectation)).where(_OF_ONE)
