"""In time or late: the one place where an instant or a day is held against a due day (pure)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, case, literal

from storage.models.columns import Instant

_LAST = date.max - timedelta(days=2)  # of days that end in every zone; only mischief goes beyond


def has_passed(due_on: date, today: date) -> bool:
    """The due day is over; on the day itself there is time until midnight."""
    return today > due_on


def end_of(due_on: date, zone: tzinfo) -> datetime:
    """The first instant that is late, as the province's zone counts days."""
    after = min(due_on, _LAST) + timedelta(days=1)
    return datetime.combine(after, time.min, zone).astimezone(UTC)


def is_late(at: datetime, due_on: date, zone: tzinfo) -> bool:
    """Whether something came after the due day, counted in the province's zone."""
    return at >= end_of(due_on, zone)


def ends_of(due_on: Any, days: Iterable[date], zone: tzinfo) -> ColumnElement[datetime]:
    """`end_of` a column of due days, for a query; these are all the days that are in it."""
    return case({day: literal(end_of(day, zone), Instant) for day in days}, value=due_on)
