"""The ledger of reminders and the digests that carry them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, literal, or_
from sqlmodel import Session, col, select

from storage.inserting import insert_into
from storage.messages import unsettled
from storage.models import Expectation, Outbox, OutboxKind, Reminder, Round


@dataclass(frozen=True)
class QueuedDigest:
    """A digest to queue: for whom, to which chat, not before when, under which once-only key."""

    person_id: int
    account_id: int
    key: str
    send_at: datetime


@dataclass(frozen=True)
class Said:
    """A rung to enter in the ledger, the digest that carries it, and when its day began."""

    expectation_id: int
    person_id: int
    rung: int
    outbox_id: int
    came_at: datetime


def rungs_of(session: Session, outbox_id: int) -> list[Reminder]:
    """What one digest was queued for."""
    query = select(Reminder).where(Reminder.outbox_id == outbox_id).order_by(col(Reminder.id))
    return list(session.exec(query))


def digest_sent_on(
    session: Session,
    person_id: int,
    day_start: datetime,
    day_end: datetime,
    other_than: int | None = None,
) -> bool:
    """Whether a digest went to the person from `day_start` until before `day_end`."""
    query = select(Outbox.id).where(
        Outbox.kind == OutboxKind.DIGEST,
        Outbox.person_id == person_id,
        col(Outbox.sent_at) >= day_start,
        col(Outbox.sent_at) < day_end,
    )
    if other_than is not None:
        query = query.where(Outbox.id != other_than)
    return session.exec(query.limit(1)).first() is not None


def last_said(session: Session, since: date) -> dict[tuple[int, int], datetime]:
    """By (expectation, person), of what was due since that day: when a reminder was last queued.

    One whose digest was dropped or failed was never said.
    """
    query = (
        select(Reminder.expectation_id, Reminder.person_id, func.max(col(Reminder.created_at)))
        .join(Outbox, col(Reminder.outbox_id) == Outbox.id)
        .join(Expectation, col(Reminder.expectation_id) == Expectation.id)
        .where(
            col(Expectation.due_on) >= since,
            col(Outbox.dropped_at).is_(None),
            col(Outbox.failed_at).is_(None),
        )
        .group_by(col(Reminder.expectation_id), col(Reminder.person_id))
    )
    return {(expectation, person): at for expectation, person, at in session.exec(query)}


def digests_of(session: Session, keys: Collection[str], since: datetime) -> list[Outbox]:
    """The digests that wait, that went out since then, or that hold one of those keys."""
    query = (
        select(Outbox)
        .where(
            Outbox.kind == OutboxKind.DIGEST,
            or_(unsettled(Outbox), col(Outbox.sent_at) >= since, col(Outbox.key).in_(list(keys))),
        )
        .order_by(col(Outbox.id))
    )
    return list(session.exec(query))


def reminders_on(session: Session, outbox_ids: Iterable[int], plan_id: int) -> list[Reminder]:
    """What those digests were queued for, in one plan."""
    query = (
        select(Reminder)
        .join(Expectation, col(Reminder.expectation_id) == Expectation.id)
        .join(Round, col(Expectation.round_id) == Round.id)
        .where(col(Reminder.outbox_id).in_(list(outbox_ids)), Round.plan_id == plan_id)
    )
    return list(session.exec(query))


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


def enter(session: Session, said: Iterable[Said], now: datetime) -> None:
    """Enter the rungs in the ledger; one that stands there already is left as it is.

    Only an entry that no longer counts makes room: its digest never went out, or it was made
    for an earlier due day, before this rung had come.
    """
    dead = or_(col(Outbox.dropped_at).is_not(None), col(Outbox.failed_at).is_not(None))
    carried_by_dead = select(literal(1)).where(col(Outbox.id) == col(Reminder.outbox_id), dead)
    stale = delete(Reminder).where(
        col(Reminder.expectation_id) == bindparam("expectation"),
        col(Reminder.person_id) == bindparam("person"),
        col(Reminder.rung) == bindparam("said_rung"),
        or_(col(Reminder.created_at) < bindparam("came_at"), carried_by_dead.exists()),
    )
    entries = list(said)
    if entries:
        connection = session.connection()
        connection.execute(stale, [_key(one) for one in entries])
        entering = insert_into(session, Reminder).on_conflict_do_nothing()
        connection.execute(entering, [_entry(one, now) for one in entries])


def drop_empty(session: Session, outbox_ids: Collection[int]) -> list[Outbox]:
    """Take back digests whose every rung another scheduler entered before us; the others."""
    ours = col(Outbox.id).in_(list(outbox_ids))
    carried = select(literal(1)).where(col(Reminder.outbox_id) == col(Outbox.id)).exists()
    session.connection().execute(delete(Outbox).where(ours, ~carried))
    return list(session.exec(select(Outbox).where(ours).order_by(col(Outbox.id))))


def _key(one: Said) -> dict[str, Any]:
    return {
        "expectation": one.expectation_id,
        "person": one.person_id,
        "said_rung": one.rung,
        "came_at": one.came_at,
    }


def _entry(one: Said, now: datetime) -> dict[str, Any]:
    return {
        "expectation_id": one.expectation_id,
        "person_id": one.person_id,
        "rung": one.rung,
        "outbox_id": one.outbox_id,
        "created_at": now,
    }
