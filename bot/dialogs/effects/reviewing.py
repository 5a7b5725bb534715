"""What the planning department decides on what was said, and whom it asks again."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ReviewReports:
    """Accept these reports, or return them with a reason; who reported is told of the latter."""

    plan_id: int
    report_ids: tuple[int, ...]
    accepted: bool
    reason: str = ""


@dataclass(frozen=True)
class DecideExtension:
    """Grant a later day, perhaps another than was asked for, or refuse it with a reason.

    Of one request: what it asks for several tasks at once may be decided together.
    """

    extension_ids: tuple[int, ...]
    granted_until: date | None
    answer: str = ""


@dataclass(frozen=True)
class DecideObjection:
    """Agree that it is not the agency's task, or hold to it with a reason."""

    objection_id: int
    accepted: bool
    answer: str = ""


@dataclass(frozen=True)
class DecideReopening:
    """Let an accepted answer be changed, or hold to it with a reason."""

    reopening_id: int
    accepted: bool
    answer: str = ""


@dataclass(frozen=True)
class SendNudge:
    """Remind exactly these, as (agency_id, person_id); `insist`: though they have named a day."""

    plan_id: int
    pairs: tuple[tuple[int, int], ...]
    insist: bool = False


@dataclass(frozen=True)
class NoteCall:
    """An agency that owes something was telephoned; `note`: what was said, perhaps nothing."""

    plan_id: int
    agency_id: int
    note: str = ""


@dataclass(frozen=True)
class AskNudge:
    """Ask the planners of a plan to nudge these agencies; nothing goes to the agencies."""

    plan_id: int
    agency_ids: tuple[int, ...]


@dataclass(frozen=True)
class SettleObstacle:
    """What became of an obstacle that a report raised. `about`: its own sentences, a line each."""

    report_id: int
    about: str
    word: str  # how
    is_settled: bool = True  # else it is there still
