"""Everything a dialog may change, as data; `bot.applying` carries it out and checks the right."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CountWrongCode:
    """Somebody typed a code that is not one."""


@dataclass(frozen=True)
class Link:
    """Use the invitation for this chat, with the consent just given."""

    invitation_id: int
    consent_version: str
    consent_text: str


@dataclass(frozen=True)
class SubmitReport:
    """A confirmed reply to one expectation; `status` is a code of storage.models.Status."""

    expectation_id: int
    status: str
    percent: int | None = None
    result: str = ""
    difficulties: str = ""
    proposals: str = ""
    document_number: str = ""
    document_on: date | None = None


@dataclass(frozen=True)
class PromiseReport:
    """ "Received, will report on …": leave these expectations in peace until that morning."""

    expectation_ids: tuple[int, ...]
    until_on: date


@dataclass(frozen=True)
class ReviewReports:
    """Accept these reports, or return them with a reason; who reported is told of the latter."""

    plan_id: int
    report_ids: tuple[int, ...]
    accepted: bool
    reason: str = ""


@dataclass(frozen=True)
class DecideExtension:
    """Grant a later day, perhaps another than was asked for, or refuse it with a reason."""

    extension_id: int
    granted_until: date | None
    answer: str = ""


@dataclass(frozen=True)
class DecideObjection:
    """Agree that it is not the agency's task, or hold to it with a reason."""

    objection_id: int
    accepted: bool
    answer: str = ""


@dataclass(frozen=True)
class OpenAdHoc:
    """Ask these agencies for one report besides the yearly ones."""

    plan_id: int
    title: str
    due_on: date
    agency_ids: tuple[int, ...]


@dataclass(frozen=True)
class InvitePerson:
    """Let a code tie a chat to that person; their older unused ones end."""

    plan_id: int
    person_id: int
    code: str


@dataclass(frozen=True)
class SendNudge:
    """Remind exactly these, as (agency_id, person_id)."""

    plan_id: int
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class SayAlso:
    """A message of its own before the answer: a text to be forwarded as it is."""

    text: str


Effect = (
    CountWrongCode
    | Link
    | SubmitReport
    | PromiseReport
    | ReviewReports
    | DecideExtension
    | DecideObjection
    | OpenAdHoc
    | InvitePerson
    | SendNudge
    | SayAlso
)
