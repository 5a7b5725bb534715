"""Makes the rows of a task table whole: splits merged codes off, joins torn rows, places all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from storage import lazy
from storage.importing.document import Row
from storage.importing.tables.codes.hierarchy import Placed
from storage.importing.tables.codes.printed import (
    is_bullet,
    normal_code,
    place_codes,
    split_from_title,
    split_merged,
)
from storage.importing.tables.codes.unnumbered import codes_of_groups
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.tasks.cells import parentheses_balanced, stands_for_above
from storage.names import fold

_COMPARE = lazy("compare with the printed decision")
_DIVIDES = re.compile("[IVXLC]+|[A-Z]")
_MATTERS = (Column.PRODUCT, Column.FUNDING)
_OFFICES = (Column.LEAD, Column.COORDINATING)
_TOTALS = ("tong cong", "tong so", "cong", "tong", "tong kinh phi")


@dataclass(frozen=True)
class Remark:
    """Something a person should know of a row; `code` is empty for a row that is no item."""

    code: str
    seen: str
    reason: str
    proposal: str
    line: int


@dataclass(frozen=True)
class TaskRow:
    row: Row
    at: Placed


@dataclass(frozen=True)
class TaskRows:
    rows: tuple[TaskRow, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, eq=False)
class _Read:
    """A row on its way: `code` is what is printed, made ready; "" when none is."""

    row: Row
    code: str
    bullet: bool = False
    made_up: bool = False
    torn: Row | None = None  # what was joined to it


def read_rows(grid: Grid) -> TaskRows:
    """Every row that has a code or a lead gets a place; what is neither becomes a remark.

    A row without a code of its own is called after the row above it, "3.2+1", and stands beside
    it; one with a bullet instead of a code stands under it.
    """
    read = _headed(grid, _joined(grid, [_read(grid, row) for row in _filled_in(grid)]))
    kept = [one for one in read if one.code or one.bullet or grid.text(one.row, Column.LEAD)]
    rows = _placed(grid, kept)
    loose = [one.row for one in read if one not in kept and not _adds_up(grid, one.row)]
    remarks = [_loose(row) for row in loose]
    remarks += [
        _torn(task.at.code, one.torn)
        for task, one in zip(rows, kept, strict=True)
        if one.torn is not None
    ]
    return TaskRows(tuple(rows), tuple(remarks))


def _filled_in(grid: Grid) -> Iterator[Row]:
    """The rows with ditto marks under products and funds replaced by the words they stand for."""
    last: dict[Column, str] = {}
    columns = [column for column in _MATTERS if column in grid.columns]
    for row in grid.rows:
        above = {
            column: last[column]
            for column in columns
            if stands_for_above(grid.text(row, column)) and column in last
        }
        whole = grid.with_texts(row, above) if above else row
        if grid.text(row, Column.LEAD):
            last = {column: grid.text(whole, column) for column in columns}
        yield whole


def _placed(grid: Grid, kept: Sequence[_Read]) -> list[TaskRow]:
    placed = iter(place_codes([one.code for one in kept if one.code]))
    rows: list[TaskRow] = []
    taken: set[str] = set()
    above = Placed("", "")
    for one in kept:
        at = _free(
            next(placed) if one.code else _made_up(above, grid.text(one.row, Column.CODE)), taken
        )
        if one.made_up or one.code.startswith("BG"):
            at = replace(at, problem=lazy("the heading has no number; this code is made up"))
        above = at if one.code else above
        taken.add(at.code)
        rows.append(TaskRow(one.row, at))
    return rows


def _headed(grid: Grid, read: Sequence[_Read]) -> list[_Read]:
    """Headings without a number get a code where the numbers below them begin anew."""
    codes = codes_of_groups([None if _is_heading(grid, one) else one.code for one in read])
    return [
        replace(one, code=codes[at], made_up=True) if at in codes else one
        for at, one in enumerate(read)
    ]


def _is_heading(grid: Grid, one: _Read) -> bool:
    filled = [cell for cell in one.row.cells if cell]
    return not one.code and not one.bullet and filled == [grid.text(one.row, Column.TITLE)]


def _read(grid: Grid, row: Row) -> _Read:
    printed, title = grid.text(row, Column.CODE), grid.text(row, Column.TITLE)
    code = "" if _is_lone_word(row) else normal_code(printed)
    if code or is_bullet(printed):
        return _Read(row, code, bullet=not code)
    if printed and not title and Column.TITLE in grid.columns:
        found = split_merged(printed)
        moved = found or ("", printed)
        texts = {Column.CODE: moved[0], Column.TITLE: moved[1]}
        return _Read(grid.with_texts(row, texts), moved[0])
    if not printed and grid.text(row, Column.LEAD) and Column.CODE in grid.columns:
        found = split_from_title(title)
        if found:
            texts = {Column.CODE: found[0], Column.TITLE: found[1]}
            return _Read(grid.with_texts(row, texts), normal_code(found[0]))
    return _Read(row, "")


def _is_lone_word(row: Row) -> bool:
    """ "Rừng" alone in its row is a heading and no odd code."""
    (word,) = filled if len(filled := [cell for cell in row.cells if cell]) == 1 else ("",)
    return bool(re.fullmatch(r"[^\W\d_]{2,}", word)) and not _DIVIDES.fullmatch(word)


def _joined(grid: Grid, read: Sequence[_Read]) -> list[_Read]:
    """Rows that a page's end tore are joined, when every cell goes on with the one above."""
    out: list[_Read] = []
    for one in read:
        if out and not one.code and not one.bullet and _goes_on(grid, out[-1].row, one.row):
            above = out[-1].row
            width = max(len(above.cells), len(one.row.cells))
            cells = tuple(_whole(above.cell(i), one.row.cell(i)) for i in range(width))
            out[-1] = replace(out[-1], row=replace(above, cells=cells), torn=one.row)
        else:
            out.append(one)
    return out


