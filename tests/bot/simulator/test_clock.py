"""The clock that is moved by hand, and where a jump of it goes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.simulator.clock import ClockError, SimulatedClock
from bot.simulator.server import PROVINCE_ZONE
from bot.simulator.state.clock_jumps import JumpDays, jump_target

START = datetime(2026, 10, 14, 7, 30, tzinfo=PROVINCE_ZONE)
TODAY = START.date()


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_it_starts_where_it_is_told_and_runs_on() -> None:
    stopwatch = Stopwatch()
    clock = SimulatedClock(START, stopwatch)
    assert clock.now() == START
    stopwatch.seconds += 90
    assert clock.now() == START + timedelta(seconds=90)


def test_it_tells_instants_in_utc() -> None:
    assert SimulatedClock(START).now().tzinfo is UTC


def test_after_a_jump_it_runs_on_from_there() -> None:
    stopwatch = Stopwatch()
    clock = SimulatedClock(START, stopwatch)
    stopwatch.seconds += 5
    clock.jump_to(START + timedelta(days=1))
    stopwatch.seconds += 7
    assert clock.now() == START + timedelta(days=1, seconds=7)


def test_it_refuses_to_go_back() -> None:
    stopwatch = Stopwatch()
    clock = SimulatedClock(START, stopwatch)
    stopwatch.seconds += 1
    with pytest.raises(ClockError, match="only goes forward"):
        clock.jump_to(START)
    assert clock.now() == START + timedelta(seconds=1)


def test_it_refuses_a_start_without_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        SimulatedClock(START.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("to", "day"),
    [
        ("next-day", date(2026, 10, 15)),
        ("next-working-day", date(2026, 10, 15)),
        ("next-reminder-day", date(2026, 10, 30)),
        ("2026-11-02", date(2026, 11, 2)),
        ("2026-10-14", date(2026, 10, 14)),
    ],
)
def test_a_jump_goes_to_eight_in_the_morning(to: str, day: date, days: JumpDays) -> None:
    target = jump_target(to, TODAY, days, PROVINCE_ZONE)
    assert target == datetime(day.year, day.month, day.day, 8, tzinfo=PROVINCE_ZONE)


def test_when_no_reminder_day_follows_it_says_so(days: JumpDays) -> None:
    with pytest.raises(ClockError, match="No further reminder day"):
        jump_target("next-reminder-day", date(2026, 10, 30), days, PROVINCE_ZONE)


def test_a_day_that_is_none_is_refused(days: JumpDays) -> None:
    with pytest.raises(ClockError, match="choose a day"):
        jump_target("30/10/2026", TODAY, days, PROVINCE_ZONE)
