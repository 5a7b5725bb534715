"""Nudges: which agencies a planner has reminded besides the ladder, one an agency and day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlmodel import Session, col, delete, select

from storage.database import insert_if_new
from storage.models import Nudge


def nudged_on(session: Session, plan_id: int, day: date) -> set[int]:
    """The agencies that a nudge of that plan leaves for on that day."""
    query = select(Nudge.agency_id).where(Nudge.plan_id == plan_id, Nudge.sent_on == day)
    return set(session.exec(query))


def enter_nudges(
    session: Session,
    plan_id: int,
    agency_ids: Iterable[int],
    sent_on: date,
    sent_by_id: int,
    now: datetime,
) -> set[int]:
    """Those of the agencies that had no nudge on that day until now.

    On PostgreSQL a second planner waits here for the first; always in the order of the ids, so
    that two who nudge the same agencies do not wait for each other.
    """
    head = {"plan_id": plan_id, "sent_on": sent_on, "sent_by_id": sent_by_id, "sent_at": now}
    return {
        agency_id
        for agency_id in sorted(set(agency_ids))
        if insert_if_new(session, Nudge, {**head, "agency_id": agency_id})
    }


def take_back(session: Session, plan_id: int, agency_ids: Collection[int], sent_on: date) -> None:
    """Nothing could be queued for these after all: they may still be nudged that day."""
    session.connection().execute(
        delete(Nudge).where(
            col(Nudge.plan_id) == plan_id,
            col(Nudge.agency_id).in_(list(agency_ids)),
            col(Nudge.sent_on) == sent_on,
        )
    )
