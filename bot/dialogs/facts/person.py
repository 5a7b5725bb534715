"""What a dialog may know of the person at the other end: leave, colleagues, requests, own data."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.documents.contents.obstacles import Raised


@dataclass(frozen=True)
class RequestFacts:
    """The newest extension or reopening asked for, or objection made, on one expectation."""

    kind: str  # "extension", "objection" or "reopening"
    expectation_id: int
    said_on: date
    waits: bool
    accepted: bool = False
    asked_until: date | None = None
    granted_until: date | None = None
    answer: str = ""


@dataclass(frozen=True)
class LeaveFacts:
    starts_on: date
    ends_on: date
    stand_in: str = ""  # full name


@dataclass(frozen=True)
class Colleague:
    """Somebody else with a post in the person's agencies."""

    id: int
    full_name: str
    is_reachable: bool = True
    elsewhere: str = ""  # the agency, where it is none that the person answers for
    is_leader: bool = False  # and nothing else there
    leaves: tuple[LeaveFacts, ...] = ()

    def is_away(self, first: date, last: date) -> bool:
        """On one of those days."""
        return any(one.starts_on <= last and one.ends_on >= first for one in self.leaves)


@dataclass(frozen=True)
class OpenHandover:
    id: int
    to_id: int
    to_name: str
    agency_id: int
    agency: str
    valid_until: datetime


@dataclass(frozen=True)
class Contact:
    """Somebody to ask; `phone`: of the office."""

    full_name: str
    agency: str
    phone: str


@dataclass(frozen=True)
class ChatFacts:
    channel: str
    linked_at: datetime | None
    is_this: bool


@dataclass(frozen=True)
class ConsentFacts:
    version: str
    given_at: datetime
    withdrawn_at: datetime | None
    channel: str


@dataclass(frozen=True)
class OwnFacts:
    """Each part is loaded when a dialog looks at it."""

    load_requests: Callable[[], tuple[RequestFacts, ...]] = tuple
    load_leaves: Callable[[], tuple[LeaveFacts, ...]] = tuple
    load_colleagues: Callable[[], tuple[Colleague, ...]] = tuple
    load_offices: Callable[[], tuple[tuple[int, str], ...]] = tuple
    load_handovers: Callable[[], tuple[OpenHandover, ...]] = tuple
    load_chats: Callable[[], tuple[ChatFacts, ...]] = tuple
    load_consents: Callable[[], tuple[ConsentFacts, ...]] = tuple
    load_contacts: Callable[[], tuple[Contact, ...]] = tuple
    load_obstacles: "Callable[[], tuple[Raised, ...]]" = tuple
    find_calendar: Callable[[], datetime | None] = lambda: None
    count_replies: Callable[[], int] = int
    count_files: Callable[[], int] = int
    count_browsers: Callable[[], int] = int
    office_phone: str = ""
    mobile: str = ""  # "84…", where the roster gives one
    email: str = ""  # where the roster gives one
    language: str = "vi"

    @property
    def requests(self) -> tuple[RequestFacts, ...]:
        return self.load_requests()

    @property
    def leaves(self) -> tuple[LeaveFacts, ...]:
        """Of today and later."""
        return self.load_leaves()

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        return self.load_colleagues()

    @property
    def offices(self) -> tuple[tuple[int, str], ...]:
        """Agencies whose focal person they are: id and name."""
        return self.load_offices()

    @property
    def handovers(self) -> tuple[OpenHandover, ...]:
        return self.load_handovers()

    @property
    def chats(self) -> tuple[ChatFacts, ...]:
        return self.load_chats()

    @property
    def consents(self) -> tuple[ConsentFacts, ...]:
        return self.load_consents()

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Who sums the plans up."""
        return self.load_contacts()

    @property
    def obstacles(self) -> "tuple[Raised, ...]":
        """That their agencies have raised, settled ones too."""
        return self.load_obstacles()

    @property
    def may_be_told(self) -> bool:
        """They have agreed to be reminded, and still do."""
        return any(one.withdrawn_at is None for one in self.consents)

    @property
    def calendar_since(self) -> datetime | None:
        """Since when their calendar has the address that it has now; None: it has none."""
        return self.find_calendar()

    @property
    def replies(self) -> int:
        return self.count_replies()

    @property
    def files(self) -> int:
        """That came with the replies."""
        return self.count_files()

    @property
    def browsers(self) -> int:
        """In which they are signed in to the pages."""
        return self.count_browsers()

    def requests_of(self, kind: str) -> dict[int, RequestFacts]:
        """By expectation."""
        return {one.expectation_id: one for one in self.requests if one.kind == kind}
