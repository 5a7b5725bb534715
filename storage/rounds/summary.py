"""The summary figures of a round, defined once for chat, page, Excel, Word and JSON."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_
from sqlmodel import Session, col, select

from storage.models import Agency, Expectation, Item, ItemKind, Plan, Report, Review, Round, Tier
from storage.people.appointments import focal_points
from storage.plans.succession import lineage
from storage.reports.answers import (
    FIRST,
    counted_at,
    is_first_report,
    printed_lead,
    with_reports,
)
from storage.reports.timeliness import has_passed, is_late
from storage.rounds.expectations import unassigned_items
from storage.rounds.timely_reminders import reminded_in_time


@dataclass
class Count:
    """received + missing + pending = expected, always.

    Of the returned, those `to_complete` have time left, those `incomplete` had their short day.
    """

    expected: int = 0
    received: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0
    accepted: int = 0
    returned: int = 0
    to_complete: int = 0
    incomplete: int = 0
    corrected: int = 0


@dataclass(frozen=True)
class AgencyCount:
    """`agency` is whom the plan names, `now_called` what it has become or who was chosen for it.

    `was_reminded`: somebody there got a reminder in time; else what is missing is no fault of it.
    """

    agency: str
    now_called: str
    count: Count
    was_reminded: bool = True


@dataclass(frozen=True)
class ThemeCount:
    code: str
    title: str
    count: Count


@dataclass(frozen=True)
class Summary:
    """A round as it stood at an instant, `as_of` in the province's zone.

    `unreached`: agencies nobody could be reached for; `never_reminded`: those that were not
    reminded in time of what is late or missing; `unassigned`: the codes of items for which an
    agency that the plan names is gone and nobody answers in its stead.
    """

    plan: Plan
    round: Round
    as_of: datetime
    total: Count
    by_status: dict[str, int] = field(default_factory=dict)
    by_agency: list[AgencyCount] = field(default_factory=list)
    by_theme: list[ThemeCount] = field(default_factory=list)
    high_priority: Count = field(default_factory=Count)
    unreached: list[str] = field(default_factory=list)
    never_reminded: list[str] = field(default_factory=list)
    unassigned: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    """An expectation with the report that counted at the instant asked for."""

    agency_id: int
    agency: str  # who is asked
    printed_id: int  # whom the plan names
    item_code: str | None  # None: the general report
    priority_high: bool | None
    due_on: date
    status: str | None
    report_id: int | None
    accepted: bool | None
    complete_by: date | None  # a returned one's short day
    first_id: int | None
    first_at: datetime | None


def summarise(
    session: Session, plan: Plan, round_: Round, as_of: datetime, zone: tzinfo
) -> Summary:
    """The figures of `round_` as they stood at `as_of`; days are those of `zone`."""
    lines = _lines(session, plan, round_, as_of)
    today = as_of.astimezone(zone).date()

    def count(chosen: Iterable[_Line]) -> Count:
        return _count(chosen, today, zone)

    reminded = reminded_in_time(session, round_.id or 0, as_of, zone)
    by_agency = _by_agency(session, lines, today, count, reminded)
    return Summary(
        plan=plan,
        round=round_,
        as_of=as_of.astimezone(zone),
        total=count(lines),
        by_status=dict(Counter(line.status for line in lines if line.status is not None)),
        by_agency=by_agency,
        by_theme=_by_theme(session, plan, lines, count),
        high_priority=count(line for line in lines if line.priority_high),
        unreached=_unreached(session, lines, today),
        never_reminded=_never_reminded(by_agency),
        unassigned=unassigned_items(session, plan, round_.year, today),
    )


def received_since(session: Session, round_: Round | None, since: datetime | None) -> int:
    """How many answers came in for a round after that instant, or ever: as the summary counts them,
    so that a correction is no new one."""
    query = (
        select(func.count())
        .select_from(Expectation)
        .join(FIRST, is_first_report())
        .where(
            Expectation.round_id == (round_.id if round_ else 0),
            col(Expectation.ended_at).is_(None),
        )
    )
    if since is not None:
        query = query.where(FIRST.submitted_at > since)
    return session.exec(query).one()


def _count(lines: Iterable[_Line], today: date, zone: tzinfo) -> Count:
    count = Count()
    for line in lines:
        count.expected += 1
        if line.first_at is not None:
            count.received += 1
            late = is_late(line.first_at, line.due_on, zone)
            count.late += late
            count.on_time += not late
            count.accepted += line.accepted is True
            count.corrected += line.report_id != line.first_id
            if line.accepted is False:
                past = has_passed(line.complete_by or line.due_on, today)
                count.returned += 1
                count.incomplete += past
                count.to_complete += not past
        elif has_passed(line.due_on, today):
            count.missing += 1
        else:
            count.pending += 1
    return count


def _by_agency(
    session: Session,
    lines: list[_Line],
    today: date,
    count: Callable[[Iterable[_Line]], Count],
    reminded: Collection[int],
) -> list[AgencyCount]:
    """A row for each agency the plan names, and for each that answers in its stead."""
    names = dict(session.exec(select(Agency.id, Agency.name)).all())
    became = lineage(session).successors(today)
    of_agency: dict[tuple[int, int], list[_Line]] = {}
    for line in lines:
        of_agency.setdefault((line.printed_id, line.agency_id), []).append(line)
    return [
        AgencyCount(
            names[printed],
            names[became.get(answers, answers)],
            count(theirs),
            was_reminded=answers in reminded,
        )
        for (printed, answers), theirs in sorted(of_agency.items(), key=lambda one: one[0])
    ]


def _never_reminded(by_agency: Iterable[AgencyCount]) -> list[str]:
    """Today's names of those that would be called late or missing without having been told."""
    untold = (one for one in by_agency if not one.was_reminded)
    return list(dict.fromkeys(o.now_called for o in untold if o.count.late or o.count.missing))


