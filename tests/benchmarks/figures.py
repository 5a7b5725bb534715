"""What a row says: figures with their spread, beside a peer's, against a goal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Self


@dataclass(frozen=True)
class Spread:
    """Several measurements of one thing."""

    median: float
    lowest: float
    highest: float
    count: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        found = sorted(values)
        return cls(median(found), found[0], found[-1], len(found))

    def __str__(self) -> str:
        middle = _written(self.median)
        if self.count == 1:
            return middle
        return f"{middle} ({_written(self.lowest)}–{_written(self.highest)})"


def _written(value: float) -> str:
    """Three figures that count."""
    for bound, digits in ((100, 0), (10, 1), (1, 2)):
        if abs(value) >= bound:
            return f"{value:,.{digits}f}"
    return f"{value:.3f}" if value else "0"


@dataclass(frozen=True)
class Goal:
    """At most so much: of the ratio to the peer, or of the figure itself."""

    text: str
    limit: float
    of_ratio: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    row: str
    what: str
    unit: str = ""
    ours: Spread | None = None
    peer: str = ""
    theirs: Spread | None = None
    ratio: Spread | None = None  # ours to theirs, of each round
    goal: Goal | None = None
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """None where there is no goal, or nothing was measured."""
        judged = self.ratio if self.goal and self.goal.of_ratio else self.ours
        if self.goal is None or judged is None:
            return None
        return judged.median <= self.goal.limit


def compared(
    row: str,
    what: str,
    unit: str,
    ours: Sequence[float],
    peer: str,
    theirs: Sequence[float],
    goal: Goal | None = None,
    note: str = "",
) -> Line:
    """Both were measured in turns: the rounds belong to each other."""
    pairs = [one / other for one, other in zip(ours, theirs, strict=True) if other]
    ratio = Spread.of(pairs) if pairs else None
    return Line(row, what, unit, Spread.of(ours), peer, Spread.of(theirs), ratio, goal, note)


def alone(
    row: str, what: str, unit: str, ours: Sequence[float], goal: Goal | None = None, note: str = ""
) -> Line:
    return Line(row, what, unit, Spread.of(ours), goal=goal, note=note)
