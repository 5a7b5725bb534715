"""When reminders arrived: an agency that nobody reminded in time is not called late."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from storage.models import Agency, Expectation, Outbox, Reminder, Round
from storage.models.columns import Instant
from storage.reports.timeliness import ends_of
from storage.rounds.schedule import due_days


def reminded_in_time(session: Session, round_id: int, as_of: datetime, zone: tzinfo) -> set[int]:
    """The agencies of which somebody got a reminder of the round by the end of a due day.

    What the channel did not accept, or left open whether it arrived, is no reminder.
    """
    query = _reminded_query(due_days(session, round_id), zone)
    given = {"round_id": round_id, "as_of": as_of}
    return set(session.connection().scalars(query, given).all())


@lru_cache(maxsize=64)
def _reminded_query(days: tuple[date, ...], zone: tzinfo) -> Any:
    """One reminder of an agency is enough: the database looks for no more of them."""
    sent_at = col(Outbox.sent_at)
    one = (
        select(Reminder.id)
        .join(Expectation, col(Reminder.expectation_id) == Expectation.id)
        .join(Outbox, col(Reminder.outbox_id) == Outbox.id)
        .where(
            Expectation.round_id == bindparam("round_id"),
            Expectation.agency_id == Agency.id,
            sent_at <= bindparam("as_of", type_=Instant),
            sent_at < ends_of(Expectation.due_on, days, zone),
        )
        .limit(1)
        .correlate(Agency)
    )
    return select(col(Agency.id)).where(one.scalar_subquery().is_not(None))


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


def last_reminded(
    session: Session, plan_id: int, agency_ids: Collection[int]
) -> dict[int, datetime]:
    """By agency: when the channel last took a reminder of anything in that plan."""
    last_at: Any = func.max(col(Outbox.sent_at))
    query = (
        select(Expectation.agency_id, last_at)
        .join(Reminder, col(Reminder.expectation_id) == Expectation.id)
        .join(Outbox, col(Outbox.id) == Reminder.outbox_id)
        .join(Round, col(Round.id) == Expectation.round_id)
        .where(
            col(Expectation.agency_id).in_(agency_ids),
            Round.plan_id == plan_id,
            col(Outbox.sent_at).is_not(None),
        )
        .group_by(col(Expectation.agency_id))
    )
    return dict(session.exec(query).all())
