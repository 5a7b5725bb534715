"""Finds tasks that read nearly alike and have other leads, without comparing each with all."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from math import ceil

from storage.importing.folder.model import ItemEntry
from storage.names import fold

_MOST, _NEAR = 0.8, 0.95  # of the pairs of words, cheap to tell, and of the letters
_PATIENCE = 1_000_000  # looks, each about a microsecond; a thousand tasks take a few thousand
_LETTERS_A_LOOK = 50  # what comparing so many letters with one costs

Pair = tuple[str, ...]
Leads = tuple[str, ...]


def first_twins(items: Sequence[ItemEntry]) -> Iterator[tuple[ItemEntry, ItemEntry | None]]:
    """Each task that has a twin above it, with the first one.

    Where it loses patience it gives that task with None, and ends.
    """
    tasks = [item for item in items if item.kind == "task" and item.title]
    search = _Search([fold(task.title) for task in tasks], [task.leads for task in tasks])
    for index, task in enumerate(tasks):
        if search.looks > _PATIENCE:
            yield task, None
            return
        if (twin := search.twin_above(index)) is not None:
            yield task, tasks[twin]


class _Search:
    """Two titles that share most pairs of words share one among the rarest pairs of each.

    So a title is entered under its rarest pairs only, and looked for under them.
    """

    def __init__(self, titles: Sequence[str], leads: Sequence[Leads]) -> None:
        self.looks = 0
        self._titles, self._leads = titles, leads
        self._pairs = [_pairs(title) for title in titles]
        self._counts = Counter(pair for pairs in self._pairs for pair in pairs)
        self._entered: dict[Pair, dict[Leads, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._found: dict[tuple[str, Leads], tuple[int | None, int]] = {}

    def twin_above(self, index: int) -> int | None:
        """To be asked once for every task, in their order; what stands twice is entered once."""
        key = self._titles[index], self._leads[index]
        twin, looked_among = self._found.get(key, (None, 0))
        if twin is None and looked_among < len(self._found):
            twin = next((one for one in self._candidates(index) if self._alike(one, index)), None)
        if key not in self._found:
            for pair in self._rarest(index):
                self._entered[pair][self._leads[index]].append(index)
        self._found[key] = twin, len(self._found) + (key not in self._found)
        return twin

    def _candidates(self, index: int) -> list[int]:
        found: set[int] = set()
        for pair in self._rarest(index):
            for leads, entered in self._entered.get(pair, {}).items():
                found.update(entered if leads != self._leads[index] else ())
        self.looks += len(found)
        return sorted(found)

    def _rarest(self, index: int) -> list[Pair]:
        ordered = sorted(self._pairs[index], key=lambda pair: (self._counts[pair], pair))
        return ordered[: len(ordered) - ceil(_MOST * len(ordered)) + 1]

    def _alike(self, one: int, other: int) -> bool:
        self.looks += 1
        longer = max(len(self._pairs[one]), len(self._pairs[other]))
        if len(self._pairs[one] & self._pairs[other]) < _MOST * longer:
            return False
        start, between, end = _parted(self._titles[one], self._titles[other])
        self.looks += len(between[0]) * len(between[1]) // _LETTERS_A_LOOK
        return _are_near(start + end, *between)


def _pairs(title: str) -> frozenset[Pair]:
    """A title of one word is a pair of its own."""
    words = title.split()
    return frozenset(pairwise(words)) or frozenset([tuple(words)])


def _parted(one: str, other: str) -> tuple[int, tuple[str, str], int]:
    """How many letters both begin with, what differs, and how many letters both end with."""
    start = _same_at_start(one, other)
    one, other = one[start:], other[start:]
    end = _same_at_start(one[::-1], other[::-1])
    return start, (one[: len(one) - end], other[: len(other) - end]), end


def _same_at_start(one: str, other: str) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _are_near(same: int, one: str, other: str) -> bool:
    """Whether two titles with so many same letters round `one` and `other` are nearly the same."""
    needed = _NEAR * (2 * same + len(one) + len(other))
    if 2 * (same + min(len(one), len(other))) < needed:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return 2 * (same + sum(block.size for block in matcher.get_matching_blocks())) >= needed
