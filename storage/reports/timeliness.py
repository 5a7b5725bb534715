"""In time or late: the one place where an instant or a day is held against a due day (pure)."""

from datetime import date, datetime, tzinfo


def has_passed(due_on: date, today: date) -> bool:
    """The due day is over; on the day itself there is time until midnight."""
    return today > due_on


def is_late(at: datetime, due_on: date, zone: tzinfo) -> bool:
    """Whether something came after the due day, counted in the province's zone."""
    return has_passed(due_on, at.astimezone(zone).date())
