"""Changes to the people one at a time; the roster that was loaded stays what it said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from sqlmodel import Session

from storage.models import Person, Plan
from storage.people.appointments import find_person, posts_of
from storage.people.roster.columns import BadCell, read_cell
from storage.plans.known_agencies import is_known_to
from storage.plans.planners import rights_of

LONGEST = {"full_name": 100, "address": 20, "office_phone": 30, "mobile": 20}
FIELDS = (*LONGEST, "language")


class BadEdit(ValueError):
    """What a field holds cannot be kept; `field` is its column."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


@dataclass(frozen=True)
class PersonFields:
    """As they are kept: `mobile` as "84…", `address` as the person is spoken to."""

    full_name: str
    address: str
    office_phone: str
    mobile: str
    language: str


def read_fields(texts: Mapping[str, str]) -> PersonFields:
    """What was typed, in the form that is kept. Raises BadEdit."""
    return PersonFields(**{field: _read(field, texts.get(field, "")) for field in FIELDS})


def _read(field: str, text: str) -> str:
    said = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(said) > LONGEST.get(field, 2):
        raise BadEdit(field, "too long")
    if field == "full_name" and not any(map(str.isalpha, said)):
        raise BadEdit(field, "a name is needed")
    try:
        return read_cell(field, said)
    except BadCell as error:
        raise BadEdit(field, error.args[0]) from error


def may_edit(session: Session, plan: Plan, editor_id: int, person_id: int, on: date) -> bool:
    """Whoever has a post in the plan's province; whoever has rights, too, only by themselves."""
    here = any(is_known_to(agency, plan) for _, agency in posts_of(session, person_id, on))
    return here and (editor_id == person_id or not rights_of(session, person_id))


def may_erase(session: Session, plan: Plan, person_id: int, on: date) -> bool:
    """Nobody with rights, which the administrator takes away first, nor with a post elsewhere."""
    posts = posts_of(session, person_id, on)
    here = [agency for _, agency in posts if is_known_to(agency, plan)]
    return bool(here) and len(here) == len(posts) and not rights_of(session, person_id)


def add_person(session: Session, plan: Plan, fields: PersonFields) -> Person:
    """With the next free code of the plan, such as "ben-tre-3"."""
    codes = (f"{plan.code}-{number}" for number in count(1))
    code = next(code for code in codes if find_person(session, code) is None)
    person = Person(code=code, **vars(fields))
    session.add(person)
    session.flush()
    return person


def change_person(person: Person, fields: PersonFields) -> list[str]:
    """The names of the columns that are other now."""
    changed = [name for name, value in vars(fields).items() if getattr(person, name) != value]
    person.sqlmodel_update({name: getattr(fields, name) for name in changed})
    return changed
