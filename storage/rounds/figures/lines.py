"""What a summary is counted from: the expectations of a round, as they stood at an instant."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
)
from sqlmodel import Session, col, select

from storage.models import (
    CarriedAnswer,
    Expectation,
    Item,
    Plan,
    Report,
    Review,
    Round,
    Tier,
)
from storage.models.columns import Instant
from storage.plans.succession import printed_coordinator
from storage.reports.answered.judgement import Standing, counts_as, judge
from storage.reports.answers import (
    FIRST,
    is_first_report,
    printed_lead,
    said,
    stood_at,
    with_reports,
)
from storage.reports.shared_answers.carried_then import Carried, carried_by_expectation
from storage.reports.timeliness import ends_of
from storage.rounds.schedule import due_days


class Line(NamedTuple):
    """All that is alike in the round: what was asked of whom, and how it stood at that instant."""

    agency_id: int  # who is asked
    printed_id: int  # whom the plan names
    under: str  # the code its item stands under
    priority_high: bool
    status: str | None
    counts_as: tuple[str, ...]  # fields of Count
    item: str = ""  # its code, where the lines are wanted by item


Lines = Mapping[Line, int]  # how many there are of each
Judged = tuple[str | None, tuple[str, ...]]  # its status, and fields of Count


class _Row(NamedTuple):
    """Expectations that are alike, with the answer that counts, and how many there are."""

    agency_id: int
    printed_id: int | None  # whom the plan names, where it leads the item
    under: str | None  # with a full stop behind it; None: the general report
    code: str | None  # where they are wanted by item
    priority_high: bool | None
    due_on: date
    status: str | None  # None: there is no answer
    is_late: bool | None  # the first answer was
    is_corrected: bool | None
    accepted: bool | None
    complete_by: date | None  # a returned one's short day
    is_used_again: bool | None  # in the words of an answer to a like task
    # Of a single one, of which something was said elsewhere:
    expectation_id: int | None
    report_id: int | None
    first_id: int | None
    first_said_at: datetime | None
    times: int


_SINGLE = ("expectation_id", "report_id", "first_id", "first_said_at")
_HOW = slice(5, 12)  # of a row: all that decides how it counts, but for what was said elsewhere


def lines_of(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    *,
    total: bool = False,
    by_item: bool = False,
    asked: Collection[int] = (),
) -> Lines:
    """Of thousands of expectations most are alike: the database counts them. Those of which
    something was said elsewhere are looked at one by one.

    `total`: for the figures of the whole alone: then far more are alike. `by_item`: each
    item's apart. `asked`: of these alone.
    """
    today = as_of.astimezone(zone).date()
    carried = carried_by_expectation(session, round_, as_of)
    lines: Counter[Line] = Counter()
    shape = _Shape(round_.tier, bool(carried), total, by_item, bool(asked))
    judged: dict[Any, Judged] = {}  # of thousands of rows only few count differently
    for row in _rows(session, plan, round_, as_of, zone, shape, asked):
        if words := carried.get(row.expectation_id or 0):
            lines[_line(row, _judged_with(row, words, today, zone))] += row.times
            continue
        how = row[_HOW]
        if how not in judged:
            judged[how] = _judged(row, today)
        lines[_line(row, judged[how])] += row.times
    return lines


def _line(row: _Row, judged: Judged) -> Line:
    return Line(
        row.agency_id,
        row.printed_id or row.agency_id,
        (row.under or "").removesuffix("."),
        bool(row.priority_high),
        *judged,
        row.code or "",
    )


def _judged(row: _Row, today: date) -> Judged:
    stands = _said_here(row)
    counts = counts_as(stands, row.due_on, today, late=bool(row.is_late))
    return stands.status, (*counts, *_used_again(row))


def _judged_with(row: _Row, carried: Sequence[Carried], today: date, zone: tzinfo) -> Judged:
    stands, _, counts = judge(_said_here(row), carried, row.due_on, today, zone)
    is_said_here = stands.report_id is not None and stands.report_id == row.report_id
    return stands.status, (*counts, *(_used_again(row) if is_said_here else ()))


def _used_again(row: _Row) -> tuple[str, ...]:
    return ("used_again",) if row.is_used_again else ()


def _said_here(row: _Row) -> Standing:
    """Of those that are alike any report stands for all."""
    first = 1 if row.status is not None else None
    newest = 2 if row.is_corrected else first
    is_single = row.expectation_id is not None
    return Standing(
        report_id=row.report_id if is_single else newest,
        status=row.status,
        accepted=row.accepted,
        complete_by=row.complete_by,
        first_id=row.first_id if is_single else first,
        first_said_at=row.first_said_at,
    )


class _Shape(NamedTuple):
    """Which rows: `apart`: those of which something was said elsewhere come one by one."""

    tier: str
    apart: bool
    total: bool
    by_item: bool
    narrowed: bool


def _rows(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    shape: _Shape,
    asked: Collection[int],
) -> Iterator[_Row]:
    session.flush()  # what this transaction has changed is part of it
    query = _rows_query(shape, due_days(session, round_.id or 0), zone)
    sums_up = printed_coordinator(session, plan) if round_.tier == Tier.COORDINATOR else None
    given: dict[str, Any] = {
        "round_id": round_.id,
        "as_of": as_of,
        "since": round_.opens_on,
        "coordinator": sums_up,
    }
    if asked:
        given["agencies"] = list(asked)
    return map(_Row._make, session.connection().execute(query, given).all())


@lru_cache(maxsize=64)
def _rows_query(shape: _Shape, days: tuple[date, ...], zone: tzinfo) -> Any:
    """Kept, for building it takes about as long as asking it. Its parameters: `round_id`,
    the instant `as_of`, the day `since`, the `coordinator` of the plan, `agencies`."""
    as_of: Any = bindparam("as_of", type_=Instant)
    stood = stood_at(as_of)
    asked = (
        select(*_whose(shape), *_looked_at(days, zone, shape.apart))
        .select_from(Expectation)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .where(
            Expectation.round_id == bindparam("round_id"),
            col(Expectation.created_at) <= as_of,
            or_(col(Expectation.ended_at).is_(None), col(Expectation.ended_at) > as_of),
        )
    )
    if shape.narrowed:
        agencies: Any = bindparam("agencies", expanding=True)
        asked = asked.where(col(Expectation.agency_id).in_(agencies))
    answered = with_reports(asked, stood, lambda review: col(review.reviewed_at) <= as_of).join(
        # Nearly always there is one answer: of another an index knows, and no row is read twice
        FIRST,
        and_(is_first_report(stood), FIRST.id < Report.id),
        isouter=True,
    )
    each = answered.cte("each")
    if not shape.total:
        each = each.prefix_with("MATERIALIZED")  # else whom it names is found twice
    fixed = _fixed(shape)
    differ = [each.c[name] for name in _Row._fields[:-1] if name not in fixed]
    found = [fixed.get(name, each.c.get(name)) for name in _Row._fields[:-1]]
    return select(*found, func.count()).group_by(*differ)  # type: ignore[call-overload]


def _fixed(shape: _Shape) -> dict[str, Any]:
    """What is the same in all rows: the database need not sort by it."""
    fixed: dict[str, Any] = {} if shape.apart else dict.fromkeys(_SINGLE, null())
    if shape.total:
        nothing = {"agency_id": literal(0), "printed_id": literal(0), "under": literal("")}
        fixed |= {**nothing, "code": null(), "priority_high": literal(False)}
    elif not shape.by_item:
        fixed |= {"code": null()}
    return fixed


def _whose(shape: _Shape) -> tuple[Any, ...]:
    if shape.total:
        return ()
    named: Any = printed_lead(bindparam("since", type_=Date))
    coordinator: Any = bindparam("coordinator", type_=Integer)
    return (
        Expectation.agency_id,
        (coordinator if shape.tier == Tier.COORDINATOR else named).label("printed_id"),
        _under(col(Item.code)).label("under"),
        Item.priority_high,
        *([col(Item.code).label("code")] if shape.by_item else []),
    )


def _looked_at(days: tuple[date, ...], zone: tzinfo, apart: bool) -> tuple[Any, ...]:
    single = (
        select(CarriedAnswer.report_id)
        .where(CarriedAnswer.expectation_id == Expectation.id)
        .correlate(Expectation)
        .exists()
    )
    first_said = func.coalesce(said(FIRST), said(Report))
    alone = (
        case((single, Expectation.id)).label("expectation_id"),
        case((single, Report.id)).label("report_id"),
        case((single, func.coalesce(FIRST.id, Report.id))).label("first_id"),
        case((single, first_said)).label("first_said_at"),
    )
    return (
        Expectation.due_on,
        Report.status,
        (first_said >= ends_of(Expectation.due_on, days, zone)).label("is_late"),
        FIRST.id.is_not(None).label("is_corrected"),
        Review.accepted,
        col(Review.due_on).label("complete_by"),
        col(Report.origin_id).is_not(None).label("is_used_again"),
        *(alone if apart else ()),
    )


def _under(code: Any) -> ColumnElement[str]:
    """What a code stands under, with a full stop behind it: "1.1." of "1.1.a"."""
    return func.rtrim(code, func.replace(code, ".", ""))  # whatever is none is cut off the end
