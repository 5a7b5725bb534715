"""Where a jump of the clock goes: eight in the morning of a named day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.simulator.clock import ClockError
from locales import mark

MORNING = time(8, 0)


@dataclass(frozen=True)
class JumpDays:
    """What the simulator asks a calendar: a later day, or one whose morning is to come."""

    next_working_day: Callable[[date], date]
    next_reminder_day: Callable[[date], date | None]


def jump_target(to: str, today: date, days: JumpDays, zone: ZoneInfo) -> datetime:
    """The instant for "next-day", "next-working-day", "next-reminder-day" or "2026-10-30".

    Raises ClockError."""
    return datetime.combine(_day(to, today, days), MORNING, zone)


def _day(to: str, today: date, days: JumpDays) -> date:
    if to == "next-day":
        return today + timedelta(days=1)
    if to == "next-working-day":
        return days.next_working_day(today)
    if to == "next-reminder-day":
        day = days.next_reminder_day(today)
        if day is None:
            raise ClockError(mark("No further reminder day is known."))
        return day
    try:
        return date.fromisoformat(to)
    except ValueError:
        raise ClockError(mark("Please choose a day, such as 2026-10-30.")) from None
