"""The summary figures of a round, defined once for chat, page, Excel, Word and JSON."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import partial

from sqlmodel import Session, col, select

from storage.models import Agency, Item, ItemKind, Plan, Round
from storage.people.appointments import agencies_reached
from storage.plans.succession import lineage
from storage.rounds.expectations import unassigned_items
from storage.rounds.summary_lines import Line, Lines, lines_of, overdue_items
from storage.rounds.timely_reminders import reminded_in_time


@dataclass
class Count:
    """received + missing + pending + carried over = expected, always.

    Carried over: finished before it was to be reported here, and not asked any more.
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
    carried_over: int = 0


@dataclass(frozen=True)
class AgencyCount:
    """`agency` is whom the plan names, `now_called` what it has become or who was chosen for it.

    `was_reminded`: somebody there got a reminder in time; else what is missing is no fault of it.
    `agency_id`: of what it has become.
    """

    agency: str
    now_called: str
    count: Count
    was_reminded: bool = True
    agency_id: int = 0


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
    agency that the plan names is gone and nobody answers in its stead; `overdue`: those of tasks
    whose last day by the plan has passed and that are not completed.
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
    overdue: list[str] = field(default_factory=list)


def summarise(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    *,
    agency_ids: Collection[int] = (),
) -> Summary:
    """The figures of `round_` as they stood at `as_of`; days are those of `zone`.

    `agency_ids`: only of these, as the reader of answers narrows them; what the plan as a whole
    has to put right (`unassigned`, `overdue`) is then left out.
    """
    today = as_of.astimezone(zone).date()
    lines = lines_of(session, plan, round_, as_of, zone)
    if agency_ids:
        lines = _of_agencies(session, lines, agency_ids, today)
    reminded = reminded_in_time(session, round_.id or 0, as_of, zone)
    names = dict(session.exec(select(Agency.id, Agency.name)).all())
    by_agency = _by_agency(session, lines, names, today, reminded)
    return Summary(
        plan=plan,
        round=round_,
        as_of=as_of.astimezone(zone),
        total=_count(lines),
        by_status=_by_status(lines),
        by_agency=by_agency,
        by_theme=_by_theme(session, plan, lines),
        high_priority=_count(_where(lines, lambda line: line.priority_high)),
        unreached=_unreached(session, lines, names, today),
        never_reminded=_never_reminded(by_agency),
        unassigned=[] if agency_ids else unassigned_items(session, plan, round_.year, today),
        overdue=[] if agency_ids else overdue_items(session, round_, as_of, today),
    )


@dataclass(frozen=True)
class Change:
    """By how many a round has grown: answers, corrections, and what is late or missing.

    Less than none where answers were withdrawn, or a later day was granted.
    """

    received: int
    corrected: int
    overdue: int

    def __bool__(self) -> bool:
        return any((self.received, self.corrected, self.overdue))


def change_since(session: Session, summary: Summary, since: datetime, zone: tzinfo) -> Change:
    """What has changed in the round since an instant before the summary's own."""
    before = _count(lines_of(session, summary.plan, summary.round, since, zone, total=True))
    now = summary.total
    return Change(
        received=now.received - before.received,
        corrected=now.corrected - before.corrected,
        overdue=now.late + now.missing - before.late - before.missing,
    )


def count_asked_of(
    session: Session,
    plan: Plan,
    round_: Round,
    as_of: datetime,
    zone: tzinfo,
    agency_ids: Collection[int],
) -> Count:
    """The figures of what these very agencies were asked, whatever the plan calls them."""
    return _count(lines_of(session, plan, round_, as_of, zone, total=True, asked=agency_ids))


def still_owed(count: Count) -> int:
    """What is not received yet and what was returned."""
    return count.expected - count.received - count.carried_over + count.returned


