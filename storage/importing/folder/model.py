"""The plan folder in memory: what a person reviews and what is loaded into the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from storage import Say, lazy, translated

MOST_COMPLAINTS = 50  # that are said at once


class BadPlanFolder(ValueError):
    """A plan folder cannot be used; each line names the file, the line and what to do."""

    def __init__(self, *complaints: str) -> None:
        shown = list(complaints[:MOST_COMPLAINTS])
        if more := len(complaints) - len(shown):
            words = lazy("{more} more like these; correct the first ones and try again", more=more)
            shown.append(words)
        self._complaints = shown
        super().__init__("\n".join(self.said(str.format)))

    def said(self, say: Say) -> list[str]:
        """The lines in the reader's language."""
        return [" ".join(translated(one, say).split()) for one in self._complaints]


@dataclass(frozen=True)
class RuleEntry:
    """A reporting duty; `strict` when the decision says before the day, not on it.

    `every`: "year", "2-years", "half-year", "quarter", "month" or "once" (in `from_year`).
    `agencies`: whose duty it is alone, as printed; empty: of everybody in its tier.
    """

    tier: str
    quote: str
    month: int
    day: int
    strict: bool
    who: str
    to: str
    from_year: int
    until_year: int
    every: str = "year"
    agencies: tuple[str, ...] = ()
    cut_off: str = ""


@dataclass(frozen=True)
class PlanHead:
    """The facts of `plan.toml`; `project_groups` names the groups of projects by their numeral.

    `issuer` is left out where the province's People's Committee issues it, `province` is empty
    where it is the centre.
    `ladder`: the days before (negative) and after a due day on which to remind, in order; empty
    for the usual ones; `office_hours`: spans such as "08:00-11:00", likewise. `completion_days`:
    working days to complete a returned answer in; `closes_after_days`: so many days after its due
    day a round closes by itself; never where it is empty. `leader_brief`: false where the plan is
    to be left out of the Monday message to the leaders of the province.
    """

    code: str
    decision: str
    issued_on: date
    title: str
    province: str
    period: str
    coordinator: str
    issuer: str = ""
    recipients: tuple[str, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    project_groups: Mapping[str, str] = field(default_factory=dict)
    ladder: tuple[int, ...] = ()
    office_hours: tuple[str, ...] = ()
    completion_days: int | None = None
    closes_after_days: int | None = None
    leader_brief: bool = True


@dataclass(frozen=True)
class ItemEntry:
    """`due_on` is the task's own legal last day, the first one where it returns (`due_every`).

    `notes` holds the cells of columns that mean nothing else: "Căn cứ: … | Ghi chú: …".
    """

    code: str
    parent: str
    kind: str
    title: str
    title_raw: str
    priority_high: bool = False
    topics: tuple[str, ...] = ()
    timeframe_raw: str = ""
    start_year: int | None = None
    end_year: int | None = None
    recurrence: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    due_every: str = ""
    condition: str = ""
    lead_raw: str = ""
    leads: tuple[str, ...] = ()
    coordinating_raw: str = ""
    coordinating: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    product_raw: str = ""
    source_line: int | None = None
    notes: str = ""


@dataclass(frozen=True)
class IndicatorEntry:
    """`comparison` gives the sign of each target, 2025 first: "=;>"; empty where none is read.

    `group` is the numeral or number that it stands under where numbers begin again: "II" and 1, or
    "5" and 2 for what is printed as 5.2. `other_targets`: those of other years, as printed,
    "2026: ≥ 30 | 2035: 50".
    """

    number: int
    name: str
    unit: str = ""
    target_2025_raw: str = ""
    target_2030_raw: str = ""
    target_2025: float | None = None
    target_2030: float | None = None
    comparison: str = ""
    agency: str = ""
    source_line: int | None = None
    group: str = ""
    other_targets: str = ""
    notes: str = ""

    @property
    def code(self) -> str:
        return f"{self.group}.{self.number}" if self.group else str(self.number)


@dataclass(frozen=True)
class ProjectEntry:
    group: str
    number: int
    name: str
    place: str = ""
    source_line: int | None = None


@dataclass(frozen=True)
class AgencyEntry:
    """`aliases` are other proper ways to write it, `typos_seen` what this decision made of it."""

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    typos_seen: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class GroupEntry:
    phrase: str
    members: tuple[str, ...] = ()
    variants_seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class SuccessionEntry:
    """A dated step agency → agency; columns `from` and `to` in the file.

    `on` is the first day of the next one; `to_agency` is empty when the duties ended unassigned,
    `scope` says which duties went there when not all did.
    """

    from_agency: str
    to_agency: str
    on: date | None = None
    scope: str = ""
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Doubt:
    """What a person should confirm: where, what was seen, why it is doubtful, what is proposed."""

    file: str
    code: str
    field: str
    seen: str
    reason: str
    proposal: str = ""
    source_line: int | None = None


@dataclass(frozen=True)
class PlanFolder:
    """Rows in the decision's own order."""

    head: PlanHead
    items: tuple[ItemEntry, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()
    projects: tuple[ProjectEntry, ...] = ()
    agencies: tuple[AgencyEntry, ...] = ()
    groups: tuple[GroupEntry, ...] = ()
    succession: tuple[SuccessionEntry, ...] = ()
    doubts: tuple[Doubt, ...] = ()


# file name → the type of its rows and the attribute of PlanFolder that holds them
FILES: Mapping[str, tuple[type, str]] = {
    "items.csv": (ItemEntry, "items"),
    "indicators.csv": (IndicatorEntry, "indicators"),
    "projects.csv": (ProjectEntry, "projects"),
    "agencies.csv": (AgencyEntry, "agencies"),
    "groups.csv": (GroupEntry, "groups"),
    "succession.csv": (SuccessionEntry, "succession"),
    "doubts.csv": (Doubt, "doubts"),
}
# Columns that folders of earlier versions do not have
LATER: Mapping[str, tuple[str, ...]] = {
    "items.csv": ("starts_on", "due_on", "due_every", "notes"),
    "indicators.csv": ("group", "other_targets", "notes"),
}
UNSURE = "unsure"  # the cell of a step that nobody has confirmed
HEADINGS = {"from_agency": "from", "to_agency": "to"}  # words that Python keeps for itself