def _by_theme(
    session: Session, plan: Plan, lines: list[_Line], count: Callable[[Iterable[_Line]], Count]
) -> list[ThemeCount]:
    themes = session.exec(
        select(Item.code, Item.title)
        .where(
            Item.plan_id == plan.id, Item.kind == ItemKind.HEADING, col(Item.parent_id).is_(None)
        )
        .order_by(col(Item.position))
    ).all()
    counted = [
        ThemeCount(code, title, count(line for line in lines if _is_under(line.item_code, code)))
        for code, title in themes
    ]
    return [theme for theme in counted if theme.count.expected]


def _is_under(code: str | None, theme: str) -> bool:
    return code is not None and code.startswith(f"{theme}.")


def _unreached(session: Session, lines: list[_Line], today: date) -> list[str]:
    owing = {line.agency_id for line in lines}
    reached = {a.agency.id for a in focal_points(session, today, owing) if a.account is not None}
    return [
        agency
        for agency_id, agency in dict.fromkeys((line.agency_id, line.agency) for line in lines)
        if agency_id not in reached
    ]


def _lines(session: Session, plan: Plan, round_: Round, as_of: datetime) -> list[_Line]:
    asked = {"round_id": round_.id, "as_of": as_of, "since": round_.opens_on, "plan_id": plan.id}
    return [_Line(*row) for row in session.execute(_lines_query(round_.tier), asked)]


@cache
def _lines_query(tier: str) -> Any:
    """Built once a tier, for building it takes longer than asking it.

    Its parameters: `round_id`, `plan_id`, the instant `as_of`, the day `since`.
    """
    as_of: Any = bindparam("as_of")
    since: Any = bindparam("since")
    named: ColumnElement[int] = func.coalesce(printed_lead(since), Agency.id)
    if tier == Tier.COORDINATOR:
        named = func.coalesce(_coordinator(), Agency.id)
    query = (
        select(  # type: ignore[call-overload]
            Agency.id,
            Agency.name,
            named,
            Item.code,
            Item.priority_high,
            Expectation.due_on,
            Report.status,
            Report.id,
            Review.accepted,
            Review.due_on,
            FIRST.id,
            func.coalesce(FIRST.sent_at, FIRST.submitted_at),
        )
        .join(Agency, col(Expectation.agency_id) == Agency.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .join(FIRST, is_first_report(*counted_at(as_of)), isouter=True)
        .where(
            Expectation.round_id == bindparam("round_id"),
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
        )
        .order_by(col(Agency.id), col(Item.position))
    )
    return with_reports(query, counted_at(as_of), [col(Review.reviewed_at) <= as_of])


def _coordinator() -> Any:
    named = (
        select(Agency.id)
        .join(
            Plan, and_(col(Plan.province) == Agency.province, col(Plan.coordinator) == Agency.name)
        )
        .where(Plan.id == bindparam("plan_id"))
    )
    return named.scalar_subquery()
