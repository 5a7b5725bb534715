"""Working days and office hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar import OFFICE_HOURS, Calendar
from tests.scheduler.province import CALENDAR, ZONE, at

DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31), timezones=st.just(ZONE))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 2), False),  # swapped with Saturday 10/01
        (date(2026, 1, 10), True),
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2026, 2, 16), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 11, 24), False),
        (date(2026, 11, 23), True),
        (date(2025, 11, 24), True),  # no holiday before 2026
        (date(2026, 11, 15), False),
        (date(2027, 2, 4), False),
        (date(2027, 2, 11), True),
        (date(2028, 2, 29), True),  # a leap day, in a year the table lacks
        (date(2028, 1, 1), False),
        (date(2028, 9, 2), False),
        (date(2019, 1, 5), True),  # a Saturday worked, known to the fallback only
    ],
)
def test_working_days(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


def test_the_table_knows_its_years_only() -> None:
    assert [year for year in range(2024, 2030) if CALENDAR.knows(year)] == [2025, 2026, 2027]


def test_counting_working_days_over_tet_and_the_end_of_a_year() -> None:
    assert CALENDAR.add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert CALENDAR.add_working_days(date(2026, 2, 23), -1) == date(2026, 2, 13)
    assert CALENDAR.add_working_days(date(2026, 2, 14), 0) == date(2026, 2, 14)
    assert CALENDAR.add_working_days(date(2025, 12, 31), 1) == date(2026, 1, 5)
    assert CALENDAR.working_days_between(date(2026, 11, 20), date(2026, 11, 27)) == 4
    assert CALENDAR.working_days_between(date(2026, 11, 27), date(2026, 11, 27)) == 0
    assert CALENDAR.working_days_between(date(2026, 11, 27), date(2026, 11, 20)) == 0


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(date(2026, 11, 13), 7, 59), at(date(2026, 11, 13), 8)),
        (at(date(2026, 11, 13), 9), at(date(2026, 11, 13), 9)),
        (at(date(2026, 11, 13), 11), at(date(2026, 11, 13), 14)),
        (at(date(2026, 11, 13), 16, 30), at(date(2026, 11, 16), 8)),
        (at(date(2026, 11, 21), 9), at(date(2026, 11, 23), 8)),
        (at(date(2026, 11, 23), 17), at(date(2026, 11, 25), 8)),
        (datetime(2026, 11, 12, 18, tzinfo=UTC), at(date(2026, 11, 13), 8)),  # 01:00 there
    ],
)
def test_the_next_office_instant(now: datetime, expected: datetime) -> None:
    assert CALENDAR.office_instant(now) == expected


@given(INSTANTS)
def test_an_office_instant_is_never_before_now_and_always_inside_office_hours(
    now: datetime,
) -> None:
    found = CALENDAR.office_instant(now)
    local = found.astimezone(ZONE)
    assert found >= now
    assert CALENDAR.is_working_day(local.date())
    assert any(opens <= local.time() < closes for opens, closes in OFFICE_HOURS)


@given(DAYS)
def test_the_nearest_working_days(day: date) -> None:
    before, after = CALENDAR.working_day_on_or_before(day), CALENDAR.working_day_on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.is_working_day(before)
    assert CALENDAR.is_working_day(after)
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    assert not any(CALENDAR.is_working_day(one) for one in between)


@pytest.mark.parametrize("hours", [(), ((time(9), time(9)),), ((time(9), time(8)),)])
def test_office_hours_that_never_come_are_refused(hours: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="office hours"):
        Calendar([], ZONE, hours)
