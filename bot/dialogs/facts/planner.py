"""What a planner or a leader may look at; each part is loaded only when a dialog asks for it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.dialogs.facts.files import FileFacts
from bot.dialogs.facts.reports import Duty
from scheduler.reminders.call_list import CallListEntry
from storage.importing.places.communes import Commune
from storage.models import Plan, Report
from storage.reports.shared_answers.pairs import Origin, PairView
from storage.rounds.figures.of_plans import PlanStanding
from storage.rounds.summary import Change, Summary

if TYPE_CHECKING:
    from bot.documents.contents.obstacles import Raised
    from scheduler.reminders.nudges import NudgeLine


@dataclass(frozen=True)
class AgencyFacts:
    """What a plan, or a leader's every plan, expects of an agency at present."""

    id: int
    name: str
    owed: tuple[Duty, ...]  # by due day, then in the plan's order
    reported: tuple[Duty, ...]
    untold: frozenset[int] = frozenset()  # overdue expectations nobody was reminded of in time
    people: tuple[tuple[str, str], ...] = ()  # who answers: name, office phone
    phone: str = ""  # of the office
    is_commune: bool = False

    @property
    def late(self) -> tuple[Duty, ...]:
        """Overdue, and somebody was reminded in time."""
        return tuple(one for one in self.overdue if one.expectation_id not in self.untold)

    @property
    def overdue_untold(self) -> tuple[Duty, ...]:
        """Overdue, but nobody was reminded in time: not to be called late."""
        return tuple(one for one in self.overdue if one.expectation_id in self.untold)

    @property
    def overdue(self) -> tuple[Duty, ...]:
        """Never answered, and the day has passed."""
        return tuple(o for o in self.owed if o.working_days_left < 0 and not o.is_returned)

    @property
    def incomplete(self) -> tuple[Duty, ...]:
        """Returned, and the short day to complete it has passed: that is not late."""
        return tuple(o for o in self.owed if o.working_days_left < 0 and o.is_returned)


@dataclass(frozen=True)
class SubmittedReport:
    """A report that nobody has reviewed yet."""

    report: Report
    task: Duty
    agency_id: int
    by: str  # who sent it
    first_at: datetime  # when the first answer was said: it decides whether they were in time
    is_late: bool = False
    is_correction: bool = False
    is_closed: bool = False  # its round: then it cannot be returned
    was_returned: str = ""  # why an older version of it was
    earlier: Report | None = None  # what was said of the same in an earlier year …
    earlier_year: int = 0  # … and in which
    told: tuple[str, ...] = ()  # who hears of it if it is returned
    files: tuple[FileFacts, ...] = ()  # that came with it
    used_from: Origin | None = None  # the answer to a like task that was used again


KEYS = {"x": "extension", "g": "extension", "o": "objection", "r": "reopening"}


@dataclass(frozen=True)
class Request:
    """What an agency asks for. `asked_until` is of an extension only; `each`: where a later day was
    asked for several tasks at once, the request for each of them, which may be decided alone."""

    key: str  # "x12": the extension, "g12": those asked for with it, "o5" an objection, "r3" a …
    agency: str
    code: str  # of the item; empty for a report on the plan as a whole
    title: str
    asked_by: str
    reason: str
    asked_at: datetime
    due_on: date  # as it is now
    asked_until: date | None = None
    is_expected: bool = True  # the report still is
    sums_up: bool = False  # it is the coordinator's report on the plan as a whole
    told: tuple[str, ...] = ()  # who hears of the decision
    helping: tuple[tuple[int, str], ...] = ()  # who coordinates on the task: agency id and name
    of: tuple[int, int | None] = (0, None)  # the ids of the agency and of the item, if there is one
    each: tuple["Request", ...] = ()

    @property
    def kind(self) -> str:
        return KEYS[self.key[:1]]

    @property
    def id(self) -> int:
        return int(self.key[1:])

    @property
    def parts(self) -> tuple["Request", ...]:
        return self.each or (self,)

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.parts)

    @property
    def due_days(self) -> tuple[date, ...]:
        """As they are now, the earliest first."""
        return tuple(sorted({one.due_on for one in self.parts}))


def together(requests: Iterable[Request]) -> list[Request]:
    """What was asked at once for several tasks as one request, where the first of them stood."""
    asked: dict[object, list[Request]] = {}
    for one in requests:
        same = (one.of[0], one.asked_by, one.asked_at, one.asked_until, one.reason)
        asked.setdefault(same if one.kind == "extension" else one.key, []).append(one)
    return [ones[0] if len(ones) == 1 else _as_one(ones) for ones in asked.values()]


def narrowed(one: Request, ids: Collection[int]) -> Request:
    """The same of some of its tasks alone."""
    return replace(one, each=tuple(part for part in one.each if part.id in ids))


def _as_one(each: Sequence[Request]) -> Request:
    first = each[0]
    return replace(
        first,
        key=f"g{first.id}",
        code="",
        title="",
        due_on=max(o.due_on for o in each),
        of=(first.of[0], None),
        each=tuple(each),
    )


