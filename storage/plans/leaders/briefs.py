"""The ledger of Monday messages: who has had this week's, and whom the last one named."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.database import insert_into
from storage.models import Outbox, ProvinceBrief

Named = Sequence[tuple[int, int]]  # agency_id, plan_id


def briefed(session: Session, week_on: date) -> set[int]:
    """The people whose message of that week went out or waits; one that was dropped, or has
    failed, was never said."""
    query = (
        select(ProvinceBrief.person_id)
        .join(Outbox, col(Outbox.id) == ProvinceBrief.outbox_id)
        .where(
            ProvinceBrief.week_on == week_on,
            col(Outbox.dropped_at).is_(None),
            col(Outbox.failed_at).is_(None),
        )
    )
    return set(session.exec(query))


def enter_briefs(
    session: Session, carriers: Mapping[int, int], week_on: date, now: datetime
) -> None:
    """By person: the digest that carries it. Who has had one this week gets no second one."""
    had = briefed(session, week_on) if carriers else set[int]()
    fresh = {person: row for person, row in carriers.items() if person not in had}
    if not fresh:
        return
    session.execute(
        delete(ProvinceBrief).where(
            col(ProvinceBrief.person_id).in_(fresh), col(ProvinceBrief.week_on) == week_on
        )
    )
    rows = [
        {"person_id": person, "week_on": week_on, "outbox_id": row, "named": [], "created_at": now}
        for person, row in fresh.items()
    ]
    entering = insert_into(session, ProvinceBrief).on_conflict_do_nothing()
    session.connection().execute(entering, rows)


def brief_carried_by(session: Session, outbox_id: int) -> ProvinceBrief | None:
    return session.exec(select(ProvinceBrief).where(ProvinceBrief.outbox_id == outbox_id)).first()


def name_in_brief(session: Session, outbox_id: int, named: Named) -> None:
    """Whom the message names, once it has its words."""
    row = brief_carried_by(session, outbox_id)
    if row is not None:
        row.named = [list(one) for one in named]


def named_last(session: Session, person_id: int) -> list[tuple[int, int]]:
    """Whom the newest message that left named, in its order."""
    query = (
        select(ProvinceBrief.named)
        .join(Outbox, col(Outbox.id) == ProvinceBrief.outbox_id)
        .where(ProvinceBrief.person_id == person_id, col(Outbox.sent_at).is_not(None))
        .order_by(col(ProvinceBrief.week_on).desc())
        .limit(1)
    )
    found = session.exec(query).first()
    return [(agency_id, plan_id) for agency_id, plan_id in found or ()]
