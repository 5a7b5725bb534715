"""A task's own last day becomes the days on which it is expected, and since when it is asked."""

from datetime import date
from itertools import pairwise

import pytest

from scheduler.rounds.own_days import OwnDay, by_round, own_days
from storage.plans.own_days import TaskDay

ALL = (date(2020, 1, 1), date(2040, 1, 1))


def task(
    due_on: date,
    every: str = "",
    starts_on: date | None = None,
    end_year: int | None = None,
    period: str = "2026 - 2028",
) -> TaskDay:
    return TaskDay(1, 7, due_on, every, starts_on, end_year, period)


def days(one: TaskDay) -> list[date]:
    return [found.due_on for found in own_days(one, *ALL)]


def test_a_day_that_does_not_return_is_one_day_whatever_the_period() -> None:
    assert days(task(date(2029, 1, 30))) == [date(2029, 1, 30)]


@pytest.mark.parametrize(
    ("every", "first", "third"),
    [
        ("month", date(2026, 1, 31), date(2026, 3, 31)),
        ("month", date(2026, 1, 30), date(2026, 3, 30)),
        ("quarter", date(2026, 6, 30), date(2026, 12, 31)),
        ("quarter", date(2026, 6, 14), date(2026, 12, 14)),
        ("half-year", date(2026, 6, 30), date(2027, 6, 30)),
        ("year", date(2026, 12, 31), date(2028, 12, 31)),
    ],
)
def test_a_day_returns(every: str, first: date, third: date) -> None:
    assert days(task(first, every))[2] == third


def test_a_day_returns_no_longer_than_the_task_and_the_plan_last() -> None:
    assert days(task(date(2026, 12, 31), "year"))[-1] == date(2028, 12, 31)
    assert days(task(date(2026, 12, 31), "year", end_year=2027))[-1] == date(2027, 12, 31)
    assert days(task(date(2026, 3, 1), "2-years", end_year=2030)) == [
        date(2026, 3, 1),
        date(2028, 3, 1),
    ]


def test_february_is_counted_from_the_first_day_not_from_the_day_before() -> None:
    found = days(task(date(2026, 1, 30), "month"))
    assert found[:3] == [date(2026, 1, 30), date(2026, 2, 28), date(2026, 3, 30)]
    assert all(earlier < later for earlier, later in pairwise(found))


@pytest.mark.parametrize(
    ("one", "opens_on"),
    [
        (task(date(2026, 6, 29)), date(2026, 4, 30)),
        (task(date(2026, 6, 29), starts_on=date(2026, 6, 1)), date(2026, 6, 1)),
        (task(date(2026, 6, 29), starts_on=date(2026, 1, 1)), date(2026, 4, 30)),
        (task(date(2026, 6, 29), starts_on=date(2026, 7, 5)), date(2026, 6, 29)),
        (task(date(2026, 6, 29), "month"), date(2026, 6, 19)),
        (task(date(2026, 6, 29), "quarter"), date(2026, 6, 9)),
    ],
)
def test_a_task_is_asked_for_in_the_time_there_is(one: TaskDay, opens_on: date) -> None:
    assert next(own_days(one, *ALL)) == OwnDay(7, opens_on, one.due_on)


def test_what_is_long_past_or_far_ahead_is_not_asked_for() -> None:
    one = task(date(2026, 6, 29))
    for day, asked in (
        (date(2026, 4, 29), False),
        (date(2026, 4, 30), True),
        (date(2026, 8, 28), True),
        (date(2026, 8, 29), False),
    ):
        assert bool(list(own_days(one, day, day))) is asked


def test_tasks_of_one_day_are_one_round() -> None:
    tasks = [task(date(2026, 6, 30)), task(date(2026, 6, 30), "month")._replace(item_id=8)]
    found = by_round(tasks, date(2026, 6, 25), date(2026, 6, 25))
    assert found == {(1, date(2026, 6, 30)): {7: date(2026, 5, 1), 8: date(2026, 6, 20)}}
