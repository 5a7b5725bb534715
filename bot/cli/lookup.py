"""Whom a command means: agencies as they are today, people by their codes."""

from collections.abc import Iterable

from sqlmodel import Session

from bot.cli import terminal
from storage.models import Person, Plan


def agencies_today(session: Session, plan: Plan, names: Iterable[str]) -> list[int]:
    """The agencies of those names, or what they have become; a name may be several with ";"."""
    named = [name.strip() for listed in names for name in listed.split(";") if name.strip()]
    return [agency_today(session, plan, name) for name in named]


def agency_today(session: Session, plan: Plan, name: str) -> int:
    """The agency of that name, or what it has become."""
    from storage.plans.agencies import AgencyGone, existing

    today = terminal.calendar().today(terminal.now())
    try:
        return existing(session, terminal.agency(session, plan, name), today)
    except AgencyGone as error:
        terminal.fail(str(error))


def whoever(session: Session, by: str) -> Person:
    """Who does this, as --by names them."""
    from storage.people.appointments import find_person

    person = find_person(session, by)
    if person is None:
        terminal.fail(f"--by is '{by}', which is nobody's code; see: daumoi people show")
    return person


def person_of(session: Session, code: str) -> Person:
    from storage.people.appointments import find_person

    person = find_person(session, code)
    if person is None:
        terminal.fail(f"nobody has the code '{code}'; `daumoi people show` lists everybody")
    return person
