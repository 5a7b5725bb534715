"""Due days of both plans, and the days on which the rungs fall."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.reminders.ladder import leader_rung, rung_days, rung_of
from scheduler.rounds.opening import RoundDates, remind_until_on, round_dates
from storage.models import Rule
from storage.rounds.expectations import OpenExpectation
from tests.support.worlds.province import CALENDAR

DUE = date(2026, 11, 14)
OWED = OpenExpectation(1, 1, date(2026, 11, 14), date(2026, 9, 15))
DUE_DAYS = st.dates(date(2025, 2, 1), date(2031, 12, 20))


def rule(month: int, day: int, strict: bool) -> Rule:
    return Rule(
        plan_id=1,
        tier="agencies",
        quote="",
        month=month,
        day=day,
        strict=strict,
        who="",
        to="",
        from_year=2023,
        until_year=2030,
    )


BEN_TRE, BEN_TRE_ALL = rule(11, 15, True), rule(12, 1, True)
THANH_HOA, THANH_HOA_ALL = rule(11, 15, False), rule(12, 10, True)


@pytest.mark.parametrize(
    ("year", "ben_tre", "ben_tre_all", "thanh_hoa", "thanh_hoa_all"),
    [
        (2025, (11, 14), (11, 28), (11, 14), (12, 9)),
        (2026, (11, 13), (11, 30), (11, 13), (12, 9)),
        (2027, (11, 12), (11, 30), (11, 15), (12, 9)),
        (2028, (11, 14), (11, 30), (11, 15), (12, 8)),
        (2029, (11, 14), (11, 30), (11, 15), (12, 7)),
        (2030, (11, 14), (11, 29), (11, 15), (12, 9)),
    ],
)
def test_the_last_working_days_of_both_plans(
    year: int,
    ben_tre: tuple[int, int],
    ben_tre_all: tuple[int, int],
    thanh_hoa: tuple[int, int],
    thanh_hoa_all: tuple[int, int],
) -> None:
    rules = (BEN_TRE, BEN_TRE_ALL, THANH_HOA, THANH_HOA_ALL)
    legal = [round_dates(one, year).due_on for one in rules]
    assert legal == [
        date(year, 11, 14),
        date(year, 11, 30),
        date(year, 11, 15),
        date(year, 12, 9),
    ]
    asked = [date(year, *one) for one in (ben_tre, ben_tre_all, thanh_hoa, thanh_hoa_all)]
    assert [remind_until_on(day, CALENDAR) for day in legal] == asked


def test_a_round_opens_sixty_days_before_and_covers_the_reporting_year() -> None:
    assert round_dates(BEN_TRE, 2026) == RoundDates(
        year=2026,
        part=1,
        opens_on=date(2026, 9, 15),
        due_on=DUE,
        covers_from=date(2025, 12, 15),
        covers_until=date(2026, 12, 14),
        cut_off_on=DUE,
    )


@pytest.mark.parametrize(
    ("month", "day", "strict", "year", "due_on"),
    [
        (3, 1, True, 2028, date(2028, 2, 29)),
        (3, 1, True, 2027, date(2027, 2, 28)),
        (2, 29, False, 2027, date(2028, 2, 29)),
        (2, 29, False, 2026, date(2027, 2, 28)),
        (12, 31, False, 2026, date(2026, 12, 31)),
        (1, 1, True, 2026, date(2026, 12, 31)),
    ],
)
def test_leap_days_and_ends_of_years(
    month: int, day: int, strict: bool, year: int, due_on: date
) -> None:
    assert round_dates(rule(month, day, strict), year).due_on == due_on


def test_a_day_that_no_year_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="no day 15 of month 13"):
        round_dates(rule(13, 15, False), 2027)


def test_the_rungs_of_a_saturday_deadline() -> None:
    assert rung_days(DUE, CALENDAR) == [
        (-30, date(2026, 10, 14)),
        (-14, date(2026, 10, 30)),
        (-7, date(2026, 11, 6)),
        (-3, date(2026, 11, 10)),
        (-1, date(2026, 11, 12)),
        (0, date(2026, 11, 13)),
        (1, date(2026, 11, 16)),
        (3, date(2026, 11, 17)),
    ]


def test_the_rungs_of_a_deadline_on_a_holiday_in_mid_week() -> None:
    """Tuesday 24/11 is off: before it is counted from Monday, after it from Tuesday itself."""
    assert rung_days(date(2026, 11, 24), CALENDAR) == [
        (-30, date(2026, 10, 23)),  # 24/10 is a Saturday
        (-14, date(2026, 11, 9)),
        (-7, date(2026, 11, 16)),
        (-3, date(2026, 11, 20)),
        (-1, date(2026, 11, 20)),  # a working day before: the Friday
        (0, date(2026, 11, 23)),
        (1, date(2026, 11, 25)),
        (3, date(2026, 11, 27)),
    ]


@pytest.mark.parametrize("due_on", [date(2026, 11, day) for day in (13, 16, 20, 23, 25)])
def test_a_deadline_on_a_working_day_is_its_own_rung_from_either_side(due_on: date) -> None:
    days = dict(rung_days(due_on, CALENDAR))
    assert days[0] == due_on
    assert days[-1] < due_on < days[1]
    assert CALENDAR.working_days_between(days[-1], due_on) == 1
    assert CALENDAR.working_days_between(due_on, days[1]) == 1


def test_a_leader_hears_on_the_working_day_behind_the_last_rung() -> None:
    assert leader_rung(OWED, CALENDAR) == (4, date(2026, 11, 18))
    early = OWED._replace(ladder=(-30, -7))
    assert leader_rung(early, CALENDAR) == (1, date(2026, 11, 16))  # not before it is due
    on_monday = OWED._replace(due_on=date(2026, 11, 16))
    assert leader_rung(on_monday, CALENDAR) == (4, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("day", "rung"),
    [
        (date(2026, 11, 6), -7),
        (date(2026, 11, 12), -1),
        (date(2026, 11, 13), 0),  # the day asked for
        (date(2026, 11, 16), 2),  # counted from the legal day, a Saturday
        (date(2026, 11, 17), 3),
    ],
)
def test_a_rung_is_counted_from_the_end_it_stands_at(day: date, rung: int) -> None:
    assert rung_of(DUE, day, CALENDAR) == rung


def test_the_rungs_around_tet_fall_on_the_last_day_before_it() -> None:
    days = dict(rung_days(date(2026, 2, 23), CALENDAR))
    assert days[-7] == days[-3] == days[-1] == date(2026, 2, 13)
    assert days[0] == date(2026, 2, 23)


@given(DUE_DAYS)
def test_rungs_fall_on_working_days_on_the_right_side_of_the_deadline(due_on: date) -> None:
    asked = remind_until_on(due_on, CALENDAR)
    for rung, day in rung_days(due_on, CALENDAR):
        assert CALENDAR.is_working_day(day)
        assert day <= asked if rung <= 0 else day > due_on


@pytest.mark.parametrize(
    ("cut_off", "day"),
    [
        ("", DUE),  # by the decree until 14/12, which is too late
        ("31/10", date(2026, 10, 31)),
        ("14/11", DUE),
        ("30/11", date(2025, 11, 30)),  # the last one before the due day
        ("29/02", date(2026, 2, 28)),
    ],
)
def test_the_figures_are_of_the_rules_own_cut_off_day(cut_off: str, day: date) -> None:
    one = rule(11, 15, True)
    one.cut_off = cut_off
    assert round_dates(one, 2026).cut_off_on == day


def test_a_cut_off_that_is_no_day_is_an_error() -> None:
    one = rule(11, 15, True)
    one.cut_off = "31-10"
    with pytest.raises(ValueError, match="31-10"):
        round_dates(one, 2026)
