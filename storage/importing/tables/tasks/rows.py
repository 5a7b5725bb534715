"""Makes the rows of a task table whole: splits merged codes off, joins torn rows, places all."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from storage.importing.document import Row
from storage.importing.lazy_text import lazy
from storage.importing.tables.codes.hierarchy import Placed
from storage.importing.tables.codes.printed import (
    is_bullet,
    normal_code,
    place_codes,
    split_from_title,
    split_merged,
)
from storage.importing.tables.codes.unnumbered import codes_of_groups
from storage.importing.tables.grids.classifier import Grid, rows_of
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.tasks.cells import parentheses_balanced
from storage.importing.tables.tasks.year_columns import with_times
from storage.names import fold

_COMPARE = lazy("compare with the printed decision")
_DIVIDES = re.compile("[IVXLC]+|[A-Z]")
_NO_HEADING = re.compile(
    r"^(?:trang|\W*) ?\d*$|[.:;,]$|.{200}", re.I
)  # a page's number, a sentence
_OFFICES = (Column.LEAD, Column.COORDINATING)


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
    read = _headed(grid, _joined(grid, [_read(grid, row) for row in grid.rows]))
    kept = [one for one in read if one.code or one.bullet or grid.text(one.row, Column.LEAD)]
    rows = _placed(grid, kept)
    remarks = [_loose(one.row) for one in read if one not in kept]
    remarks += [
        _torn(task.at.code, one.torn)
        for task, one in zip(rows, kept, strict=True)
        if one.torn is not None
    ]
    return TaskRows(tuple(rows), tuple(remarks))


def _placed(grid: Grid, kept: Sequence[_Read]) -> list[TaskRow]:
    placed = iter(place_codes([one.code for one in kept if one.code]))
    rows: list[TaskRow] = []
    taken: set[str] = set()
    above = Placed("", "")
    for one in kept:
        at = _free(
            next(placed) if one.code else _made_up(above, grid.text(one.row, Column.CODE)), taken
        )
        if one.made_up:
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


def join_grids(grids: Sequence[Grid]) -> Grid:
    """One grid of all tables of tasks; a heading above a table goes in as a row of its own.

    It does so where numbers begin anew, so that "II. PHÁT TRIỂN …" above the second table tells
    its 1 from the first one's.
    """
    columns = {column: index for index, column in enumerate(Column)}
    with_headings = _numbers_restart(grids)
    rows: list[Row] = []
    for grid in map(with_times, grids):
        heading = _heading(grid) if with_headings else None
        if heading:
            rows.append(heading)
        for row in grid.rows:
            cells = [grid.text(row, column) for column in Column]
            rows.append(Row(row.line, (*cells, *grid.left_over(row, Column))))
    return Grid(columns, tuple(rows), shared=_shared(grids), timeless=_timeless(grids))


def _shared(grids: Iterable[Grid]) -> frozenset[int]:
    """Lines of rows whose one column of agencies is for those who lead and who coordinate."""
    both = [
        grid
        for grid in grids
        if Column.COORDINATING not in grid.columns
        and "phoi hop" in fold("".join(grid.titles[grid.columns[Column.LEAD] :][:1]))
    ]
    return frozenset(row.line for _, row in rows_of(both))


def _timeless(grids: Iterable[Grid]) -> Mapping[int, int]:
    """Line of each row whose table has no column of times → first line under these titles."""
    first: dict[tuple[str, ...], int] = {}
    without = [grid for grid in grids if Column.TIMEFRAME not in with_times(grid).columns]
    return {row.line: first.setdefault(grid.titles, row.line) for grid, row in rows_of(without)}


def _numbers_restart(grids: Sequence[Grid]) -> bool:
    seen: set[str] = set()
    restarts = False
    for grid in grids:
        codes = [normal_code(grid.text(row, Column.CODE)) for row in grid.rows]
        first = next(filter(None, codes), "")
        restarts = restarts or (first in seen and _heading(grid) is not None)
        seen |= set(filter(None, codes))
    return restarts


def _heading(grid: Grid) -> Row | None:
    """The line above a table as a heading row, when it looks like one and the rows have none."""
    if grid.above is None or _NO_HEADING.search(grid.above.text):
        return None
    code, title = split_merged(grid.above.text) or ("", grid.above.text)
    if not _DIVIDES.fullmatch(code):
        code, title = "", grid.above.text
    codes = [normal_code(grid.text(row, Column.CODE)) for row in grid.rows]
    if any(re.match("[IVXLCA-Z]", one) for one in codes):
        return None
    cells = {Column.CODE: code, Column.TITLE: title}
    return Row(grid.above.number, tuple(cells.get(column, "") for column in Column))


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
            width = max(len(out[-1].row.cells), len(one.row.cells))
            cells = [f"{out[-1].row.cell(i)} {one.row.cell(i)}".strip() for i in range(width)]
            above = out[-1].row
            out[-1] = replace(out[-1], row=replace(above, cells=tuple(cells)), torn=one.row)
        else:
            out.append(one)
    return out


def _goes_on(grid: Grid, above: Row, row: Row) -> bool:
    offices = {grid.columns.get(column) for column in _OFFICES}
    going_on = [
        _open(above.cell(index)) or (index not in offices and cell[0].islower())
        for index, cell in enumerate(row.cells)
        if cell
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


def _loose(row: Row) -> Remark:
    reason = lazy("a row without a code in the task table; it is not in items.csv")
    seen = " | ".join(cell for cell in row.cells if cell)
    return Remark("", seen, reason, lazy("add it by hand if it is a task"), row.line)


def _torn(code: str, row: Row) -> Remark:
    reason = lazy("the next row is taken for the rest of this one, torn off at a page's end")
    seen = " | ".join(cell for cell in row.cells if cell)
    return Remark(code, seen, reason, _COMPARE, row.line)
