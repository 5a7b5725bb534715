"""What a dialog may know of the person at the other end: leave, colleagues, requests, own data."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class RequestFacts:
    """The newest extension asked for, or objection made, on one expectation."""

    kind: str  # "extension" or "objection"
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
    """Loaded only when a dialog looks at it."""

    requests: tuple[RequestFacts, ...] = ()
    leaves: tuple[LeaveFacts, ...] = ()  # of today and later
    colleagues: tuple[Colleague, ...] = ()
    offices: tuple[tuple[int, str], ...] = ()  # agencies whose focal person they are
    handovers: tuple[OpenHandover, ...] = ()
    chats: tuple[ChatFacts, ...] = ()
    consents: tuple[ConsentFacts, ...] = ()
    may_be_told: bool = True  # they have agreed to be reminded, and still do
    replies: int = 0
    files: int = 0  # that came with them
    office_phone: str = ""
    mobile: str = ""  # "84…", where the roster gives one
    language: str = "vi"

    def requests_of(self, kind: str) -> dict[int, RequestFacts]:
        """By expectation."""
        return {one.expectation_id: one for one in self.requests if one.kind == kind}
