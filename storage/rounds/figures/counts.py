"""The fields that every figure of a round has, and counting lines into them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from storage.rounds.figures.lines import Lines

Part = tuple[tuple[str, ...], int]  # fields of Count, and how often


@dataclass(frozen=True)
class Count:
    """received + missing + pending + carried over = expected, always.

    Carried over: finished before it was to be reported here, and not asked any more.
    Used again: of the received, those in the words of an answer to a like task.
    Of the returned, those `to_complete` have time left, those `incomplete` had their short day.
    """

    expected: int = 0
    received: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0
    accepted: int = 0
    returned: int = 0
    to_complete: int = 0
    incomplete: int = 0
    corrected: int = 0
    carried_over: int = 0
    used_again: int = 0

    @property
    def answered(self) -> int:
        """Received here, or finished before."""
        return self.received + self.carried_over

    @property
    def is_complete(self) -> bool:
        return self.answered == self.expected


def counted(lines: Lines) -> Count:
    return tallied((line.counts_as, times) for line, times in lines.items())


def tallied(parts: Iterable[Part]) -> Count:
    alike: dict[tuple[str, ...], int] = {}
    for counts_as, times in parts:
        alike[counts_as] = alike.get(counts_as, 0) + times
    return _sum_of(tuple(alike.items()))


@lru_cache(maxsize=4096)  # thousands of agencies stand in a few ways
def _sum_of(parts: tuple[Part, ...]) -> Count:
    count: Counter[str] = Counter()
    for counts_as, times in parts:
        for name in counts_as:
            count[name] += times
    return Count(**count)


def added(counts: Iterable[Count]) -> Count:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(vars(one))
    return Count(**total)
