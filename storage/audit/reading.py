"""The audit read again: the newest first, of some plans or of all, and what it speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import String, cast, literal, or_
from sqlmodel import Session, col, select

from storage.models import (
    OF_A_PLAN,
    Agency,
    AuditEntry,
    Expectation,
    Item,
    Person,
    Plan,
    Round,
)


@dataclass(frozen=True)
class Change:
    """An entry with the name of who made it; without one it was the administrator."""

    at: datetime
    by: str
    action: str
    details: dict[str, Any]


def changes_of(session: Session, plan: Plan, most: int, *actions: str) -> list[Change]:
    """What was changed in a plan itself, the newest first."""
    query = (
        select(AuditEntry, Person.full_name)
        .join(Person, col(Person.id) == AuditEntry.person_id, isouter=True)
        .where(
            AuditEntry.subject == f"plan:{plan.code}",
            OF_A_PLAN,
            col(AuditEntry.action).in_(actions),
        )
        .order_by(col(AuditEntry.id).desc())
        .limit(most)
    )
    rows = session.exec(query)
    return [Change(one.at, name or "", one.action, one.details) for one, name in rows]


class Speaking(Protocol):
    @property
    def subject(self) -> str: ...


@dataclass(frozen=True)
class Known:
    """What entries speak of, by its key; of an expectation whom, what and in which round."""

    people: Mapping[int, Person]
    rounds: Mapping[int, Round]
    asked: Mapping[int, tuple[Agency, Item | None, Round]]


def entries_read(
    session: Session,
    *,
    plans: Sequence[tuple[int, str]] | None,
    acted_by: int,
    between: tuple[datetime, datetime] | None,
    action: str,
    before: int | None,
    most: int,
    of_person: int | None = None,
) -> list[AuditEntry]:
    """The newest first. `plans`, as id and code: only what concerns those, and what that person
    did; None: all. `before`: only entries older than that one. `of_person`: what that person did,
    and what was done with their data."""
    query = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(most)
    if plans is not None:
        query = query.where(or_(col(AuditEntry.person_id) == acted_by, _concerns(plans)))
    if between is not None:
        query = query.where(col(AuditEntry.at) >= between[0], col(AuditEntry.at) < between[1])
    if action:
        query = query.where(AuditEntry.action == action)
    if before is not None:
        query = query.where(col(AuditEntry.id) < before)
    if of_person is not None:
        theirs = col(AuditEntry.subject) == f"person:{of_person}"
        query = query.where(or_(col(AuditEntry.person_id) == of_person, theirs))
    return list(session.exec(query))


def _concerns(plans: Sequence[tuple[int, str]]) -> Any:
    ids = [key for key, _ in plans]
    codes = [name for _, code in plans for name in (code, f"plan:{code}")]
    rounds = select(literal("round:") + cast(Round.id, String)).where(col(Round.plan_id).in_(ids))
    asked = (
        select(literal("expectation:") + cast(Expectation.id, String))
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(col(Round.plan_id).in_(ids))
    )
    subject = col(AuditEntry.subject)
    return or_(subject.in_(codes), subject.in_(rounds), subject.in_(asked))


def known_to(session: Session, entries: Iterable[AuditEntry]) -> Known:
    """In three queries, however many entries there are."""
    entries = list(entries)
    people = {one.person_id for one in entries if one.person_id} | keys_of(entries, "person")
    named = session.exec(select(Person).where(col(Person.id).in_(people)))
    rounds = session.exec(select(Round).where(col(Round.id).in_(keys_of(entries, "round"))))
    asked = session.exec(
        select(Expectation.id, Agency, Item, Round)
        .join(Agency, col(Agency.id) == Expectation.agency_id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .join(Item, col(Item.id) == Expectation.item_id, isouter=True)
        .where(col(Expectation.id).in_(keys_of(entries, "expectation")))
    )
    return Known(
        {one.id or 0: one for one in named},
        {one.id or 0: one for one in rounds},
        {key or 0: (agency, item, round_) for key, agency, item, round_ in asked},
    )


def keys_of(entries: Iterable[Speaking], kind: str) -> set[int]:
    """Of what they tell of things of that kind, as "round": the ids."""
    parts = (one.subject.partition(":") for one in entries)
    return {int(key) for named, _, key in parts if named == kind and key.isdecimal()}
