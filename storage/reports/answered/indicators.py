"""What an indicator has reached: its targets, the way still to go, and what is doubtful (pure)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

FAR_AWAY = 10  # times what was known, or less than that part of it
_TARGET = re.compile(r"target_(\d{4})_raw")
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Target:
    """What is to be reached by the end of a year; `number` where the plan gives one."""

    year: int
    words: str  # as the decision prints it
    number: Decimal | None = None


@dataclass(frozen=True)
class Reached:
    """A value as it was reported; `number` where it is one, in `unit`."""

    words: str = ""
    number: Decimal | None = None
    unit: str = ""


History = Mapping[int, Reached]  # by the year that was reported on, the oldest first


@dataclass(frozen=True)
class Way:
    """From a value to one of the targets.

    `difference`: value less target. `a_year`: what the value has to change by in each year that is
    left until the target's own; zero where it is reached, None where no year is left.
    """

    target: Target
    difference: Decimal
    is_reached: bool
    a_year: Decimal | None


def targets_of(details: Mapping[str, Any]) -> tuple[Target, ...]:
    """Of an indicator's item, those the plan gives, by year; a dash or an empty cell is none."""
    years = sorted(int(found[1]) for found in map(_TARGET.fullmatch, details) if found)
    found = (
        Target(
            year,
            str(details.get(f"target_{year}_raw") or "").strip(" -"),
            _decimal(details.get(f"target_{year}")),
        )
        for year in years
    )
    return tuple(one for one in found if one.words)


def target_for(targets: Sequence[Target], year: int) -> Target | None:
    """The next one from that year on, else the last one."""
    coming = [one for one in targets if one.year >= year]
    return next(iter(coming or targets[-1:]), None)


def ways(reached: Reached | None, targets: Sequence[Target], year: int) -> tuple[Way, ...]:
    """To each target that is a number, from a value reported on `year`."""
    if reached is None or reached.number is None:
        return ()
    falls = _falls(targets)
    return tuple(
        _way(reached.number, one, one.number, year, falls)
        for one in targets
        if one.number is not None
    )


def last_before(history: History, year: int) -> tuple[int, Reached] | None:
    """The newest value that is a number, of a year before that one."""
    numbers = [
        (when, one) for when, one in history.items() if when < year and one.number is not None
    ]
    return max(numbers, key=lambda one: one[0], default=None)


def is_jump(number: Decimal, known: Decimal | None) -> bool:
    """Ten times what was known or more, or a tenth of it or less; of nothing known, none is."""
    if not known:
        return False
    return not abs(known) < abs(number) * FAR_AWAY or not abs(number) < abs(known) * FAR_AWAY


def _way(number: Decimal, target: Target, aim: Decimal, year: int, falls: bool) -> Way:
    is_reached = number <= aim if falls else number >= aim
    left = target.year - year
    a_year = None
    if is_reached:
        a_year = Decimal(0)
    elif left > 0:
        a_year = ((aim - number) / left).quantize(_CENT, ROUND_HALF_UP).normalize()
    return Way(target, (number - aim).normalize(), is_reached, a_year)


def _falls(targets: Sequence[Target]) -> bool:
    """Whether less is better: "≤", "dưới", or targets that go down from year to year."""
    words = [one.words.lstrip() for one in targets]
    if any(one.startswith(("<", "≤", "dưới", "không quá", "tối đa")) for one in words):
        return True
    numbers = [one.number for one in targets if one.number is not None]
    return len(numbers) > 1 and numbers[-1] < numbers[0]


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
