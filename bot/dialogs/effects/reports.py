"""What a focal person says about a task: a report, its files, a day, a request."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SubmitReport:
    """A confirmed reply to one expectation; `status` is a code of storage.models.Status."""

    expectation_id: int
    status: str
    percent: float | None = None
    result: str = ""
    difficulties: str = ""
    proposals: str = ""
    document_number: str = ""
    document_on: date | None = None
    value: str = ""  # of an indicator, in words


@dataclass(frozen=True)
class UseAgain:
    """Answer an expectation by what `report_id` says of a like task of another plan."""

    expectation_id: int
    report_id: int


@dataclass(frozen=True)
class KeepFile:
    """Keep a file that was sent: for the draft on an expectation, or for the stored `report_id`.

    `ref`: what its channel fetches it by; `inbox_id`: the message it came with.
    """

    expectation_id: int
    inbox_id: int
    ref: str
    name: str
    media_type: str
    size: int | None
    note: str = ""
    report_id: int | None = None


@dataclass(frozen=True)
class JoinFiles:
    """The files kept with the draft belong to the report that was stored just now."""

    expectation_id: int


@dataclass(frozen=True)
class BringFile:
    """Keep a file that was brought on the form, for the draft on an expectation."""

    expectation_id: int
    name: str
    media_type: str  # as its content says
    content: bytes


@dataclass(frozen=True)
class DropDraftFiles:
    """Leave the files that wait for the report on it."""

    expectation_id: int


@dataclass(frozen=True)
class PromiseReport:
    """ "Received, will report on …": leave these expectations in peace until that morning."""

    expectation_ids: tuple[int, ...]
    until_on: date


@dataclass(frozen=True)
class WithdrawReport:
    """Take back what was reported; `report_id` is the one that was shown when it was confirmed."""

    expectation_id: int
    report_id: int


@dataclass(frozen=True)
class AskExtension:
    """Ask the planning department for a later day, with a reason."""

    expectation_ids: tuple[int, ...]
    until_on: date
    reason: str


@dataclass(frozen=True)
class ObjectToTask:
    """ "Not our agency's task": asks the planning department to take it away."""

    expectation_id: int
    reason: str


@dataclass(frozen=True)
class AskReopening:
    """Ask the planning department that an accepted answer may be changed, with a reason."""

    expectation_id: int
    reason: str


@dataclass(frozen=True)
class TakeUpDraft:
    """The report on it that was begun on the form goes on in the chat, and lies there."""

    expectation_id: int
