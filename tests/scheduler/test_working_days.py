"""Counting working days: from which end, in which direction, over weekends and holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.worlds.province import CALENDAR

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))

NEW_YEARS_EVE = date(2025, 12, 31)
FRIDAY_OFF, FRIDAY, SATURDAY_WORKED, MONDAY = (date(2026, 1, day) for day in (2, 9, 10, 12))
BEFORE_TET, AMID_TET, TET_SUNDAY, AFTER_TET = (date(2026, 2, day) for day in (13, 18, 22, 23))
THU, FRI, SAT, SUN, MON, TUE = (date(2026, 11, day) for day in range(12, 18))
NEXT_FRI, MON_23, HOLIDAY, WED_25 = (date(2026, 11, day) for day in (20, 23, 24, 25))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (FRI, 1, MON),
        (MON, -1, FRI),
        (FRI, -1, THU),
        (SAT, 0, SAT),  # none is added: it stays what it is
        (SAT, 1, MON),
        (SAT, -1, FRI),
        (SUN, 2, TUE),
        (SUN, -2, THU),
        (MON_23, 1, WED_25),
        (HOLIDAY, 1, WED_25),
        (HOLIDAY, -1, MON_23),
        (WED_25, -1, MON_23),
        (FRIDAY, 1, SATURDAY_WORKED),
        (SATURDAY_WORKED, 1, MONDAY),
        (MONDAY, -1, SATURDAY_WORKED),
        (FRIDAY_OFF, 1, date(2026, 1, 5)),
        (FRIDAY_OFF, -1, NEW_YEARS_EVE),
        (BEFORE_TET, 2, date(2026, 2, 24)),
        (date(2026, 2, 24), -2, BEFORE_TET),
        (AMID_TET, 1, AFTER_TET),
        (AMID_TET, -1, BEFORE_TET),
    ],
)
def test_the_nth_working_day_after_or_before_a_day(day: date, n: int, expected: date) -> None:
    assert CALENDAR.add_working_days(day, n) == expected


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        (FRI, FRI, 0),
        (FRI, SAT, 0),  # the day it starts from is over
        (FRI, SUN, 0),
        (FRI, MON, 1),  # the day it ends on is still to come
        (SAT, MON, 1),
        (SUN, MON, 1),
        (SAT, SUN, 0),
        (SAT, NEXT_FRI, 5),
        (MON, NEXT_FRI, 4),
        (MON_23, HOLIDAY, 0),
        (HOLIDAY, WED_25, 1),
        (MON_23, WED_25, 1),
        (FRIDAY, SATURDAY_WORKED, 1),
        (SATURDAY_WORKED, MONDAY, 1),
        (FRIDAY, MONDAY, 2),
        (BEFORE_TET, TET_SUNDAY, 0),
        (BEFORE_TET, AFTER_TET, 1),
        (AMID_TET, AFTER_TET, 1),
        (NEW_YEARS_EVE, FRIDAY_OFF, 0),
        (MON, FRI, 0),  # it is past
    ],
)
def test_the_working_days_left_are_those_after_the_first_day_and_with_the_last(
    start: date, end: date, left: int
) -> None:
    assert CALENDAR.working_days_between(start, end) == left


def test_counting_working_days_over_tet_and_the_end_of_a_year() -> None:
    assert CALENDAR.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert CALENDAR.add_working_days(date(2026, 2, 23), -1) == date(2026, 2, 13)
    assert CALENDAR.add_working_days(date(2026, 2, 14), 0) == date(2026, 2, 14)
    assert CALENDAR.add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 5)
    assert CALENDAR.working_days_between(date(2026, 11, 20), date(2026, 11, 27)) == 4
    assert CALENDAR.working_days_between(date(2026, 11, 27), date(2026, 11, 27)) == 0
    assert CALENDAR.working_days_between(date(2026, 11, 27), date(2026, 11, 20)) == 0


@given(DAYS, st.integers(0, 90))
def test_each_day_is_counted_once_the_last_one_too(start: date, days: int) -> None:
    each = [start + timedelta(days=n) for n in range(1, days + 1)]
    working = sum(CALENDAR.is_working_day(day) for day in each)
    assert CALENDAR.working_days_between(start, start + timedelta(days=days)) == working


@given(DAYS, st.integers(1, 60))
def test_from_a_day_off_too_one_step_leads_to_a_working_day(day: date, n: int) -> None:
    later, earlier = CALENDAR.add_working_days(day, n), CALENDAR.add_working_days(day, -n)
    assert CALENDAR.working_days_between(day, later) == n
    is_counted = CALENDAR.is_working_day(day)
    assert CALENDAR.working_days_between(earlier, day) == (n if is_counted else n - 1)


@given(DAYS, st.integers(0, 60))
def test_adding_working_days_can_be_undone_and_counted(day: date, n: int) -> None:
    start = CALENDAR.working_day_on_or_after(day)
    end = CALENDAR.add_working_days(start, n)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.add_working_days(end, -n) == start
    assert CALENDAR.working_days_between(start, end) == n


def test_a_day_written_down_wrongly_is_not_counted_to_the_end_of_time() -> None:
    ten_years = CALENDAR.working_days_between(date(2026, 1, 1), date(2035, 12, 31))
    assert ten_years <= CALENDAR.working_days_between(date(2026, 1, 1), date.max) <= ten_years + 2
