"""Tables of a PDF page by their ruled lines: which cell spans which rows, and its text."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from pdfplumber.page import Page

from storage.importing.files.pdf.letters import Letter, joined, lines_of

NEAR = 3.0  # points within which two rules are the same
_HIGHEST_HEADING = 80.0
_FEWEST_ENDS = 3  # rules that end at one height, where a page cuts the table off

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Cell:
    """`first` and `last` are the rows that it spans, counted from 0."""

    x0: float
    x1: float
    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Ruled:
    """A table on one page, or the part of one that stands there; `height` counts its rows."""

    x0: float
    x1: float
    top: float
    bottom: float
    height: int
    cells: tuple[Cell, ...]

    @property
    def edges(self) -> list[float]:
        return sorted({cell.x0 for cell in self.cells})


def ruled_tables(page: Page, letters: Sequence[Letter]) -> tuple[list[Ruled], list[Letter]]:
    """The tables from top to bottom, and the letters that stand in none of them."""
    boxes = _boxes(page)
    outer = [box for box in boxes if not any(_within(box, other) for other in boxes)]
    tables: list[Ruled] = []
    rest = list(letters)
    for box in sorted(outer, key=lambda one: one[1]):
        held = [_holds(box, one) for one in rest]
        table = _ruled(box, boxes[box], list(compress(rest, held)))
        if any(cell.text for cell in table.cells):
            tables.append(table)
            rest = [one for one, is_held in zip(rest, held, strict=True) if not is_held]
    return tables, rest


def _boxes(page: Page) -> dict[Box, list[Box]]:
    """Each table with its cells; a low and wide box may be a heading's row on a page of its own."""
    finder = page.debug_tablefinder(
        {
            "explicit_horizontal_lines": _ends(page, "v", ("top", "bottom"), "top"),
            "explicit_vertical_lines": _ends(page, "h", ("x0", "x1"), "x0"),
        }
    )
    boxes = {table.bbox: list(table.cells) for table in finder.tables}
    inside = {cell for cells in boxes.values() for cell in cells}
    for left, top, right, bottom in set(finder.cells) - inside:
        if right - left > page.width / 2 and bottom - top < _HIGHEST_HEADING:
            boxes[left, top, right, bottom] = [(left, top, right, bottom)]
    return boxes


def _ends(page: Page, orientation: str, names: Sequence[str], across: str) -> list[float]:
    """Where many rules end and none closes them, the table ends all the same: its page does."""
    ends: Counter[int] = Counter()
    closed: list[float] = []
    for edge in page.edges:
        if edge["orientation"] == orientation:
            ends.update(round(edge[name]) for name in names)
        else:
            closed.append(edge[across])
    open_ends = (place for place, times in ends.items() if times >= _FEWEST_ENDS)
    return [float(one) for one in open_ends if all(abs(one - place) > NEAR for place in closed)]


def _ruled(box: Box, boxes: Sequence[Box], letters: Sequence[Letter]) -> Ruled:
    tops: list[float] = []
    for top in sorted({cell[1] for cell in boxes}):
        if not tops or top - tops[-1] > NEAR:
            tops.append(top)
    inside: dict[Box, list[Letter]] = {cell: [] for cell in boxes}
    cell: Box | None = None
    for one in letters:
        if cell is None or not _holds(cell, one):  # most follow one another in the same cell
            cell = next((other for other in boxes if _holds(other, one)), None)
        if cell is not None:
            inside[cell].append(one)
    cells = [
        Cell(
            left,
            right,
            bisect_right(tops, top + NEAR) - 1,
            bisect_right(tops, bottom - NEAR) - 1,
            joined(line.text for line in lines_of(inside[left, top, right, bottom])),
        )
        for left, top, right, bottom in boxes
    ]
    return Ruled(box[0], box[2], box[1], box[3], len(tops), tuple(cells))


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner != outer
        and inner[0] >= outer[0] - NEAR
        and inner[1] >= outer[1] - NEAR
        and inner[2] <= outer[2] + NEAR
        and inner[3] <= outer[3] + NEAR
    )


def _holds(box: Box, one: Letter) -> bool:
    x, y = one.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
