"""The ledger of reminders and the digests that carry them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, delete, func, literal, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.audit import Scope
from storage.database import insert_into, remembered
from storage.messages.outbox import unsettled
from storage.models import Expectation, Outbox, OutboxKind, Person, Plan, Reminder, Review, Round
from storage.reports.answers import with_reports
from storage.reports.expectation import within


@dataclass(frozen=True)
class QueuedDigest:
    """A digest to queue: for whom, to which chat, not before when, under which once-only key."""

    person_id: int
    account_id: int
    channel: str
    key: str
    send_at: datetime


class DigestRow(NamedTuple):
    """What is looked at of a digest in the outbox; whole rows of thousands would take long."""

    id: int
    person_id: int
    key: str | None
    send_at: datetime
    sent_at: datetime | None
    is_waiting: bool


@dataclass(frozen=True)
class LedgerEntry:
    """A rung to enter in the ledger, the due day it is of, and the digest that carries it."""

    expectation_id: int
    person_id: int
    rung: int
    due_on: date
    outbox_id: int


_OF_DIGESTS: Any = col(Reminder.outbox_id).in_(bindparam("digests", expanding=True))
_RUNGS: Any = (
    select(Reminder.outbox_id, Reminder.expectation_id, Reminder.rung, Reminder.created_at)
    .where(_OF_DIGESTS)
    .order_by(col(Reminder.id))
)
_PLANS = (
    select(Reminder.outbox_id, Round.plan_id)
    .join(Expectation, col(Expectation.id) == Reminder.expectation_id)
    .join(Round, col(Round.id) == Expectation.round_id)
    .where(_OF_DIGESTS)
    .distinct()
    .order_by(col(Round.plan_id))
)
_LAST_SENT_AT = (
    select(Outbox.sent_at)
    .where(
        Outbox.kind == OutboxKind.DIGEST,
        Outbox.person_id == Person.id,
        col(Outbox.sent_at).is_not(None),
    )
    .order_by(col(Outbox.sent_at).desc())
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
LISTS_READ = 10  # digests of a person that are looked through for the last morning list
_LAST_DIGESTS: Any = select(Person.id, _LAST_SENT_AT).where(
    col(Person.id).in_(bindparam("people", expanding=True))
)

_LISTS_SAID: Any = (
    select(Outbox.state)
    .where(
        Outbox.person_id == bindparam("person"),
        Outbox.kind == OutboxKind.DIGEST,
        col(Outbox.sent_at).is_not(None),
    )
    .order_by(col(Outbox.sent_at).desc())
    .limit(LISTS_READ)
)


class Rung(NamedTuple):
    """What a digest was queued for; a province's morning has ten thousand of them."""

    expectation_id: int
    rung: int
    created_at: datetime


@remembered
def rungs_of(session: Session, outbox_id: int) -> list[Rung]:
    """What one digest was queued for."""
    return rungs_of_each(session, [outbox_id])[outbox_id]


def rungs_of_each(session: Session, outbox_ids: Sequence[int]) -> dict[int, list[Rung]]:
    found: dict[int, list[Rung]] = {one: [] for one in outbox_ids}
    for outbox_id, *rung in session.exec(_RUNGS, params={"digests": outbox_ids}):
        found[outbox_id].append(Rung(*rung))
    return found


@remembered
def plans_said(session: Session, outbox_id: int) -> list[Plan]:
    """The plans one digest was queued for."""
    return plans_said_by_each(session, [outbox_id])[outbox_id]


def plans_said_by_each(session: Session, outbox_ids: Sequence[int]) -> dict[int, list[Plan]]:
    found: dict[int, list[Plan]] = {one: [] for one in outbox_ids}
    for outbox_id, plan_id in session.exec(_PLANS, params={"digests": outbox_ids}):
        found[outbox_id].append(session.get_one(Plan, plan_id))
    return found


def said_since(
    session: Session, since: date, but_for: Collection[int] = (), scope: Scope | None = None
) -> dict[tuple[int, int], tuple[datetime | None, datetime]]:
    """By (expectation, person), of what was due since that day: the first and the last reminder.

    The first: when one left, of those after the report was returned, if it was; None while none
    has. The last: when one was made. One whose digest was dropped or failed, or is `but_for` of
    them, was never said.
    """
    given = {"since": since, "but_for": list(but_for)}
    due_lately = within(_DUE_LATELY, scope, _DUE).scalar_subquery()
    rows = session.exec(_SAID.where(col(Reminder.expectation_id).in_(due_lately)), params=given)
    return {(one, person): (first, last) for one, person, first, last in rows}


_LEFT = col(Outbox.sent_at)  # of no other is it known that it arrived: see timely_reminders
_SINCE_IT_IS_OWED = or_(col(Review.id).is_(None), col(Review.reviewed_at) < _LEFT)
_DUE: Any = aliased(Expectation)
# Told apart from the join: SQLite would go through all that was ever said, as it is grouped
_DUE_LATELY: Any = select(_DUE.id).where(
    col(_DUE.due_on) >= bindparam("since"), col(_DUE.ended_at).is_(None)
)
_SAID: Any = with_reports(  # built once, as it is asked in every tick
    select(
        Reminder.expectation_id,
        Reminder.person_id,
        func.min(case((_SINCE_IT_IS_OWED, _LEFT))),
        func.max(col(Reminder.created_at)),
    )
    .join(Outbox, col(Reminder.outbox_id) == Outbox.id)
    .join(Expectation, col(Reminder.expectation_id) == Expectation.id)
    .where(
        col(Outbox.dropped_at).is_(None),
        col(Outbox.failed_at).is_(None),
        col(Outbox.id).not_in(bindparam("but_for", expanding=True)),
    )
    .group_by(col(Reminder.expectation_id), col(Reminder.person_id))
)


