"""Working days and office hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar import Calendar
from storage.calendar.holidays import Holiday, read_holidays
from storage.calendar.office_hours import OfficeHours
from tests.support.worlds.province import CALENDAR, ZONE, at

TABLE = read_holidays()
HALF_DAYS = Calendar(TABLE, ZONE, ((time(7, 30), time(11, 30)),))
DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31), timezones=st.just(ZONE))  # noqa: DTZ001
PACKAGE_IS_WRONG_ON = {date(2026, 1, 2), date(2026, 1, 10)}  # a swap it has not heard of


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Calendars of any office hours."""
    times = sorted(draw(st.lists(st.times(), min_size=2, max_size=7, unique=True)))
    return Calendar(TABLE, ZONE, tuple(zip(times[::2], times[1::2], strict=False)))


def year_2028(official: int | None = None) -> list[Holiday]:
    """A notice that begins Tết one day later than the law lets one guess."""
    days = {
        "Nghỉ bù Tết Dương lịch": ["01-03"],
        "Tết Nguyên đán": ["01-25", "01-26", "01-27", "01-28", "01-31"],
        "Giỗ Tổ Hùng Vương": ["04-04"],
        "Ngày Quốc tế Lao động 1/5": ["05-01"],
        "Nghỉ bù Ngày Chiến thắng 30/4": ["05-02"],
        "Quốc khánh": ["09-01", "09-04"],
        "Ngày Văn hóa Việt Nam": ["11-24"],
    }
    return [
        Holiday(date.fromisoformat(f"2028-{day}"), "off", name, "TB 1/TB-BNV", official)
        for name, its_days in days.items()
        for day in its_days
    ]


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


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_package_agrees_but_where_it_is_known_to_be_wrong(year: int) -> None:
    law = country_holidays("VN", years=year)
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    differing = {day for day in days if law.is_working_day(day) != CALENDAR.is_working_day(day)}
    assert differing <= PACKAGE_IS_WRONG_ON


def test_the_table_knows_its_years_only() -> None:
    assert [year for year in range(2019, 2031) if CALENDAR.knows(year)] == [2025, 2026, 2027]


def test_a_year_of_a_few_rows_keeps_the_days_of_the_law() -> None:
    rows = [
        Holiday(date(2028, 10, 2), "off", "Nghỉ hoán đổi với 07/10/2028", "x", 2028),
        Holiday(date(2028, 10, 7), "work", "Làm bù cho 02/10/2028", "x", 2028),
    ]
    calendar = Calendar([*TABLE, *rows], ZONE)
    assert not calendar.knows(2028)
    assert calendar.working_days_between(date(2028, 9, 29), date(2028, 10, 7)) == 5
    assert not calendar.is_working_day(date(2028, 1, 26))  # Tết


def test_a_year_the_table_has_in_full_leaves_nothing_to_the_law() -> None:
    calendar = Calendar(year_2028(), ZONE)
    assert calendar.knows(2028)
    assert not CALENDAR.is_working_day(date(2028, 1, 24))
    assert calendar.is_working_day(date(2028, 1, 24))
    assert not calendar.is_working_day(date(2028, 1, 31))
    assert not calendar.is_working_day(date(2028, 9, 2))


def test_a_year_that_lacks_one_holiday_is_not_known() -> None:
    rows = year_2028(2028)
    for missing in rows:
        calendar = Calendar([row for row in rows if row != missing], ZONE)
        assert not calendar.knows(2028)
        assert [name in missing.name for name in calendar.awaits(2028)] == [True]


@pytest.mark.parametrize(
    ("added", "today", "year"),
    [
        ([], date(2026, 9, 30), None),
        ([], date(2026, 11, 21), None),
        ([], date(2027, 9, 30), None),
        ([], date(2027, 10, 1), 2028),
        ([], date(2028, 1, 1), 2028),
        ([], date(2028, 12, 31), 2028),
        (year_2028(), date(2027, 10, 1), 2028),
        (year_2028(2027), date(2027, 10, 1), 2028),
        (year_2028(2028), date(2027, 12, 31), None),
        (year_2028(2028), date(2028, 10, 1), 2029),
    ],
)
def test_the_year_that_still_waits_for_its_notice(
    added: list[Holiday], today: date, year: int | None
) -> None:
    assert Calendar([*TABLE, *added], ZONE).not_official(today) == year


def test_only_what_a_notice_names_waits_for_one() -> None:
    assert Calendar(year_2028(), ZONE).awaits(2028) == ["Tết Nguyên đán", "Quốc khánh"]
    assert CALENDAR.awaits(2027) == []


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


def test_an_office_of_mornings_only() -> None:
    noon = at(date(2026, 8, 22), 12)
    assert HALF_DAYS.office_instant(noon) == at(date(2026, 8, 24), 7, 30)
    assert HALF_DAYS.opening(date(2026, 8, 23)) == at(date(2026, 8, 24), 7, 30)


@given(calendars(), INSTANTS)
def test_an_office_instant_is_the_nearest_one_inside_office_hours(
    calendar: Calendar, now: datetime
) -> None:
    found = calendar.office_instant(now)
    local = found.astimezone(ZONE)
    assert now <= found
    assert calendar.is_working_day(local.date())
    assert any(opens <= local.time() < closes for opens, closes in calendar.office_hours)
    assert calendar.office_instant(found) == found
    assert found == now or any(local.time() == opens for opens, _ in calendar.office_hours)


@given(calendars(), INSTANTS, INSTANTS)
def test_a_later_instant_never_has_an_earlier_office_instant(
    calendar: Calendar, one: datetime, other: datetime
) -> None:
    earlier, later = sorted((one, other))
    assert calendar.office_instant(earlier) <= calendar.office_instant(later)


@given(DAYS, DAYS, st.integers(-30, 30))
def test_a_later_day_never_has_an_earlier_working_day(one: date, other: date, n: int) -> None:
    earlier, later = sorted((one, other))
    assert CALENDAR.working_day_on_or_before(earlier) <= CALENDAR.working_day_on_or_before(later)
    assert CALENDAR.working_day_on_or_after(earlier) <= CALENDAR.working_day_on_or_after(later)
    assert CALENDAR.add_working_days(earlier, n) <= CALENDAR.add_working_days(later, n)


@given(DAYS)
def test_the_nearest_working_days(day: date) -> None:
    before, after = CALENDAR.working_day_on_or_before(day), CALENDAR.working_day_on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.is_working_day(before)
    assert CALENDAR.is_working_day(after)
    between = (before + timedelta(days=n) for n in range(1, (after - before).days))
    assert not any(CALENDAR.is_working_day(one) for one in between)


@pytest.mark.parametrize(
    "hours",
    [
        (),
        ((time(9), time(9)),),
        ((time(9), time(8)),),
        ((time(8), time(17)), (time(9), time(10))),
    ],
)
def test_office_hours_that_never_come_or_overlap_are_refused(hours: OfficeHours) -> None:
    with pytest.raises(ValueError, match="office hours"):
        Calendar([], ZONE, hours)


def test_office_hours_may_touch_and_come_in_any_order() -> None:
    calendar = Calendar([], ZONE, ((time(12), time(17)), (time(8), time(12))))
    noon = at(date(2026, 11, 13), 12)
    assert calendar.office_instant(noon) == noon
