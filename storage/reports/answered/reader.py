"""The one reader of answers: what was answered in a round, as of any instant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from storage.messages.attachments import is_alive
from storage.models import (
    Agency,
    Attachment,
    Expectation,
    Item,
    Person,
    Plan,
    Report,
    Review,
    Round,
    Tier,
)
from storage.plans.succession import lineage
from storage.reports.answered.earlier_rounds import EarlierAnswer, answers_before
from storage.reports.answers import (
    FIRST,
    ExpectedReport,
    counted_at,
    is_first_report,
    is_newest_report,
    is_newest_review,
    printed_lead,
)
from storage.reports.timeliness import has_passed, is_late


@dataclass(frozen=True)
class Answer(ExpectedReport):
    """What is known of an expectation at an instant; without a report nobody has answered it.

    `counts_as`: the fields of the summary's Count it is one of. `now_called`: what its agency is
    at that instant. `reporter` is empty where nobody is known, or who it was has been erased.
    """

    now_called: str = ""
    counts_as: frozenset[str] = frozenset()
    reporter: str = ""
    files: int = 0
    earlier: EarlierAnswer | None = None

    @property
    def code(self) -> str:
        """Empty for a general report."""
        return self.item.code if self.item else ""

    @property
    def unit(self) -> str:
        return str(self.item.details.get("unit") or "") if self.item else ""

    @property
    def verdict(self) -> str:
        """ "accepted", "returned" or nothing yet."""
        return next(iter(self.counts_as & {"accepted", "returned"}), "")


def answers_of_round(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    *,
    code: str = "",
    agency_ids: Collection[int] = (),
) -> list[Answer]:
    """Every expectation of the round as it stood at `as_of`, answered or not, in the plan's order.

    `code`: only this item and those below it. `agency_ids`: only of these, by the name the plan
    prints, the agency that was asked, or what that has become. General reports come last.
    """
    today = as_of.astimezone(zone).date()
    became = lineage(session).successors(today)
    rows = [
        row
        for row in map(_Row._make, session.exec(_rows(round_, as_of)))
        if not agency_ids or _is_of(row, agency_ids, became)
    ]
    asked = [row.expectation for row in rows]
    known = _Known(
        plan=plan,
        round=round_,
        agencies=_by_id(session, select(Agency)),
        items=_by_id(session, select(Item).where(Item.plan_id == plan.id)),
        became=became,
        earlier=answers_before(session, round_, asked, today, counted_at(as_of)),
        files=_files(session, round_, as_of),
    )
    found = (_answer(row, known, today, zone) for row in rows)
    return sorted((one for one in found if is_under(one.code, code)), key=_place)


def newest_round_of_item(session: Session, plan: Plan, code: str) -> Round | None:
    """The newest round that asks for an item, or for one below it; those asked for ad hoc too."""
    query: Any = (
        select(Round, Item.code)
        .join(Expectation, col(Expectation.round_id) == Round.id)
        .join(Item, col(Item.id) == Expectation.item_id)
        .where(Round.plan_id == plan.id, col(Item.code).startswith(code, autoescape=True))
        .order_by(col(Round.due_on).desc(), col(Round.id).desc())
    )
    found = (round_ for round_, of_item in session.exec(query) if is_under(of_item, code))
    return next(found, None)


def is_under(code: str, above: str) -> bool:
    """Whether an item is the one of that code or stands below it; everything is below nothing."""
    return not above or f"{code}.".startswith(f"{above}.")


def _place(one: Answer) -> tuple[bool, int, int]:
    return one.item is None, one.item.position if one.item else 0, one.expectation.id or 0


class _Row(NamedTuple):
    expectation: Expectation
    report: Report | None
    review: Review | None
    first: Report | None
    printed_id: int | None  # whom the plan names, where it leads the item
    reporter: str | None


@dataclass(frozen=True)
class _Known:
    """What the rows of a round refer to, by id; `earlier` and `files` by expectation."""

    plan: Plan
    round: Round
    agencies: Mapping[int | None, Agency]
    items: Mapping[int | None, Item]
    became: Mapping[int, int]
    earlier: Mapping[int, EarlierAnswer]
    files: Mapping[int, int]


def _is_of(row: _Row, agency_ids: Collection[int], became: Mapping[int, int]) -> bool:
    agency_id = row.expectation.agency_id
    return any(key in agency_ids for key in (agency_id, row.printed_id, became.get(agency_id)))


def _answer(row: _Row, known: _Known, today: date, zone: tzinfo) -> Answer:
    expectation = row.expectation
    agency = known.agencies[expectation.agency_id]
    printed = known.agencies.get(row.printed_id, agency).name
    return Answer(
        expectation=expectation,
        round=known.round,
        plan=known.plan,
        agency=agency,
        printed=known.plan.coordinator if known.round.tier == Tier.COORDINATOR else printed,
        item=known.items.get(expectation.item_id),
        report=row.report,
        review=row.review,
        first=row.first,
        now_called=known.agencies[known.became.get(agency.id or 0, agency.id or 0)].name,
        counts_as=_judged(row, today, zone),
        reporter=row.reporter or "",
        files=known.files.get(expectation.id or 0, 0),
        earlier=known.earlier.get(expectation.id or 0),
    )


def _judged(row: _Row, today: date, zone: tzinfo) -> frozenset[str]:
    """As the summary counts it: the one place where an answer is judged here."""
    due_on, review = row.expectation.due_on, row.review
    if row.report is None or row.first is None:
        return frozenset({"expected", "missing" if has_passed(due_on, today) else "pending"})
    late = is_late(row.first.said_at, due_on, zone)
    found = {"expected", "received", "late" if late else "on_time"}
    if row.report.id != row.first.id:
        found.add("corrected")
    if review is not None and review.accepted:
        found.add("accepted")
    elif review is not None:
        past = has_passed(review.due_on or due_on, today)
        found |= {"returned", "incomplete" if past else "to_complete"}
    return frozenset(found)


# --- What the database knows ----------------------------------------------------------------------


def _by_id(session: Session, query: Any) -> dict[int | None, Any]:
    return {one.id: one for one in session.exec(query)}


def _rows(round_: Round, as_of: datetime) -> Any:
    """As _Row has them."""
    counted = counted_at(as_of)
    return (
        select(  # type: ignore[call-overload]
            Expectation, Report, Review, FIRST, printed_lead(round_.opens_on), Person.full_name
        )
        .join(Report, is_newest_report(*counted), isouter=True)
        .join(FIRST, is_first_report(*counted), isouter=True)
        .join(Review, is_newest_review(col(Review.reviewed_at) <= as_of), isouter=True)
        .join(Person, col(Person.id) == Report.person_id, isouter=True)
        .where(
            Expectation.round_id == round_.id,
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
        )
    )


def _files(session: Session, round_: Round, as_of: datetime) -> dict[int, int]:
    """By expectation: of the files of its reports those that count, which the newest brought."""
    query = (
        select(Attachment.expectation_id, func.count())
        .join(Report, col(Report.id) == Attachment.report_id)
        .join(Expectation, col(Expectation.id) == Report.expectation_id)
        .where(
            Expectation.round_id == round_.id,
            col(Attachment.received_at) <= as_of,
            *counted_at(as_of),
            is_alive(),
        )
        .group_by(col(Attachment.expectation_id), col(Attachment.report_id))
        .order_by(col(Attachment.report_id))
    )
    return dict(session.exec(query).all())
