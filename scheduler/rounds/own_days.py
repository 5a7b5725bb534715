"""A task's own last day → the days on which it is expected, and since when it is asked (pure)."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count

from scheduler.rounds.rules import STAYS_OPEN, lead_time
from storage.models import Every
from storage.plans.own_days import TaskDay

_MONTHS = {
    Every.MONTH: 1,
    Every.QUARTER: 3,
    Every.HALF_YEAR: 6,
    Every.YEAR: 12,
    Every.TWO_YEARS: 24,
}
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class OwnDay:
    """A legal last day of one task; it is asked for since `opens_on`."""

    item_id: int
    opens_on: date
    due_on: date


def own_days(task: TaskDay, start: date, end: date) -> Iterator[OwnDay]:
    """Those that are asked for on some day from `start` to `end`, the earliest first.

    The first day stands as the decision prints it; it returns no longer than the task's years and
    the plan's period last.
    """
    for due_on in _days(task):
        opens_on = due_on - lead_time(task.every)
        if task.starts_on is not None:
            opens_on = min(max(opens_on, task.starts_on), due_on)
        if opens_on > end:
            return
        if due_on + STAYS_OPEN >= start:
            yield OwnDay(task.item_id, opens_on, due_on)


def by_round(
    tasks: Iterable[TaskDay], start: date, end: date
) -> Mapping[tuple[int, date], Mapping[int, date]]:
    """By plan and day, in the order of the days: since when each of its tasks is asked for."""
    found: dict[tuple[int, date], dict[int, date]] = {}
    for task in tasks:
        for one in own_days(task, start, end):
            found.setdefault((task.plan_id, one.due_on), {})[one.item_id] = one.opens_on
    return dict(sorted(found.items(), key=lambda one: (one[0][1], one[0][0])))


def _days(task: TaskDay) -> Iterator[date]:
    yield task.due_on
    if not task.every:
        return
    last_year = min(_last_years(task), default=date.max.year - 2)
    for times in count(1):
        day = _later(task.due_on, _MONTHS[Every(task.every)] * times)
        if day.year > last_year:
            return
        yield day


def _last_years(task: TaskDay) -> list[int]:
    of_plan = [int(year) for year in _YEAR.findall(task.period)]
    return [*([task.end_year] if task.end_year else []), *([max(of_plan)] if of_plan else [])]


def _later(first: date, months: int) -> date:
    """Counted from the first one: the 31st is the last day of a month that has none, and what
    began on the last day of a month stays there."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    is_month_end = first.day == monthrange(first.year, first.month)[1]
    return date(year, month + 1, longest if is_month_end else min(first.day, longest))
