"""The summary figures of a round, defined once for chat, page, Excel, Word and JSON."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import cached_property, partial
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from storage.database import remembers
from storage.models import Agency, Item, ItemKind, Plan, Round
from storage.people.appointments import agencies_reached
from storage.plans.known_agencies import COMMUNE
from storage.plans.succession import lineage
from storage.rounds.expectations import unassigned_items
from storage.rounds.figures.by_agency import AgencyCount as AgencyCount
from storage.rounds.figures.by_agency import Communes as Communes
from storage.rounds.figures.by_agency import is_untold, living
from storage.rounds.figures.by_agency import still_owed as still_owed
from storage.rounds.figures.by_task import TaskCount, count_tasks
from storage.rounds.figures.counts import Count as Count
from storage.rounds.figures.counts import Part, counted, tallied
from storage.rounds.figures.lines import Line, Lines, lines_of
from storage.rounds.figures.overdue import overdue_items
from storage.rounds.timely_reminders import reminded_in_time


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
    whose last day by the plan has passed and that are not completed. `by_task` only where communes
    are asked: there a task counts once, while `total` counts what each unit is asked.
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
    by_task: list[TaskCount] = field(default_factory=list)

    @cached_property
    def living(self) -> tuple[AgencyCount, ...]:
        """As `living_agencies` tells: a page asks for it several times."""
        return living(self.by_agency)


def total_of(session: Session, plan: Plan, round_: Round, as_of: datetime, zone: tzinfo) -> Count:
    """The `total` of a Summary alone."""
    return counted(lines_of(session, plan, round_, as_of, zone, total=True))


@remembers
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
    has to put right (`unassigned`, `overdue`) is then left out."""
    today, of_plan = as_of.astimezone(zone).date(), lines_of(session, plan, round_, as_of, zone)
    lines = _of_agencies(session, of_plan, agency_ids, today) if agency_ids else of_plan
    known, reminded = _agencies(session), reminded_in_time(session, round_.id or 0, as_of, zone)
    by_agency = _by_agency(session, lines, known, today, reminded)
    summary = Summary(
        plan=plan,
        round=round_,
        as_of=as_of.astimezone(zone),
        total=counted(lines),
        by_status=_by_status(lines),
        by_agency=by_agency,
        by_theme=_by_theme(session, plan, lines),
        high_priority=counted(_where(lines, lambda line: line.priority_high)),
        unreached=_unreached(session, lines, known.names, today),
        never_reminded=_never_reminded(by_agency),
    )
    return summary if agency_ids else _with_whole_plan(session, summary, known, zone)


def _with_whole_plan(
    session: Session, summary: Summary, known: "_Agencies", zone: tzinfo
) -> Summary:
    """With what is looked at for all agencies together or not at all."""
    plan, round_, as_of = summary.plan, summary.round, summary.as_of
    by_task: list[TaskCount] = []
    if any(one.is_commune for one in summary.by_agency):
        each = lines_of(session, plan, round_, as_of, zone, by_item=True)
        by_task = count_tasks(session, plan, each, known.communes, known.names)
    return replace(
        summary,
        unassigned=unassigned_items(session, plan, round_.year, as_of.date()),
        overdue=overdue_items(session, round_, as_of, as_of.date()),
        by_task=by_task,
    )


class _Agencies(NamedTuple):
    """All that are known: their names, and which of them are communes."""

    names: Mapping[int, str]
    communes: Collection[int]


def _agencies(session: Session) -> _Agencies:
    known = session.connection().execute(_NAMES).all()
    communes = {key or 0 for key, _, kind in known if kind == COMMUNE}
    return _Agencies({key or 0: name for key, name, _ in known}, communes)


_NAMES: Any = select(Agency.id, Agency.name, Agency.kind)


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
    before = total_of(session, summary.plan, summary.round, since, zone)
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
    return counted(lines_of(session, plan, round_, as_of, zone, total=True, asked=agency_ids))


def living_agencies(summary: Summary) -> list[AgencyCount]:
    """Each agency as it is now, however many names the plan has for it; in the order of the first.

    Its `agency` is all those names.
    """
    return list(summary.living)


def offices_and_communes(summary: Summary) -> tuple[list[AgencyCount], Communes | None]:
    """The living agencies, the communes among them as one; None where none is asked."""
    living = living_agencies(summary)
    communes = tuple(one for one in living if one.is_commune)
    offices = [one for one in living if not one.is_commune]
    return offices, Communes(communes) if communes else None


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
    known: _Agencies,
    today: date,
    reminded: Collection[int],
) -> list[AgencyCount]:
    """A row for each agency the plan names, and for each that answers in its stead."""
    became = lineage(session).successors(today)
    of_agency: dict[tuple[int, int], list[Part]] = {}
    for line, times in lines.items():
        theirs = of_agency.setdefault((line.printed_id, line.agency_id), [])
        theirs.append((line.counts_as, times))
    return [
        AgencyCount(
            known.names[printed],
            known.names[became.get(answers, answers)],
            tallied(theirs),
            was_reminded=answers in reminded,
            agency_id=became.get(answers, answers),
            is_commune=became.get(answers, answers) in known.communes,
        )
        for (printed, answers), theirs in sorted(of_agency.items(), key=lambda one: one[0])
    ]


def _never_reminded(by_agency: Iterable[AgencyCount]) -> list[str]:
    """Today's names of those that would be called late or missing without having been told."""
    return list(dict.fromkeys(one.now_called for one in by_agency if is_untold(one)))


def _by_theme(session: Session, plan: Plan, lines: Lines) -> list[ThemeCount]:
    themes = session.exec(
        select(Item.code, Item.title)
        .where(
            Item.plan_id == plan.id, Item.kind == ItemKind.HEADING, col(Item.parent_id).is_(None)
        )
        .order_by(col(Item.position))
    ).all()
    found = [
        ThemeCount(code, title, counted(_where(lines, partial(_is_under, code))))
        for code, title in themes
    ]
    return [theme for theme in found if theme.count.expected]


def _is_under(theme: str, line: Line) -> bool:
    return f"{line.under}.".startswith(f"{theme}.")


def _unreached(session: Session, lines: Lines, names: Mapping[int, str], today: date) -> list[str]:
    owing = sorted({line.agency_id for line in lines})
    reached = agencies_reached(session, today, owing)
    return [names[agency_id] for agency_id in owing if agency_id not in reached]