def _whole(above: str, below: str) -> str:
    """A cell merged over both rows has its words twice; a line of its own begins a new part."""
    if above == below or not above or not below:
        return above or below
    apart = "; " if below[0].isupper() and not _open(above) and above[-1] not in ";.:" else " "
    return f"{above}{apart}{below}"


def _goes_on(grid: Grid, above: Row, row: Row) -> bool:
    """Every cell goes on; or nothing says what is to be done, and who leads is merged down."""
    offices = {grid.columns.get(column) for column in _OFFICES}
    lead = grid.text(row, Column.LEAD)
    if lead and lead == grid.text(above, Column.LEAD) and grid.text(above, Column.TITLE):
        return not grid.text(row, Column.CODE) and not grid.text(row, Column.TITLE)
    rest = grid.columns.get(Column.REST)
    going_on = [
        _open(above.cell(index)) or (index not in offices and cell[0].islower())
        for index, cell in enumerate(row.cells)
        if cell and index != rest
    ]
    return bool(going_on) and all(going_on) and not grid.text(row, Column.CODE)


def _open(text: str) -> bool:
    """A cell that cannot end here: a list goes on, or a parenthesis is open."""
    return not parentheses_balanced(text) or text.endswith((",", " và", "-", "–"))


def _made_up(above: Placed, printed: str) -> Placed:
    problem = lazy("the row has no code; it is called after the row above")
    if printed:
        problem = lazy(
            "'{printed}' is no code; the row is called after the one above", printed=printed
        )
    parent = above.code if is_bullet(printed) else above.parent
    return Placed(f"{above.code}+1", parent, problem)


def _free(at: Placed, taken: set[str]) -> Placed:
    """A code that is not taken; made-up ones count on."""
    code, number = at.code, 2
    while code in taken:
        code = f"{at.code[:-1]}{number}" if at.code.endswith("+1") else f"{at.code}~{number}"
        number += 1
    return replace(at, code=code)


def _adds_up(grid: Grid, row: Row) -> bool:
    """ "Tổng cộng": what stands there adds up the rows above, and is none."""
    aside = grid.text(row, Column.REST).partition(" | ")[0].rpartition(": ")[2]
    words = (grid.text(row, Column.TITLE), grid.text(row, Column.CODE), aside)
    return any(fold(one) in _TOTALS for one in words if one)


def _loose(row: Row) -> Remark:
    reason = lazy("a row without a code in the task table; it is not in items.csv")
    seen = " | ".join(cell for cell in row.cells if cell)
    return Remark("", seen, reason, lazy("add it by hand if it is a task"), row.line)


def _torn(code: str, row: Row) -> Remark:
    reason = lazy("the next row is taken for the rest of this one, torn off at a page's end")
    seen = " | ".join(cell for cell in row.cells if cell)
    return Remark(code, seen, reason, _COMPARE, row.line)
