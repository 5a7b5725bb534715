"""What a dialog may know: the facts of this moment about one chat, loaded before each turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from bot.dialogs.planning_facts import AgencyFacts, PlanningFacts
from locales import Translator
from scheduler.calendar import Calendar
from scheduler.lists import MorningList
from storage.models import Trouble

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

    @property
    def given_name(self) -> str:
        """The last word: Vietnamese people are addressed by it."""
        return self.full_name.split()[-1]


@dataclass(frozen=True)
class Owed:
    """One expectation of the person's agency."""

    expectation_id: int
    code: str  # of the item; empty for a report on the plan as a whole
    title: str  # of the item, or of what was asked for once; else empty
    agency: str
    printed: str  # whom the plan names for it; the agency may have become another one since
    decision: str
    issued_on: date
    year: int
    due_on: date  # the legal last day
    ask_until_on: date  # the last working day not after it: what we ask for
    working_days_left: int  # until `ask_until_on`; negative when it has passed
    status: str = ""  # of the report that counts now, if there is one
    sums_up: bool = False  # the coordinator's own report, made from all the others
    is_ad_hoc: bool = False  # asked for once, besides the plan's rules
    promised_on: date | None = None  # the day the agency said it would report on


@dataclass(frozen=True)
class InvitationFacts:
    """An invitation somebody holds the code of."""

    id: int
    state: str  # "open", "used" or "expired"
    full_name: str
    agencies: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    say: Translator
    now: datetime
    zone: tzinfo  # the province's
    person: PersonFacts | None = None
    owed: tuple[Owed, ...] = ()  # not yet reported, by due day, then in the plan's order
    reported: tuple[Owed, ...] = ()  # reported in a round still open
    invitation: InvitationFacts | None = None
    may_try_codes: bool = True
    missed: tuple[Owed, ...] = ()  # overdue in agencies the person leads
    working_days: tuple[date, ...] = ()  # the next ones after today
    planning_now: Callable[[], PlanningFacts] = PlanningFacts
    # Of the digest that is being composed only:
    lists: tuple[MorningList, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    is_first_digest: bool = False
    calendar: Calendar = BY_LAW
    new_code: Callable[[], str] = str  # makes an invitation code
    led_now: Callable[[], tuple[AgencyFacts, ...]] = tuple  # the agencies the person leads

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def planning(self) -> PlanningFacts:
        """Of this moment, for a planner; empty for everybody else."""
        return self.planning_now()

    def is_quiet(self, one: Owed) -> bool:
        """Its agency has named a day, which is still to come."""
        return one.promised_on is not None and self.today < one.promised_on

    def known_by_id(self, expectation_id: int) -> Owed | None:
        """Owed or already reported: a report may be followed by a newer one while open."""
        found = (o for o in self.owed + self.reported if o.expectation_id == expectation_id)
        return next(found, None)
