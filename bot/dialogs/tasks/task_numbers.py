"""The numbers of a person's tasks: the same on every page, every day and every channel."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from bot.dialogs.engine import Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty

SHOWN_IN = ("owed", "lines")  # the dialogs that show them, and remember them in their slots


def slots_with_numbers(facts: Facts) -> dict[str, Any]:
    """What a question that shows numbers remembers: those shown before, while most still hold."""
    shown, known = facts.numbers_shown(), _known(facts)
    kept = [one for one in shown.values() if one in known]
    numbers = _filled(shown if 2 * len(kept) >= len(known) else {}, known)
    return {"numbers": [[number, one] for one, number in numbers.items()]}


def numbers_in(slots: Slots) -> dict[int, int]:
    """Number → expectation as a question remembers it; an older version's remembers nothing."""
    return dict(slots.get("numbers", ()))


def numbers_of(shown: Mapping[int, int], facts: Facts) -> dict[int, int]:
    """Expectation → number; what has come since the numbers were shown stands behind them."""
    return _filled(shown, _known(facts))


def task_numbered(number: int, facts: Facts) -> Duty | None:
    """The task with that number, as the numbers were last shown."""
    numbers = numbers_of(facts.numbers_shown(), facts)
    return next((facts.known_by_id(one) for one, its in numbers.items() if its == number), None)


def _known(facts: Facts) -> list[int]:
    return [one.expectation_id for one in facts.owed + facts.reported]


def _filled(shown: Mapping[int, int], known: list[int]) -> dict[int, int]:
    of = {one: number for number, one in shown.items()}
    following = count(max(of.values(), default=0) + 1)
    return {one: of[one] if one in of else next(following) for one in known}
