"""Tables that go on from page to page: one header, torn rows joined, every cell in its column."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from storage.importing.document import Odd
from storage.importing.files.listing import ListingRow
from storage.importing.files.pdf.letters import joined
from storage.importing.files.pdf.ruled import NEAR, Ruled

_BULLET = re.compile(r"[-–+•*]\s")
_GOES_ON = re.compile(r"[(“\"]?[a-zà-ỹđ](?![.)])")
_OPEN = re.compile(r"(?:[,–/-]|\svà)$")
_FEWEST_TITLES = 2
_CODED_SHARE = 0.9  # of rows that no page's end can have torn
_LONGEST_CODE = 10  # letters; a first column with more holds words and no codes


class _Tear(Enum):
    """Whether a page's end stands in the middle of a row."""

    NO = 0
    LIKELY = 1
    SURE = 2


@dataclass
class LongTable:
    """The parts of one table, a page each."""

    parts: list[Ruled]
    _rows: list[list[str]] = field(default_factory=list)
    _joined: dict[int, str] = field(default_factory=dict)  # row → what was likely its rest
    _numbered: bool = False  # whether a row without a code is an exception

    @property
    def is_box(self) -> bool:
        """Words in a box and no table; a row that goes on elsewhere has other parts."""
        return len(self.parts) == 1 and len(self.parts[0].cells) == 1

    def takes(self, part: Ruled) -> bool:
        """Whether a part at the top of the next page goes on with this table."""
        last = self.parts[-1]
        same = abs(last.x0 - part.x0) < NEAR and abs(last.x1 - part.x1) < NEAR
        return same and (_covers(last.edges, part.edges) or _covers(part.edges, last.edges))

    def rows(self) -> list[ListingRow]:
        columns = _columns(self.parts)
        grids = [_grid(part, columns) for part in self.parts]
        headers = [0, *(_repeated(grids[0], grid) for grid in grids[1:])]
        whole = [
            row for grid, header in zip(grids, headers, strict=True) for row in grid[header + 1 :]
        ]
        self._numbered = sum(bool(row[0]) for row in whole) >= _CODED_SHARE * len(whole)
        self._rows = list(grids[0])
        for at in range(1, len(grids)):
            if body := grids[at][headers[at] :]:
                self._go_on(body, _spans(self.parts[at - 1], self.parts[at], columns, headers[at]))
        return [
            ListingRow(row, [(Odd.JOINED, self._joined[at])] if at in self._joined else ())
            for at, row in enumerate(self._rows)
        ]

    def _go_on(self, body: list[list[str]], spans: dict[int, int]) -> None:
        """`spans`: column → how many rows of the body a cell of the page before reaches into."""
        last = self._rows[-1]
        tear = _tear(last, body[0], self._numbered)
        if tear is _Tear.LIKELY:
            self._joined[len(self._rows) - 1] = " | ".join(filter(None, body[0]))
        for column, until in spans.items():
            for row in body[tear is not _Tear.NO : until]:
                row[column] = last[column]
        if tear is not _Tear.NO:
            last[:] = [joined(filter(None, cells)) for cells in zip(last, body[0], strict=True)]
            body = body[1:]
        self._rows += body


def _covers(edges: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(edge - other) < NEAR for edge in edges) for other in others)


def _columns(parts: Sequence[Ruled]) -> list[float]:
    columns: list[float] = []
    for edge in sorted(edge for part in parts for edge in part.edges):
        if not columns or edge - columns[-1] >= NEAR:
            columns.append(edge)
    return columns


def _column(place: float, columns: Sequence[float]) -> int:
    return bisect_right(columns, place + NEAR) - 1


def _grid(part: Ruled, columns: Sequence[float]) -> list[list[str]]:
    """A cell over several rows stands in each of them, one over columns in the first."""
    grid = [[""] * len(columns) for _ in range(part.height)]
    for cell in part.cells:
        at = _column(cell.x0, columns)
        for row in grid[cell.first : cell.last + 1]:
            row[at] = f"{row[at]} {cell.text}".strip()
    return grid


def _repeated(first: Sequence[Sequence[str]], grid: Sequence[Sequence[str]]) -> int:
    """How many rows of the header, and of its column numbers, stand there once more.

    A page may cut a title off.
    """
    count = 0
    for row, again in zip(first, grid, strict=False):
        if sum(map(bool, again)) < _FEWEST_TITLES or not all(map(str.startswith, row, again)):
            break
        count += 1
    return count


def _spans(before: Ruled, part: Ruled, columns: Sequence[float], repeated: int) -> dict[int, int]:
    """Cells without words over several rows, below one that reached to the end of its page."""
    reaching = {
        _column(cell.x0, columns)
        for cell in before.cells
        if cell.last == before.height - 1 and cell.first < cell.last
    }
    return {
        at: cell.last + 1 - repeated
        for cell in part.cells
        if (at := _column(cell.x0, columns)) in reaching
        and cell.first == repeated < cell.last
        and not cell.text
    }


def _tear(above: Sequence[str], below: Sequence[str], numbered: bool) -> _Tear:
    """By the words on both sides: a row has a code, or a title that begins like one."""
    filled = [at for at, text in enumerate(below) if text]
    if not filled:
        return _Tear.SURE
    if below[0]:
        words = len(above[0]) > _LONGEST_CODE and _GOES_ON.match(below[0])
        return _Tear.SURE if words else _Tear.NO
    title = next((at for at, text in enumerate(above) if at and text), 1)
    telling = [title] if below[title] else filled
    if any(_goes_on(above[at], below[at]) for at in telling):
        return _Tear.SURE
    rest = all(above[at] for at in filled) and len(filled) < sum(map(bool, above[1:]))
    bullet = not below[title] or _BULLET.match(below[title])
    return _Tear.LIKELY if numbered or (rest and bullet) else _Tear.NO


def _goes_on(above: str, below: str) -> bool:
    is_open = _OPEN.search(above) or above.count("(") > above.count(")")
    return bool(above and (is_open or _GOES_ON.match(below)))
