"""The one reader of answers: what was answered in a round, as of any instant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_
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
    Status,
    Tier,
)
from storage.plans.succession import lineage
from storage.reports.answered.earlier_rounds import EarlierAnswer, answers_before
from storage.reports.answered.items import items_under
from storage.reports.answered.judgement import (
    Standing,
    counts_as,
    finished_elsewhere,
    with_own_days,
)
from storage.reports.answered.repeated import repeats
from storage.reports.answered.said_elsewhere import (
    NOTHING_SAID,
    SaidElsewhere,
    said_elsewhere,
)
from storage.reports.answers import (
    FIRST,
    ExpectedReport,
    is_first_report,
    printed_lead,
    stood_at,
    with_reports,
)
from storage.reports.timeliness import is_late


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
    said_in: Round | None = None  # where what counts was said, if that was elsewhere

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

    @property
    def is_of_own_day(self) -> bool:
        """It was given for the task's own day, and counts here too."""
        return self.report is not None and self.report.expectation_id != self.expectation.id

    @property
    def repeats_earlier(self) -> bool:
        """Word for word what was said of an earlier year."""
        before = self.earlier
        is_older = before is not None and before.year < self.round.year
        return before is not None and is_older and repeats(self.report, before.report)


def answers_of_round(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    *,
    code: str = "",
    agency_ids: Collection[int] = (),
    of_own: Collection[int] | None = None,
    only_told: bool = False,
) -> list[Answer]:
    """Every expectation of the round as it stood at `as_of`, answered or not, in the plan's order.

    `code`: only this item and those below it. `agency_ids`: only of these, by the name the plan
    prints, the agency that was asked, or what that has become. `of_own`: the right of whoever may
    read nothing but what these agencies, or those they took over from, were asked; a name that is
    only printed gives none. `only_told`: only where a report of this round tells of difficulties or
    proposals. General reports come last.
    """
    today = as_of.astimezone(zone).date()
    became = lineage(session).successors(today)
    rows = [
        row
        for row in map(_Row._make, session.exec(_rows(plan, round_, as_of, code, only_told)))
        if (not agency_ids or _is_of(row, agency_ids, became))
        and (of_own is None or _was_asked(row, of_own, became))
    ]
    if not rows:
        return []
    known = _known(session, plan, round_, as_of, today, became, rows)
    return sorted((_answer(row, known, today, zone) for row in rows), key=_place)


def _known(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    today: date,
    became: Mapping[int, int],
    rows: Collection["_Row"],
) -> "_Known":
    asked = [row.expectation for row in rows]
    return _Known(
        plan=plan,
        round=round_,
        agencies=_by_id(session, select(Agency).where(col(Agency.id).in_(_named(rows, became)))),
        became=became,
        earlier=answers_before(session, round_, asked, today, stood_at(as_of)),
        files=_files(session, round_, as_of),
        elsewhere=said_elsewhere(session, round_, as_of, {one.id for one in asked}),
    )


def _place(one: Answer) -> tuple[bool, int, int]:
    return one.item is None, one.item.position if one.item else 0, one.expectation.id or 0


class _Row(NamedTuple):
    expectation: Expectation
    report: Report | None
    review: Review | None
    first: Report | None
    printed_id: int | None  # whom the plan names, where it leads the item
    reporter: str | None
    item: Item | None


@dataclass(frozen=True)
class _Known:
    """What the rows of a round refer to, by id; `earlier` to `elsewhere` by expectation."""

    plan: Plan
    round: Round
    agencies: Mapping[int | None, Agency]
    became: Mapping[int, int]
    earlier: Mapping[int, EarlierAnswer]
    files: Mapping[int, int]
    elsewhere: Mapping[int, SaidElsewhere]


def _is_of(row: _Row, agency_ids: Collection[int], became: Mapping[int, int]) -> bool:
    return row.printed_id in agency_ids or _was_asked(row, agency_ids, became)


def _was_asked(row: _Row, agency_ids: Collection[int], became: Mapping[int, int]) -> bool:
    agency_id = row.expectation.agency_id
    return any(key in agency_ids for key in (agency_id, became.get(agency_id)))


