"""Reporting rule + year → the dates of its rounds: open, due, covered (pure)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from storage.models import Every, Rule

STAYS_OPEN = timedelta(days=60)  # after the due day; then a round is history

_OPENS_BEFORE = {
    Every.HALF_YEAR: timedelta(days=30),
    Every.QUARTER: timedelta(days=20),
    Every.MONTH: timedelta(days=10),
}
_LONG_BEFORE = timedelta(days=60)
_PARTS = {Every.HALF_YEAR: 2, Every.QUARTER: 4, Every.MONTH: 12}
# Up to this month a report is on the period that has just ended: in January on the year before,
# in the first month of a quarter on the quarter before.
_STILL_BEFORE = {Every.HALF_YEAR: 3, Every.QUARTER: 1, Every.MONTH: 0}
_YEAR_BEFORE = 2
_MONTH_AFTER = 2


@dataclass(frozen=True)
class RoundDates:
    """`due_on` is the legal last day; the period covered is that of NĐ 09/2019.

    `year` is the year reported on, `part` its quarter or half, 1 where there are none. The figures
    are those of `cut_off_on`: the rule's own day, else the period's end, if that is not too late.
    """

    year: int
    part: int
    opens_on: date
    due_on: date
    covers_from: date
    covers_until: date
    cut_off_on: date

    def is_open(self, on: date) -> bool:
        return self.opens_on <= on <= self.due_on + STAYS_OPEN


def lead_time(every: str) -> timedelta:
    """How long before its due day a duty is asked for; empty: one that does not return."""
    return _OPENS_BEFORE.get(Every(every), _LONG_BEFORE) if every else _LONG_BEFORE


def round_dates(rule: Rule, year: int, part: int = 1) -> RoundDates:
    """ "Trước ngày 15/11" ends on 14/11, "ngày 15/11" on 15/11.

    A day that a month does not have, 29/02 or 31/06, is its last one. Raises ValueError for a
    month that no year has.
    """
    named = _named_day(rule, year, part)
    due_on = named - timedelta(days=1) if rule.strict else named
    every = Every(rule.every)
    months = 12 // _PARTS.get(every, 1)
    covers_until = _month(year, months * part, 14)
    return RoundDates(
        year=year,
        part=part,
        opens_on=due_on - lead_time(every),
        due_on=due_on,
        covers_from=_month(year, months * (part - 1), 15),
        covers_until=covers_until,
        cut_off_on=_cut_off(rule, due_on) or min(covers_until, due_on),
    )


def rounds_between(rule: Rule, start: date, end: date) -> Iterator[RoundDates]:
    """The rounds that are open on some day from `start` to `end`, by due day."""
    for year in range(start.year - 2, end.year + 2):
        for part in range(1, _PARTS.get(Every(rule.every), 1) + 1):
            if has_round(rule, year, part):
                dates = round_dates(rule, year, part)
                if dates.opens_on <= end and dates.due_on + STAYS_OPEN >= start:
                    yield dates


def has_round(rule: Rule, year: int, part: int = 1) -> bool:
    if part > _PARTS.get(Every(rule.every), 1):
        return False
    if rule.every == Every.ONCE:
        return year == rule.from_year
    if rule.every == Every.TWO_YEARS and (year - rule.from_year) % 2:
        return False
    return rule.from_year <= year <= rule.until_year


def _named_day(rule: Rule, year: int, part: int) -> date:
    every = Every(rule.every)
    if not (1 <= rule.month <= 12 and 1 <= rule.day <= 31):
        raise ValueError(f"there is no day {rule.day} of month {rule.month}")
    if every not in _PARTS:
        late = every is not Every.ONCE and rule.month <= _YEAR_BEFORE
        return _month(year + late, rule.month, rule.day)
    months = 12 // _PARTS[every]
    first = (rule.month - 1) % months + 1
    if every is Every.MONTH:  # "tháng sau": the first report, on January, comes in February
        first += rule.month == _MONTH_AFTER
    first += months if first <= _STILL_BEFORE[every] else 0
    return _month(year, first + months * (part - 1), rule.day)


def _cut_off(rule: Rule, due_on: date) -> date | None:
    """The last such day before the due day."""
    if not rule.cut_off:
        return None
    day, month = map(int, rule.cut_off.split("/"))
    of_year = _month(due_on.year, month, day)
    return of_year if of_year <= due_on else _month(due_on.year - 1, month, day)


def _month(year: int, month: int, day: int) -> date:
    """The day of the month counted from January of `year` as 1; 0 is December before."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))
