"""Fair play: an agency that nobody reminded in time is not called late."""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage.models import Expectation, Outbox, Reminder
from storage.reports.timeliness import is_late


def reminded_in_time(session: Session, round_id: int, as_of: datetime, zone: tzinfo) -> set[int]:
    """The agencies of which somebody got a reminder of the round by the end of a due day.

    What the channel did not accept, or left open whether it arrived, is no reminder.
    """
    first_at: Any = func.min(col(Outbox.sent_at))
    query = (
        select(col(Expectation.agency_id), col(Expectation.due_on), first_at)
        .join(Reminder, col(Reminder.expectation_id) == Expectation.id)
        .join(Outbox, col(Reminder.outbox_id) == Outbox.id)
        .where(Expectation.round_id == round_id, col(Outbox.sent_at) <= as_of)
        .group_by(col(Expectation.agency_id), col(Expectation.due_on))
    )
    return {
        agency_id
        for agency_id, due_on, reminded_at in session.exec(query)
        if not is_late(reminded_at, due_on, zone)
    }


def first_reminded(session: Session, expectation_ids: Iterable[int]) -> dict[int, datetime]:
    """By expectation: when somebody first got a reminder of it; without those nobody got one of."""
    first_at: Any = func.min(col(Outbox.sent_at))
    query = (
        select(Reminder.expectation_id, first_at)
        .join(Outbox, col(Reminder.outbox_id) == Outbox.id)
        .where(
            col(Reminder.expectation_id).in_(list(expectation_ids)),
            col(Outbox.sent_at).is_not(None),
        )
        .group_by(col(Reminder.expectation_id))
    )
    return dict(session.exec(query).all())
