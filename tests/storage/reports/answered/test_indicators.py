"""Indicators as numbers: targets, the way still to go, jumps (pure)."""

from decimal import Decimal

import pytest

from storage.reports.answered.indicators import (
    Reached,
    Target,
    is_jump,
    last_before,
    target_for,
    targets_of,
    ways,
)

TARGETS = (Target(2025, "10", Decimal(10)), Target(2030, "≥15", Decimal(15)))


def test_targets_are_those_the_plan_gives_by_year() -> None:
    details = {
        "target_2030_raw": "≥85",
        "target_2030": 85.5,
        "target_2025_raw": " - ",
        "target_2035_raw": "02 năm/lần",
        "unit": "%",
    }
    assert targets_of(details) == (
        Target(2030, "≥85", Decimal("85.5")),
        Target(2035, "02 năm/lần", None),
    )


@pytest.mark.parametrize(
    ("year", "words"), [(2024, "10"), (2025, "10"), (2026, "≥15"), (2031, "≥15")]
)
def test_the_target_at_hand_is_the_next_one_and_else_the_last(year: int, words: str) -> None:
    found = target_for(TARGETS, year)
    assert found is not None
    assert found.words == words


def told(number: str, targets: tuple[Target, ...] = TARGETS, year: int = 2026) -> list[object]:
    reached = Reached(number, Decimal(number), "%")
    return [
        (one.target.year, str(one.difference), one.is_reached, one.a_year and f"{one.a_year:f}")
        for one in ways(reached, targets, year)
    ]


def test_the_way_is_told_to_each_target_and_for_each_year_left() -> None:
    assert told("9") == [(2025, "-1", False, None), (2030, "-6", False, "1.5")]
    assert told("9.3", year=2024) == [(2025, "-0.7", False, "0.7"), (2030, "-5.7", False, "0.95")]
    assert told("15.2") == [(2025, "5.2", True, 0), (2030, "0.2", True, 0)]


def test_where_less_is_better_a_fall_is_the_way() -> None:
    falling = (Target(2025, "8", Decimal(8)), Target(2030, "2", Decimal(2)))
    assert told("6", falling) == [(2025, "-2", True, 0), (2030, "4", False, "-1")]
    assert told("6", (Target(2030, "dưới 2%", Decimal(2)),)) == [(2030, "4", False, "-1")]


def test_words_have_no_way_and_a_target_in_words_none_to_it() -> None:
    assert ways(Reached("đô thị 95%, nông thôn 80%"), TARGETS, 2026) == ()
    assert ways(None, TARGETS, 2026) == ()
    assert told("9", (Target(2030, "X"),)) == []


def test_the_last_value_is_the_newest_number_of_a_year_before() -> None:
    history = {
        2023: Reached("7%", Decimal(7), "%"),
        2024: Reached("7,5%", Decimal("7.5"), "%"),
        2025: Reached("chưa tính"),
        2026: Reached("9%", Decimal(9), "%"),
    }
    assert last_before(history, 2026) == (2024, history[2024])
    assert last_before(history, 2023) is None


@pytest.mark.parametrize(
    ("number", "known", "jumps"),
    [
        ("125", "12.5", True),
        ("124.9", "12.5", False),
        ("1.25", "12.5", True),
        ("1.26", "12.5", False),
        ("0", "12.5", True),
        ("-13", "-12.5", False),
        ("5", "0", False),
        ("5", None, False),
    ],
)
def test_a_jump_is_ten_times_or_a_tenth(number: str, known: str | None, jumps: bool) -> None:
    assert is_jump(Decimal(number), None if known is None else Decimal(known)) is jumps
