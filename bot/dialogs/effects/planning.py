"""What the planning department changes in its plan, its rounds and who may look."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reassign:
    """Let that agency answer for what another one was found not to answer for."""

    objection_id: int
    agency_id: int


@dataclass(frozen=True)
class AssignTasks:
    """Let one agency answer for many tasks from a day on, by a document.

    `keys`: as storage.plans.reassigning.choices has them, (item, agency the plan names, role).
    """

    plan_id: int
    keys: tuple[tuple[int, int, str], ...]
    agency_id: int
    since: date
    document: str


@dataclass(frozen=True)
class SettleDoubt:
    """Settle what the importer was not sure of: as it was read, or by other agencies.

    `key`: storage.plans.doubts' of it. `agency_ids` empty: what was read holds. `note`: why.
    """

    plan_id: int
    key: str
    agency_ids: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ChooseSettings:
    """The days and hours a plan reminds by; empty or 0 gives back the folder's own."""

    plan_id: int
    ladder: tuple[int, ...]
    office_hours: tuple[str, ...]
    completion_days: int


@dataclass(frozen=True)
class CloseRound:
    """Nothing is taken in that round any more."""

    plan_id: int
    round_id: int


@dataclass(frozen=True)
class ReopenRound:
    """Take answers in a closed round again, for a reason."""

    plan_id: int
    round_id: int
    reason: str


@dataclass(frozen=True)
class GiveLook:
    """Let whoever holds `token` look at that round for so many days; `recipient`: a note."""

    plan_id: int
    round_id: int
    token: str
    recipient: str
    days: int


@dataclass(frozen=True)
class RevokeLook:
    plan_id: int
    round_id: int
    look_id: int


@dataclass(frozen=True)
class OpenAdHoc:
    """Ask these agencies for one report besides the yearly ones."""

    plan_id: int
    title: str
    due_on: date
    agency_ids: tuple[int, ...]


@dataclass(frozen=True)
class GiveTask:
    """Add a task that a letter gives to the plan, with a last day of its own."""

    plan_id: int
    title: str
    letter: str  # its number
    issued_on: date
    due_on: date
    agency_ids: tuple[int, ...]  # who leads


@dataclass(frozen=True)
class GiveToCommunes:
    """Give what the plan gave to districts by one phrase to the communes that they became."""

    plan_id: int
    phrase: str


@dataclass(frozen=True)
class NoteLetter:
    """A letter to agencies that are late was signed: under which number, on which day."""

    plan_id: int
    round_id: int
    number: str
    issued_on: date
    agency_ids: tuple[int, ...]


@dataclass(frozen=True)
class PairTasks:
    """Two tasks ask nearly the same, so that one answer is offered for both; or they do not."""

    item_id: int
    other_id: int
    is_same: bool