def digests_of(
    session: Session, person_ids: Iterable[int], keys: Collection[str], since: datetime
) -> list[DigestRow]:
    """Of these people: the digests that wait, that went out since then, or hold such a key."""
    query = (
        select(  # type: ignore[call-overload]
            Outbox.id,
            Outbox.person_id,
            Outbox.key,
            Outbox.send_at,
            Outbox.sent_at,
            unsettled(Outbox),
        )
        .where(
            col(Outbox.person_id).in_(list(person_ids)),
            Outbox.kind == OutboxKind.DIGEST,
            or_(unsettled(Outbox), col(Outbox.sent_at) >= since, col(Outbox.key).in_(list(keys))),
        )
        .order_by(col(Outbox.id))
    )
    session.flush()
    return [DigestRow(*row) for row in session.connection().execute(query)]


def reminders_on(session: Session, outbox_ids: Iterable[int]) -> list[Reminder]:
    """What those digests were queued for."""
    query = select(Reminder).where(col(Reminder.outbox_id).in_(list(outbox_ids)))
    return list(session.exec(query.order_by(col(Reminder.id))))


def insert_digests(
    session: Session, digests: Iterable[QueuedDigest], now: datetime
) -> dict[int, int]:
    """Queue them in this order; one whose key is taken is left as it is. The new ids, by person."""
    blank = {
        "kind": OutboxKind.DIGEST.value,
        "created_at": now,
        "free_text": False,
        "attempts": 0,
        "external_id": "",
        "reason": "",
    }
    rows = [{**blank, **vars(digest)} for digest in digests]
    if not rows:
        return {}
    statement = (
        insert_into(session, Outbox).on_conflict_do_nothing().returning(Outbox.person_id, Outbox.id)
    )
    return {row.person_id: row.id for row in session.connection().execute(statement, rows)}


def enter(session: Session, said: Iterable[LedgerEntry], now: datetime) -> None:
    """Enter the rungs in the ledger; one that stands there already is left as it is.

    Only an entry whose digest never went out makes room; it stays, voided, as a proof.
    """
    dead = or_(col(Outbox.dropped_at).is_not(None), col(Outbox.failed_at).is_not(None))
    carried_by_dead = select(literal(1)).where(col(Outbox.id) == col(Reminder.outbox_id), dead)
    voiding = (
        update(Reminder)
        .where(
            col(Reminder.expectation_id) == bindparam("expectation"),
            col(Reminder.person_id) == bindparam("person"),
            col(Reminder.rung) == bindparam("said_rung"),
            col(Reminder.due_on) == bindparam("said_for"),
            col(Reminder.voided_at).is_(None),
            carried_by_dead.exists(),
        )
        .values(voided_at=bindparam("voided"))
    )
    entries = list(said)
    if entries:
        connection = session.connection()
        connection.execute(voiding, [_key(one, now) for one in entries])
        entering = insert_into(session, Reminder).on_conflict_do_nothing()
        connection.execute(entering, [{**vars(one), "created_at": now} for one in entries])


def drop_empty(session: Session, outbox_ids: Collection[int]) -> None:
    """Take back digests whose every rung another scheduler entered before us."""
    ours = col(Outbox.id).in_(list(outbox_ids))
    carried = select(literal(1)).where(col(Reminder.outbox_id) == col(Outbox.id)).exists()
    session.connection().execute(delete(Outbox).where(ours, ~carried))


def digests_by_id(session: Session, outbox_ids: Collection[int]) -> list[Outbox]:
    """Those of them that are there, in order."""
    query = select(Outbox).where(col(Outbox.id).in_(list(outbox_ids))).order_by(col(Outbox.id))
    return list(session.exec(query))


@remembered
def last_digest_at(session: Session, person_id: int) -> datetime | None:
    """When a digest last went out to the person."""
    return last_digests(session, [person_id]).get(person_id)


def last_digests(session: Session, person_ids: Sequence[int]) -> dict[int, datetime | None]:
    return dict(session.exec(_LAST_DIGESTS, params={"people": person_ids}).all())


def agencies_called_for(session: Session, person_id: int) -> frozenset[int]:
    """Whom the person's last morning list asked to telephone; a digest keeps them in its slots."""
    found = session.exec(_LISTS_SAID, params={"person": person_id}).all()
    slots = (dict((state or {}).get("slots", {})) for state in found)
    return frozenset(next((one["calls"] for one in slots if "calls" in one), ()))


def _key(one: LedgerEntry, now: datetime) -> dict[str, Any]:
    return {
        "expectation": one.expectation_id,
        "person": one.person_id,
        "said_rung": one.rung,
        "said_for": one.due_on,
        "voided": now,
    }
