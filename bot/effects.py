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
    value: str = ""  # of an indicator, in words


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


Effect = CountWrongCode | Link | SubmitReport | PromiseReport | WithdrawReport
