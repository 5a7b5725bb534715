"""Days of a ladder and office hours, read from what a plan or a planner wrote."""

from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import Any

from storage import lazy

OfficeHours = tuple[tuple[time, time], ...]  # local; the last minute is outside
EARLIEST, LATEST = -180, 60  # a round is open about two months before and after its day


class BadSettings(ValueError):
    """The days or hours cannot be used; the text says what was seen and what is expected."""


def read_ladder(days: Any) -> tuple[int, ...]:
    """A list of whole numbers in order; empty: the usual one. Raises BadSettings."""
    is_list = isinstance(days, list | tuple) and all(type(day) is int for day in days)
    if (
        not is_list
        or list(days) != sorted(set(days))
        or not all(EARLIEST <= day <= LATEST for day in days)
    ):
        raise BadSettings(
            lazy(
                "ladder is '{days}'; write days in order, from {earliest} before to {latest} after,"
                " such as [-30, -7, -1, 0, 3]",
                days=days,
                earliest=-EARLIEST,
                latest=LATEST,
            )
        )
    return tuple(days)


def read_hours(spans: Any) -> OfficeHours:
    """["08:00-11:00", "14:00-16:30"] → the spans by time; empty: the usual. Raises BadSettings."""
    try:
        if not isinstance(spans, list | tuple):
            raise TypeError("no list")
        hours = [_span(span) for span in spans]
        return in_order(hours) if hours else ()
    except (ValueError, AttributeError, TypeError) as error:
        raise BadSettings(
            lazy(
                "office_hours is '{spans}'; write spans that do not overlap, such as "
                '["08:00-11:00", "14:00-16:30"]',
                spans=spans,
            )
        ) from error


def in_order(office_hours: Iterable[tuple[time, time]]) -> OfficeHours:
    """The spans by time. Raises ValueError when there is none, or they make no sense."""
    spans = tuple(sorted(office_hours))
    if not spans or any(opens >= closes for opens, closes in spans):
        raise ValueError(lazy("office hours need at least one span that opens before it closes"))
    if any(closes > opens for (_, closes), (opens, _) in pairwise(spans)):
        raise ValueError(lazy("office hours overlap; a span must close before the next one opens"))
    return spans


def _span(text: str) -> tuple[time, time]:
    opens, closes = (time.fromisoformat(part.strip()) for part in text.split("-"))
    if opens.tzinfo or closes.tzinfo:
        raise ValueError(lazy("the hours are the province's own; leave the zone away"))
    return opens, closes
