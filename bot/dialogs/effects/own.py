"""What somebody does about their own chat, post and data."""

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
class AnnounceLeave:
    """From the first to the last day away; `stand_in_id` empty: nobody was named."""

    starts_on: date
    ends_on: date
    stand_in_id: int | None = None


@dataclass(frozen=True)
class EndLeave:
    """Back at work; `begun_by`: only leaves that have begun by that day end."""

    begun_by: date


@dataclass(frozen=True)
class HandOver:
    """Invite who follows as focal person: a colleague by id, or somebody new by name."""

    agency_id: int
    code: str
    to_id: int | None = None
    full_name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class TakeBackHandover:
    handover_id: int


@dataclass(frozen=True)
class TakeOver:
    """Somebody who is linked already takes the post that an invitation brings."""

    invitation_id: int


@dataclass(frozen=True)
class AskOwnData:
    """Everything that is kept about the person goes to them as a file; that it does is noted."""


@dataclass(frozen=True)
class EndCalendar:
    """The address of the person's calendar opens nothing any more."""


@dataclass(frozen=True)
class CorrectData:
    """`field`: "full_name", "address" or "office_phone" of the person at the other end."""

    field: str
    value: str


@dataclass(frozen=True)
class WithdrawConsent:
    """No reminders any more, in any chat of the person."""


@dataclass(frozen=True)
class GiveConsent:
    """Agree anew, in this chat."""

    version: str
    text: str


@dataclass(frozen=True)
class EraseMe:
    """Remove what identifies the person at the other end."""


@dataclass(frozen=True)
class SignOutEverywhere:
    """No browser is signed in as the person at the other end any more."""


@dataclass(frozen=True)
class ChooseLanguage:
    language: str


@dataclass(frozen=True)
class MakeFormWord:
    """Let this word open the person's links to the form, once."""

    word: str


@dataclass(frozen=True)
class EndFormLinks:
    """Take the links to the form back: one's own; a planner, those of somebody else."""

    person_id: int | None = None


@dataclass(frozen=True)
class SayAlso:
    """A message of its own before the answer: a text to be forwarded as it is."""

    text: str
