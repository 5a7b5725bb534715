"""What a dialog may know: the facts of this moment about one chat, loaded before each turn."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from bot.dialogs.facts.files import NO_FILES, FilesFacts
from bot.dialogs.facts.person import OwnFacts
from bot.dialogs.facts.planner import AgencyFacts, PlanningFacts
from bot.dialogs.facts.reading import ReadingFacts
from bot.dialogs.facts.reports import Duty, HalfFilled, ReportFacts, Unsettled
from locales import DEFAULT_LANGUAGE, Translator
from scheduler.calendar import Calendar
from scheduler.reminders.planner_digests import PlannerDigest
from scheduler.reminders.province_briefs import Brief
from storage.models import Plan, Round, Trouble
from storage.reports.answered.indicators import History

BY_LAW = Calendar((), UTC)  # a calendar without a province's own table


@dataclass(frozen=True)
class PersonFacts:
    id: int
    full_name: str
    address: str  # "anh", "chị" or "anh/chị"
    agencies: tuple[str, ...]
    ended: tuple[tuple[str, date], ...]  # of those: gone with nobody to take over; the last day
    is_focal: bool
    is_leader: bool
    is_planner: bool
    is_province_leader: bool = False
    is_administrator: bool = False

    @property
    def reads_plans(self) -> bool:
        return self.is_planner or self.is_province_leader

    @property
    def has_pages(self) -> bool:
        return self.reads_plans or self.is_administrator

    @property
    def given_name(self) -> str:
        """The last word: Vietnamese people are addressed by it."""
        return self.full_name.split()[-1]


@dataclass(frozen=True)
class InvitationFacts:
    """An invitation somebody holds the code of."""

    id: int
    state: str  # "open", "used" or "expired"
    full_name: str
    agencies: tuple[str, ...]
    person_id: int = 0
    language: str = DEFAULT_LANGUAGE  # of the person, who is spoken to in it from here on
    handed_by: str = ""  # the focal person whose post comes with it, and …
    handed_agency: str = ""  # … of which agency
    is_on_this_channel: bool = False  # the person has a chat on this channel already
    is_elsewhere: bool = False  # the person has a chat on another channel


@dataclass(frozen=True)
class Facts:
    say: Translator
    now: datetime
    zone: tzinfo  # the province's
    person: PersonFacts | None = None
    owed: tuple[Duty, ...] = ()  # not yet reported, by due day, then in the plan's order
    reported: tuple[Duty, ...] = ()  # reported in a round still open
    invitation: InvitationFacts | None = None
    may_try_codes: bool = True
    missed: tuple[Duty, ...] = ()  # overdue in agencies the person leads
    working_days: tuple[date, ...] = ()  # the next ones after today
    planning_now: Callable[[], PlanningFacts] = PlanningFacts
    # Of the digest that is being composed only:
    lists: tuple[PlannerDigest, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    brief: Brief | None = None
    last_digest_at: datetime | None = None
    # Of reporting: what was said before, by expectation; looked up only when a dialog asks
    stored: Callable[[int], ReportFacts | None] = lambda _: None  # in this round
    earlier: Callable[[int], ReportFacts | None] = lambda _: None  # in an earlier one
    # By expectation, of those named: what is to be asked about beside them
    unsettled: Callable[[Collection[int]], Mapping[int, Unsettled]] = lambda _: {}
    # By expectation: those that ask nearly the same of the agency, as a planner has confirmed
    alike: Callable[[], Mapping[int, frozenset[int]]] = dict
    history: Callable[[int], History] = lambda _: {}  # of an indicator: the value of each year
    half_filled: tuple[HalfFilled, ...] = ()  # newest first
    # Begun on the form, and not gone on with in a chat; looked up only when a dialog asks
    on_form: Callable[[], tuple[HalfFilled, ...]] = tuple
    is_scarce: bool = False  # messages are few on this channel
    is_one_way: bool = False  # what is sent back here is not read: nothing is asked
    message_length: int = 4096  # letters one message holds here
    # Of this chat, in a turn only:
    numbers_shown: Callable[[], Mapping[int, int]] = dict  # number → expectation, as last shown
    numbers_printed: Callable[[], Collection[int]] = tuple  # of those, what a message has shown
    dialog_shown_last: Callable[[], str] = str  # the one whose choices it saw last; "": none's
    drafts: frozenset[int] = frozenset()  # the expectations that half-filled replies are about
    calendar: Calendar = BY_LAW
    own_now: Callable[[], OwnFacts] = OwnFacts
    new_code: Callable[[], str] = str  # makes an invitation code
    # With a code, a person's id or None for somebody new: (channel, link) of where they would go
    ways_in: Callable[[str, int | None], Sequence[tuple[str, str]]] = lambda _code, _person: ()
    waits_for: str = ""  # the dialog whose half-filled question waits for an answer
    closed_now: Callable[[], tuple[Duty, ...]] = tuple  # asked of the agency in closed rounds
    # By plan: who plans it and may be asked, with the office phone
    planners: Callable[[int], Sequence[tuple[str, str]]] = lambda _: ()
    # That the person's agencies are asked in, the newest due day first
    own_rounds: Callable[[], Sequence[tuple[Plan, Round]]] = tuple
    led_now: Callable[[], tuple[AgencyFacts, ...]] = tuple  # the agencies the person leads
    files: FilesFacts = NO_FILES
    reading_now: Callable[[], ReadingFacts] = ReadingFacts

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def is_first_digest(self) -> bool:
        return self.last_digest_at is None

    @property
    def planning(self) -> PlanningFacts:
        """Of this moment, for a planner; empty for everybody else."""
        return self.planning_now()

    @property
    def reading(self) -> ReadingFacts:
        """What the person may read of answers; of nobody who is not linked."""
        return self.reading_now()

    @property
    def own(self) -> OwnFacts:
        """Of this moment, about the person at the other end."""
        return self.own_now()

    @property
    def reports_half_filled(self) -> tuple[HalfFilled, ...]:
        return tuple(one for one in self.half_filled if one.expectation_id)

    @property
    def begun_anywhere(self) -> tuple[HalfFilled, ...]:
        """What is half filled here, and what was begun on the form."""
        here = {one.expectation_id for one in self.half_filled if one.expectation_id}
        return (*self.half_filled, *(o for o in self.on_form() if o.expectation_id not in here))

    def begun(self, expectation_id: int) -> Mapping[str, Any]:
        """The slots of the report on it that is half filled; empty where none is."""
        found = (one for one in self.half_filled if one.expectation_id == expectation_id)
        return next((one.slots for one in found), {})

    def is_quiet(self, one: Duty) -> bool:
        """Its agency has named a day, which is still to come."""
        return one.promised_on is not None and self.today < one.promised_on

    @property
    def named(self) -> tuple[Duty, ...]:
        """What a code stands for: what is owed of a task, else what was reported on it last. Of one
        asked for on its own day and in a report, what is due first; else that is left open."""
        same: dict[tuple[str, str, str], list[Duty]] = {}
        for one in self.owed + self.reported:
            same.setdefault(one.task, []).append(one)
        owed = {one.expectation_id for one in self.owed}
        return tuple(one for duties in same.values() for one in _meant(duties, owed, self.today))

    def known_by_id(self, expectation_id: int) -> Duty | None:
        """Owed or already reported: a report may be followed by a newer one while open."""
        found = (o for o in self.owed + self.reported if expectation_id in o.answers)
        return next(found, None)


def _meant(duties: Sequence[Duty], owed: Collection[int], today: date) -> Sequence[Duty]:
    if not duties[0].code:
        return duties
    open_ = [one for one in duties if one.expectation_id in owed]
    if any(one.is_own_day for one in open_):
        in_time = [one for one in open_ if one.due_on >= today]
        return [min(in_time or open_, key=lambda one: one.due_on)]
    return open_ or [max(duties, key=lambda one: one.due_on)]