@dataclass(frozen=True)
class Invitee:
    """Somebody of an agency of the plan. `posts`: "Sở Y tế" with the post's code."""

    id: int
    full_name: str
    address: str
    posts: tuple[tuple[str, str], ...]  # (post, agency)
    is_linked: bool


@dataclass(frozen=True)
class KnownAgency:
    """An agency by the names people know it by; `id` and `now_called` are who it is today."""

    id: int
    name: str
    aliases: tuple[str, ...]
    now_called: str
    commune: Commune | None = None  # whose People's Committee it is, within the plan's province
    ended_on: date | None = None  # it is gone, and no single agency took over
    starts_on: date | None = None  # it is still to come


@dataclass(frozen=True)
class DistrictWork:
    """What a plan gave to ended districts by one phrase, and how many communes they became.

    `shared`: communes with a part of these districts that are not among them.
    """

    phrase: str
    items: int
    districts: int
    communes: int
    shared: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundFacts:
    """A round that may be closed, or was. `missing`: by agency, how many answers."""

    id: int
    year: int
    due_on: date
    title: str  # of one asked for ad hoc; else empty
    sums_up: bool
    of_items: bool  # of the tasks whose own last day it is
    closed_on: date | None
    expected: int
    missing: tuple[tuple[str, int], ...]
    unreviewed: int
    requests: int  # that wait for a decision


@dataclass(frozen=True)
class RoundStanding:
    """The figures of a round, and how they have changed since yesterday; None: it is closed.

    `is_beside`: its plan has a round before it that weighs more. `others`: rounds of the plan that
    are open too and left out.
    """

    summary: Summary
    change: Change | None = None
    is_beside: bool = False
    others: int = 0


@dataclass(frozen=True)
class NamedAgency:
    """An agency a Monday message has named: whom to call there. `is_asked`: its plan's planners
    have been asked to nudge today."""

    id: int
    name: str
    plan: Plan
    people: tuple[tuple[str, str], ...]  # who answers: name, office phone
    phone: str
    is_asked: bool = False


@dataclass(frozen=True)
class NudgeFacts:
    """Who would hear a nudge of this moment, and from when on it leaves."""

    send_at: datetime
    lines: "tuple[NudgeLine, ...]" = ()
    # The same where those who have named a day hear it, too
    load_insisted: "Callable[[], tuple[NudgeLine, ...]]" = tuple


@dataclass(frozen=True)
class LateLetterFacts:
    """Whom the newest draft of the letter is addressed to, else who is late now; `sent`: number,
    day and how many agencies of those that were signed."""

    round_id: int
    agencies: tuple[tuple[int, str], ...]
    sent: tuple[tuple[str, date, int], ...] = ()


def _no_letter(_: int) -> LateLetterFacts | None:
    return None


def _none(_: int) -> tuple[()]:
    return ()


def _no_nudge(_: int) -> NudgeFacts | None:
    return None


@dataclass(frozen=True)
class PlanningFacts:
    """Of the plans the person plans or may read, and of no other; what takes a plan's id is of that
    plan. Whatever changes something looks at `plans` alone."""

    plans: tuple[Plan, ...] = ()
    led: tuple[Plan, ...] = ()  # those the person may read besides: of the province they lead
    named_last: Callable[[], tuple[NamedAgency, ...]] = tuple  # by the last Monday message
    load_summaries: Callable[[], tuple[Summary, ...]] = tuple  # of each plan's newest round
    agencies: Callable[[int], tuple[AgencyFacts, ...]] = _none  # that anything is expected of
    to_review: Callable[[int], tuple[SubmittedReport, ...]] = _none  # the oldest first
    requests: Callable[[int], tuple[Request, ...]] = _none  # that wait, the oldest first
    calls: Callable[[int], tuple[CallListEntry, ...]] = _none
    invitees: Callable[[int], tuple[Invitee, ...]] = _none  # focal persons first
    known: Callable[[int], tuple[KnownAgency, ...]] = _none  # every agency of the province
    district_work: Callable[[int], tuple[DistrictWork, ...]] = _none  # open since they ended
    everybody: Callable[[int], tuple[int, ...]] = _none  # whom the yearly round asks
    rounds: Callable[[int], tuple[RoundFacts, ...]] = _none  # the newest of each rule, and ad hoc
    open_now: Callable[[], tuple[RoundStanding, ...]] = tuple
    standings: Callable[[], tuple[PlanStanding, ...]] = tuple  # every plan in a line, worst first
    summary_of: Callable[[str], tuple[RoundStanding, ...]] = lambda _: ()  # by year, name or number
    nudge: Callable[[int], NudgeFacts | None] = _no_nudge
    late_letter: Callable[[int], LateLetterFacts | None] = _no_letter
    like_tasks: Callable[[], tuple[PairView, ...]] = tuple  # of the plans the person plans
    obstacles: "Callable[[int], tuple[Raised, ...]]" = _none  # of all rounds, settled ones too

    @property
    def read(self) -> tuple[Plan, ...]:
        return (*self.plans, *self.led)

    @property
    def summaries(self) -> tuple[Summary, ...]:
        return self.load_summaries()
