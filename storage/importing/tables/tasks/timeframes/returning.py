"""The first last day of a time that returns."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import pairwise

from storage.calendar.duties import Every
from storage.importing.tables.tasks.timeframes.points import Point, Unit, length_of_month

ENDS_OF = {
    Every.MONTH: tuple(range(1, 13)),
    Every.QUARTER: (3, 6, 9, 12),
    Every.HALF_YEAR: (6, 12),
}
_TIMES_A_YEAR = {2: Every.HALF_YEAR, 4: Every.QUARTER, 12: Every.MONTH}
_ONE_DAY = timedelta(days=1)


def first_due(months: Collection[int], day: int | None, before: bool, earliest: date) -> date:
    """The first of these days from `earliest` on; without a day the month's last one."""
    found = []
    for year in range(earliest.year, earliest.year + 9):  # a 29/2 may be eight years away
        for month in months:
            length = length_of_month(year, month)
            if day is None or day <= length or len(months) > 1:
                last = date(year, month, min(day or length, length))
                found.append(last - _ONE_DAY if before else last)
    return min(due for due in found if due >= earliest)


def day_of(point: Point, before: bool) -> tuple[int, int | None]:
    """Month and day by which `first_due` finds it; before a month is before its first day."""
    if before:
        return point.months[0], point.day or 1
    return point.months[1], point.day


def times_a_year(points: Sequence[Point]) -> Every | None:
    """How often, when times are evenly spread over the whole of a year: its quarters, halves."""
    step, rest = divmod(12, len(points))
    every = _TIMES_A_YEAR.get(len(points))
    ends = [point.months[1] for point in points]
    spread = all(later - month == step for month, later in pairwise(ends))
    same = len({point.unit for point in points}) == 1 and len({_day(p) for p in points}) == 1
    return every if same and spread and not rest and points[0].unit is not Unit.YEAR else None


def _day(point: Point) -> int | None:
    """None for the end of a month."""
    at_end = point.day is None or point.day >= length_of_month(2023, point.months[1])
    return None if at_end else point.day
