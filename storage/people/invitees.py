"""Whom one sheet of invitations is for: everybody with a post or a planner's right, not linked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storage.models import Agency, Appointment, ChatAccount, Consent, Person, Plan, Right, RightKind
from storage.people.appointments import posts_of
from storage.people.handovers import awaited
from storage.plans.known_agencies import agencies_of
from storage.plans.succession import coordinator_on, lineage


@dataclass(frozen=True)
class Unlinked:
    """Somebody who can be reached by no chat yet."""

    person: Person
    agencies: tuple[str, ...]  # as they are called on that day
    plans: tuple[Plan, ...]


@dataclass(frozen=True)
class Roll:
    """Everybody who should be linked, by what is to be done."""

    to_invite: list[Unlinked]
    linked: list[Person]  # with consent
    withdrawn: list[Person]  # have agreed and taken it back: to be asked by a person, not by paper
    taking_over: list[Person]  # hold the code of a handover; another one would end it


def roll(session: Session, plans: Iterable[Plan], on: date, now: datetime) -> Roll:
    """The people of these plans, in the order of the roster."""
    found: dict[int, Unlinked] = {}
    for plan in plans:
        for person, agencies in (*_in_posts(session, plan, on), *_planners(session, plan, on)):
            known = found.get(person.id or 0, Unlinked(person, (), ()))
            found[person.id or 0] = Unlinked(
                person,
                tuple(dict.fromkeys((*known.agencies, *agencies))),
                tuple({one.id: one for one in (*known.plans, plan)}.values()),
            )
    return _called([found[key] for key in sorted(found)], session, now)


def _in_posts(session: Session, plan: Plan, on: date) -> Iterator[tuple[Person, tuple[str, ...]]]:
    for one in people_of(session, plan, on):
        yield one.person, tuple(dict.fromkeys(agency for _, agency in one.posts))


def _planners(session: Session, plan: Plan, on: date) -> Iterator[tuple[Person, tuple[str, ...]]]:
    """Whoever has no post sums up for the plan's coordinator."""
    coordinator = coordinator_on(session, plan, on)
    agency = session.get(Agency, coordinator) if coordinator else None
    rights = select(Right.person_id).where(
        Right.kind == RightKind.PLANNER,
        or_(col(Right.plan_id).is_(None), col(Right.plan_id) == plan.id),
    )
    query = select(Person).where(col(Person.id).in_(rights), col(Person.erased_at).is_(None))
    for person in session.exec(query):
        has_post = posts_of(session, person.id or 0, on)
        yield (
            person,
            () if has_post else (agency.name if agency else plan.coordinator or plan.issuer,),
        )


def _called(everybody: list[Unlinked], session: Session, now: datetime) -> Roll:
    linked, withdrawn = _linked(session), _withdrawn(session)
    taking_over = awaited(session, now) - linked
    aside = linked | withdrawn | taking_over

    def those(ids: set[int]) -> list[Person]:
        return [one.person for one in everybody if one.person.id in ids]

    return Roll(
        to_invite=[one for one in everybody if one.person.id not in aside],
        linked=those(linked),
        withdrawn=those(withdrawn - taking_over),
        taking_over=those(taking_over),
    )


def _linked(session: Session) -> set[int]:
    """A bot that is stopped for a while has lost nobody; a chat that was closed is lost."""
    query = (
        select(Consent.person_id)
        .join(ChatAccount, col(ChatAccount.id) == Consent.account_id)
        .where(
            ChatAccount.person_id == Consent.person_id,
            col(ChatAccount.stopped_at).is_(None),
            col(Consent.withdrawn_at).is_(None),
        )
    )
    return set(session.exec(query))


def _withdrawn(session: Session) -> set[int]:
    is_live = col(Consent.withdrawn_at).is_(None)
    agreeing = set(session.exec(select(Consent.person_id).where(is_live)))
    return set(session.exec(select(Consent.person_id).where(~is_live))) - agreeing


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
