"""What the planning department changes in the list of people."""

from dataclasses import dataclass
from datetime import date

from storage.people.roster.editing import PersonFields


@dataclass(frozen=True)
class InvitePerson:
    """Let a code tie a chat to that person; their older unused ones end."""

    plan_id: int
    person_id: int
    code: str


@dataclass(frozen=True)
class AddPerson:
    """Somebody new in a post of an agency, with what is known of them; `post`: models.Post."""

    plan_id: int
    agency_id: int
    post: str
    fields: PersonFields


@dataclass(frozen=True)
class ChangePerson:
    """What is known of somebody, as it should be."""

    plan_id: int
    person_id: int
    fields: PersonFields


@dataclass(frozen=True)
class AppointPerson:
    """A further post for somebody, from today on."""

    plan_id: int
    person_id: int
    agency_id: int
    post: str


@dataclass(frozen=True)
class EndPost:
    """Yesterday was the last day of that post."""

    plan_id: int
    person_id: int
    agency_id: int
    post: str


@dataclass(frozen=True)
class ReplaceFocalPerson:
    """From today on another one answers for the agency: by id, or somebody new."""

    plan_id: int
    agency_id: int
    person_id: int  # whose post it was
    to_id: int | None = None
    fields: PersonFields | None = None


@dataclass(frozen=True)
class NoteLeave:
    """Somebody's leave, noted by the planning department; the days as in AnnounceLeave."""

    plan_id: int
    person_id: int
    starts_on: date
    ends_on: date
    stand_in_id: int | None = None


@dataclass(frozen=True)
class NoteReturn:
    """Somebody is back, or will not leave after all."""

    plan_id: int
    person_id: int


@dataclass(frozen=True)
class ErasePerson:
    """Remove what identifies somebody, as they asked the planning department for."""

    plan_id: int
    person_id: int