def _named(rows: Collection[_Row], became: Mapping[int, int]) -> set[int | None]:
    """Every agency that was asked, with what it has become, and whom the plan prints."""
    asked = {row.expectation.agency_id for row in rows}
    return asked | {became.get(key, key) for key in asked} | {row.printed_id for row in rows}


def _answer(row: _Row, known: _Known, today: date, zone: tzinfo) -> Answer:
    expectation = row.expectation
    agency = known.agencies[expectation.agency_id]
    printed = known.agencies.get(row.printed_id, agency).name
    elsewhere = known.elsewhere.get(expectation.id or 0, NOTHING_SAID)
    stands = with_own_days(_said_here(row), elsewhere.words)
    first = stands.first_said_at
    late = first is not None and is_late(first, expectation.due_on, zone)
    over = finished_elsewhere(elsewhere.words, expectation.due_on, zone)
    if stands.report_id is not None:
        over = None  # it was told here as well
    said = (over.report_id if over else stands.report_id) or 0
    return Answer(
        expectation=expectation,
        round=known.round,
        plan=known.plan,
        agency=agency,
        printed=known.plan.coordinator if known.round.tier == Tier.COORDINATOR else printed,
        item=row.item,
        report=elsewhere.report(stands.report_id, row.report),
        review=elsewhere.review(stands.report_id, row.report, row.review),
        first=elsewhere.report(stands.first_id, row.first),
        elsewhere=elsewhere.reports[over.report_id] if over else None,
        is_carried_over=over is not None,
        now_called=known.agencies[known.became.get(agency.id or 0, agency.id or 0)].name,
        counts_as=frozenset(
            counts_as(stands, expectation.due_on, today, late=late, carried_over=over is not None)
        ),
        reporter=row.reporter or "",
        files=known.files.get(expectation.id or 0, 0),
        earlier=_before(known.earlier.get(expectation.id or 0), said),
        said_in=elsewhere.rounds.get(said),
    )


def _before(earlier: EarlierAnswer | None, said: int) -> EarlierAnswer | None:
    """What stands here though it was said elsewhere is not told twice."""
    return None if earlier is not None and earlier.report.id == said else earlier


def _said_here(row: _Row) -> Standing:
    report, review, first = row.report, row.review, row.first
    return Standing(
        report_id=report.id if report else None,
        status=report.status if report else None,
        accepted=review.accepted if review else None,
        complete_by=review.due_on if review else None,
        first_id=first.id if first else None,
        first_said_at=first.said_at if first else None,
    )


# --- What the database knows ----------------------------------------------------------------------


def _by_id(session: Session, query: Any) -> dict[int | None, Any]:
    return {one.id: one for one in session.exec(query)}


def tells() -> ColumnElement[bool]:
    """Whether the report at hand tells of something to wait for."""
    words = (col(Report.difficulties) != "", col(Report.proposals) != "")
    return or_(*words, col(Report.status) == Status.AWAITING_GUIDANCE)


def _rows(plan: Plan, round_: Round, as_of: datetime, code: str, only_told: bool) -> Any:
    """As _Row has them."""
    printed = printed_lead(round_.opens_on)
    said = (Expectation, Report, Review, FIRST, printed, Person.full_name, Item)
    asked: Any = (
        select(*said)  # type: ignore[call-overload]
        .select_from(Expectation)
        .join(Item, col(Item.id) == Expectation.item_id, isouter=True)
        .join(FIRST, is_first_report(stood_at(as_of)), isouter=True)
        .where(*(items_under(plan, code) if code else ()))
    )
    return (
        with_reports(asked, stood_at(as_of), lambda review: col(review.reviewed_at) <= as_of)
        .join(Person, col(Person.id) == Report.person_id, isouter=True)
        .where(
            Expectation.round_id == round_.id,
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
            *([tells()] if only_told else []),
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
            stood_at(as_of)(Report),
            is_alive(),
        )
        .group_by(col(Attachment.expectation_id), col(Attachment.report_id))
        .order_by(col(Attachment.report_id))
    )
    return dict(session.exec(query).all())
