"""Who of an agency can be reached and by which chats; what stands before a reminder."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, or_
from sqlmodel import Session, col, select

from storage.models import Absence, Appointment, ChatAccount, Consent, Person, Right, RightKind
from storage.people.absences import absences_of
from storage.people.appointments import (
    agencies_on_leave,
    agencies_reached,
    focal_points,
    in_posts,
)
from storage.people.chat_accounts import SILENT, accounts_of, consenting, reachable_accounts
from storage.plans.succession import lineage

LINKED = "linked"


class UnreachableReason(StrEnum):
    NOBODY = "nobody"  # no focal person
    NOT_LINKED = "not_linked"
    NO_CONSENT = "no_consent"
    STOPPED = "stopped"
    ON_LEAVE = "on_leave"  # and nobody stands in


def obstacles(
    session: Session, agency_ids: Iterable[int], on: date
) -> dict[int, UnreachableReason]:
    """Of those agencies, the ones nobody can be reached for on that day, and why.

    Of several people the one who is nearest to being reached tells.
    """
    asked = set(agency_ids)
    # Nearly all are reached: the people of thousands need not be read for that
    left = asked - agencies_reached(session, on, asked)
    people: dict[int, set[int]] = {agency_id: set() for agency_id in left}
    on_leave = {agency.id for agency in agencies_on_leave(session, on)}
    for who in focal_points(session, on, people):
        people[who.agency.id or 0].add(who.person.id or 0)
    linked, agreeing = _linked_and_agreeing(session, set().union(*people.values()))
    return {
        key: UnreachableReason.ON_LEAVE
        if not theirs and key in on_leave
        else _obstacle(theirs, theirs & linked, theirs & linked & agreeing)
        for key, theirs in people.items()
    }


def persons_reached(session: Session, person_ids: Iterable[int]) -> dict[int, str]:
    """By person: LINKED where a chat reaches them, else the UnreachableReason that is nearest."""
    people = list(person_ids)
    reached = reachable_accounts(session, people)
    linked, agreeing = _linked_and_agreeing(session, people)
    return {
        one: LINKED
        if one in reached
        else _obstacle({one}, {one} & linked, {one} & linked & agreeing).value
        for one in people
    }


def _linked_and_agreeing(session: Session, people: Collection[int]) -> tuple[set[int], set[int]]:
    """Who of them has a chat, and who agrees to be reminded."""
    linked = select(ChatAccount.person_id).where(
        col(ChatAccount.channel).not_in(SILENT), col(ChatAccount.person_id).in_(people)
    )
    agreeing = select(Consent.person_id).where(
        col(Consent.withdrawn_at).is_(None), col(Consent.person_id).in_(people)
    )
    return _those(session, linked), _those(session, agreeing)


@dataclass(frozen=True)
class Chat:
    """A chat of a person; nothing can be said there where there is a `hindrance`."""

    channel: str
    hindrance: UnreachableReason | None = None


@dataclass(frozen=True)
class Staff:
    """Somebody with posts at an agency on a day: by which chats they are reached, the first one
    tried first, and the leave they are on, with whoever was named to stand in."""

    person: Person
    posts: tuple[str, ...]
    chats: tuple[Chat, ...]
    leave: Absence | None = None
    stand_in: Person | None = None


def staff_of(session: Session, agency_id: int, on: date) -> list[Staff]:
    """In the order in which they came; whoever was erased is left out."""
    posts: dict[int, list[str]] = {}
    people: dict[int, Person] = {}
    for person, post, _ in in_posts(session, on, [agency_id]):
        if person.erased_at is None:
            people[person.id or 0] = person
            posts.setdefault(person.id or 0, []).append(post.post)
    away = {one.person_id: one for one in absences_of(session, people, on, on)}
    return [_staff(session, person, posts[key], away.get(key)) for key, person in people.items()]


def _staff(session: Session, person: Person, posts: Sequence[str], leave: Absence | None) -> Staff:
    named = leave.stand_in_id if leave else None
    return Staff(
        person=person,
        posts=tuple(dict.fromkeys(posts)),
        chats=tuple(_chats(session, person.id or 0)),
        leave=leave,
        stand_in=session.get(Person, named) if named else None,
    )


def _chats(session: Session, person_id: int) -> list[Chat]:
    """Those that can be written to, then the others."""
    reached = accounts_of(session, person_id)
    known = {one.id for one in reached}
    linked = select(ChatAccount).where(
        ChatAccount.person_id == person_id, col(ChatAccount.channel).not_in(SILENT)
    )
    others = (one for one in session.exec(linked.order_by(col(ChatAccount.id))))
    return [Chat(one.channel) for one in reached] + [
        Chat(one.channel, _hindrance(session, one, person_id))
        for one in others
        if one.id not in known
    ]


def _hindrance(session: Session, account: ChatAccount, person_id: int) -> UnreachableReason:
    """A bot that is stopped for a while is told as a chat that is."""
    agrees = person_id in consenting(session, account.id or 0)
    is_closed = account.stopped_at is not None or agrees
    return UnreachableReason.STOPPED if is_closed else UnreachableReason.NO_CONSENT


def _obstacle(people: set[int], linked: set[int], agreeing: set[int]) -> UnreachableReason:
    if not people:
        return UnreachableReason.NOBODY
    if not linked:
        return UnreachableReason.NOT_LINKED
    return UnreachableReason.STOPPED if agreeing else UnreachableReason.NO_CONSENT


def _those(session: Session, query: Any) -> set[int]:
    return {key for key in session.exec(query) if key is not None}


_PEOPLE_WITH = (
    select(Person)
    .where(col(Person.id).in_(select(Right.person_id).where(Right.kind == bindparam("kind"))))
    .order_by(col(Person.id))
)


def people_with(session: Session, kind: RightKind) -> list[tuple[Person, ChatAccount]]:
    """The people with that right who can be reached."""
    people = session.exec(_PEOPLE_WITH, params={"kind": kind}).all()
    accounts = reachable_accounts(session, [one.id or 0 for one in people]) if people else {}
    return [(one, accounts[one.id or 0]) for one in people if one.id in accounts]


def offices_ever(session: Session, people: Collection[int], on: date) -> set[int]:
    """Every agency, as it is on that day, at which one of them holds a post, has held one, or
    stood in for somebody who has."""
    became = lineage(session).successors(on)
    found = set(session.execute(_EVER, {"people": list(people)}).scalars()) if people else set()
    return found | {became[one] for one in found if one in became}


_AMONG: Any = bindparam("people", expanding=True)
_EVER: Any = (
    select(Appointment.agency_id)
    .where(
        or_(
            col(Appointment.person_id).in_(_AMONG),
            col(Appointment.person_id).in_(
                select(Absence.person_id).where(col(Absence.stand_in_id).in_(_AMONG))
            ),
        )
    )
    .distinct()
)