def living_agencies(summary: Summary) -> list[AgencyCount]:
    """Each agency as it is now, however many names the plan has for it; in the order of the first.

    Its `agency` is all those names.
    """
    parts: dict[str, list[AgencyCount]] = {}
    for one in summary.by_agency:
        parts.setdefault(one.now_called, []).append(one)
    return [_as_one(name, theirs) for name, theirs in parts.items()]


def _as_one(name: str, parts: Sequence[AgencyCount]) -> AgencyCount:
    one = parts[0]
    if len(parts) == 1:  # nearly always: a province has thousands
        is_told = not one.was_reminded and not _is_untold(one)
        return replace(one, was_reminded=True) if is_told else one
    printed = "; ".join(dict.fromkeys(one.agency for one in parts))
    was_reminded = not any(map(_is_untold, parts))
    total = together(one.count for one in parts)
    return AgencyCount(printed, name, total, was_reminded, parts[0].agency_id)


def together(counts: Iterable[Count]) -> Count:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(vars(one))
    return Count(**total)


def _is_untold(one: AgencyCount) -> bool:
    """It would be called late or missing without having been told."""
    return not one.was_reminded and bool(one.count.late or one.count.missing)


def _count(lines: Lines) -> Count:
    count: Counter[str] = Counter()
    for line, times in lines.items():
        for name in line.counts_as:
            count[name] += times
    return Count(**count)


def _where(lines: Lines, is_wanted: Callable[[Line], bool]) -> Lines:
    return {line: times for line, times in lines.items() if is_wanted(line)}


def _of_agencies(session: Session, lines: Lines, agency_ids: Collection[int], today: date) -> Lines:
    """By the name the plan prints, the agency that was asked, or what that has become."""
    became = lineage(session).successors(today)
    wanted = set(agency_ids)
    return _where(
        lines,
        lambda line: (
            not wanted.isdisjoint(
                (line.agency_id, line.printed_id, became.get(line.agency_id, line.agency_id))
            )
        ),
    )


def _by_status(lines: Lines) -> dict[str, int]:
    count: Counter[str] = Counter()
    for line, times in lines.items():
        if line.status is not None:
            count[line.status] += times
    return dict(count)


def _by_agency(
    session: Session,
    lines: Lines,
    names: Mapping[int | None, str],
    today: date,
    reminded: Collection[int],
) -> list[AgencyCount]:
    """A row for each agency the plan names, and for each that answers in its stead."""
    became = lineage(session).successors(today)
    of_agency: dict[tuple[int, int], dict[Line, int]] = {}
    for line, times in lines.items():
        of_agency.setdefault((line.printed_id, line.agency_id), {})[line] = times
    return [
        AgencyCount(
            names[printed],
            names[became.get(answers, answers)],
            _count(theirs),
            was_reminded=answers in reminded,
            agency_id=became.get(answers, answers),
        )
        for (printed, answers), theirs in sorted(of_agency.items(), key=lambda one: one[0])
    ]


def _never_reminded(by_agency: Iterable[AgencyCount]) -> list[str]:
    """Today's names of those that would be called late or missing without having been told."""
    return list(dict.fromkeys(one.now_called for one in by_agency if _is_untold(one)))


def _by_theme(session: Session, plan: Plan, lines: Lines) -> list[ThemeCount]:
    themes = session.exec(
        select(Item.code, Item.title)
        .where(
            Item.plan_id == plan.id, Item.kind == ItemKind.HEADING, col(Item.parent_id).is_(None)
        )
        .order_by(col(Item.position))
    ).all()
    counted = [
        ThemeCount(code, title, _count(_where(lines, partial(_is_under, code))))
        for code, title in themes
    ]
    return [theme for theme in counted if theme.count.expected]


def _is_under(theme: str, line: Line) -> bool:
    return f"{line.under}.".startswith(f"{theme}.")


def _unreached(
    session: Session, lines: Lines, names: Mapping[int | None, str], today: date
) -> list[str]:
    owing = sorted({line.agency_id for line in lines})
    reached = agencies_reached(session, today, owing)
    return [names[agency_id] for agency_id in owing if agency_id not in reached]
