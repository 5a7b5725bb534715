"""Whom a planner may invite: the people in the posts of a plan's agencies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storage.models import Appointment, Person, Plan
from storage.plans.agencies import agencies_of
from storage.plans.succession import lineage


@dataclass(frozen=True)
class InOffice:
    """A person with their posts of that day, as (post, the agency's name of that day)."""

    person: Person
    posts: tuple[tuple[str, str], ...]


def people_of(session: Session, plan: Plan, on: date) -> list[InOffice]:
    """Everybody in a post of an agency of the plan's province on that day."""
    names = {agency.id or 0: agency.name for agency in agencies_of(session, plan)}
    became = lineage(session).successors(on)
    query: Any = (
        select(Person, Appointment)
        .join(Appointment, col(Appointment.person_id) == Person.id)
        .where(
            col(Person.erased_at).is_(None),
            col(Appointment.starts_on) <= on,
            or_(col(Appointment.ends_on).is_(None), col(Appointment.ends_on) >= on),
        )
        .order_by(col(Person.id), col(Appointment.id))
    )
    people: dict[int, Person] = {}
    posts: dict[int, list[tuple[str, str]]] = {}
    for person, post in session.exec(query):
        agency_id = became.get(post.agency_id, post.agency_id)
        if agency_id in names:
            people[person.id] = person
            posts.setdefault(person.id, []).append((post.post, names[agency_id]))
    return [
        InOffice(person, tuple(dict.fromkeys(posts[person_id])))
        for person_id, person in people.items()
    ]
