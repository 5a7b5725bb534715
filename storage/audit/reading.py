"""The audit read again: the newest first, of some plans or of all, and what it speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, literal, or_
from sqlmodel import Session, col, func, select

from storage.models import (
    OF_A_PLAN,
    Absence,
    Agency,
    Appointment,
    AuditEntry,
    ChatAccount,
    Consent,
    Expectation,
    Item,
    Person,
    Plan,
    Reminder,
    Round,
    Rule,
    Trouble,
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


# --- What is new ----------------------------------------------------------------------------------

# On what it depends who has to be told what; where a row is changed, the audit has a new one
_OF_EVERYTHING = (Plan, Rule, Appointment, Absence, ChatAccount, Consent)
_WATCHED = (AuditEntry, Expectation, Reminder, Trouble, *_OF_EVERYTHING)
_NEWEST: Any = select(*(select(func.max(col(one.id))).scalar_subquery() for one in _WATCHED))
_MOST_ENTRIES = 200  # of more than these it takes no longer to look at everything
_IN_PASSING = ("file.downloaded", "sign_in.link_made", "sign_in.done", "sign_in.ended")

Newest = tuple[int | None, ...]


@dataclass(frozen=True)
class Scope:
    """What changes are of: these plans and, unless that is None, these agencies alone."""

    plans: frozenset[int]
    agencies: frozenset[int] | None


def newest_rows(session: Session) -> Newest:
    """The newest one of each table that reminders depend on: the same as before, or not."""
    return tuple(session.exec(_NEWEST).one())


def scope_of_changes(session: Session, before: Newest, after: Newest) -> Scope | None:
    """What is concerned by the rows that came after `before`; None: perhaps everything."""
    count = len(_WATCHED) - len(_OF_EVERYTHING)
    is_older = any((new or 0) < (old or 0) for new, old in zip(after, before, strict=True))
    if is_older or before[count:] != after[count:]:
        return None
    entry, expectation, reminder, _ = (one or 0 for one in before[:count])
    entries = session.exec(_NEW_ENTRIES, params={"newest": entry}).all()
    told = [one for one in entries if one.action not in _IN_PASSING]
    asked, rounds = _keys(told, "expectation"), _keys(told, "round")
    if len(entries) > _MOST_ENTRIES or len(told) > sum(_is_of(one) for one in told):
        return None
    given = {"expectation": expectation, "reminder": reminder, "asked": list(asked)}
    found = session.execute(_CONCERNED, given).all()
    of_rounds = session.execute(_PLANS_OF, {"rounds": list(rounds)}).scalars().all()
    plans = frozenset([*(plan for plan, _ in found), *of_rounds])
    return Scope(plans, None if rounds else frozenset(agency for _, agency in found))


def _is_of(entry: AuditEntry) -> bool:
    """It tells of an expectation or a round: neither has to do with another plan."""
    return entry.subject.partition(":")[0] in ("expectation", "round")


_NEW_ENTRIES: Any = (
    select(AuditEntry)
    .where(col(AuditEntry.id) > bindparam("newest"))
    .order_by(col(AuditEntry.id))
    .limit(_MOST_ENTRIES + 1)
)
_CONCERNED: Any = (
    select(Round.plan_id, Expectation.agency_id)
    .join(Expectation, col(Expectation.round_id) == Round.id)
    .where(
        or_(
            col(Expectation.id) > bindparam("expectation"),
            col(Expectation.id).in_(bindparam("asked", expanding=True)),
            col(Expectation.id).in_(
                select(Reminder.expectation_id).where(col(Reminder.id) > bindparam("reminder"))
            ),
        )
    )
    .distinct()
)
_PLANS_OF: Any = select(Round.plan_id).where(col(Round.id).in_(bindparam("rounds", expanding=True)))


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
    people = {one.person_id for one in entries if one.person_id} | _keys(entries, "person")
    named = session.exec(select(Person).where(col(Person.id).in_(people)))
    rounds = session.exec(select(Round).where(col(Round.id).in_(_keys(entries, "round"))))
    asked = session.exec(
        select(Expectation.id, Agency, Item, Round)
        .join(Agency, col(Agency.id) == Expectation.agency_id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .join(Item, col(Item.id) == Expectation.item_id, isouter=True)
        .where(col(Expectation.id).in_(_keys(entries, "expectation")))
    )
    return Known(
        {one.id or 0: one for one in named},
        {one.id or 0: one for one in rounds},
        {key or 0: (agency, item, round_) for key, agency, item, round_ in asked},
    )


def _keys(entries: Iterable[AuditEntry], kind: str) -> set[int]:
    parts = (one.subject.partition(":") for one in entries)
    return {int(key) for named, _, key in parts if named == kind and key.isdecimal()}
