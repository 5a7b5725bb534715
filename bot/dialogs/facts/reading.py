"""What may be read of answers: whole plans by who plans them, else what one's own agency said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.dialogs.facts.planner import KnownAgency
from storage.models import Item, Plan, Round
from storage.reports.answered.reader import Answer


@dataclass(frozen=True)
class Read:
    """Answers of one round in the plan's order, as far as they may be read."""

    round: Round
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class ReadingFacts:
    """Rights are looked at where this is loaded: what may not be read is as if it were not there.

    A year of 0 is none: the newest round is meant. An agency of 0: every one that may be read.
    """

    plans: tuple[Plan, ...] = ()  # of which anything may be read
    whole: frozenset[int] = frozenset()  # of those, the ids of plans with nothing to hide
    items: Callable[[str], Mapping[int, Item]] = lambda _code: {}  # by plan, however it is typed
    codes_near: Callable[[int, str], tuple[str, ...]] = lambda _plan, _code: ()
    of_item: Callable[[int, str, int], Read | None] = lambda _plan, _code, _year: None
    of_round: Callable[[int, int, int], Read | None] = lambda _plan, _year, _agency: None
    answer: Callable[[int], Answer | None] = lambda _expectation: None
    agencies: Callable[[int], tuple[KnownAgency, ...]] = lambda _plan: ()
