"""Days as an iCalendar file (RFC 5545): all-day events, without alarms, to be subscribed to."""

from collections.abc import Iterable
from datetime import datetime, timedelta, tzinfo

import icalendar

from bot.web.links.reporting_days import Day

HOURS_TO_NEXT_LOOK = 6


def ics(days: Iterable[Day], name: str, stamped_at: datetime, zone: tzinfo) -> bytes:
    """`name` of the calendar; `stamped_at`: when it was put together."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Đầu Mối//daumoi//VI")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", str(zone))
    again = timedelta(hours=HOURS_TO_NEXT_LOOK)
    made.add("refresh-interval", again, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", f"PT{HOURS_TO_NEXT_LOOK}H")
    for day in days:
        made.add_component(_event(day, stamped_at))
    written: bytes = made.to_ical()
    return written


def _event(day: Day, stamped_at: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", day.uid)
    event.add("dtstamp", stamped_at)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))  # the day behind the last one
    event.add("sequence", day.moves)
    event.add("summary", day.title)
    if day.text:
        event.add("description", day.text)
    event.add("transp", "TRANSPARENT")  # nobody is busy for it
    return event
