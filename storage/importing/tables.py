"""Finds what the columns of a table mean by the words of its header, in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.importing.document import Document, Row, Table
from storage.names import fold


class Column(StrEnum):
    CODE = "code"
    TITLE = "title"
    LEAD = "lead"
    COORDINATING = "coordinating"
    TIMEFRAME = "timeframe"
    PRODUCT = "product"
    FUNDING = "funding"
    NOTE = "note"
    UNIT = "unit"
    TARGET_2025 = "target_2025"
    TARGET_2030 = "target_2030"
    AGENCY = "agency"
    PROJECT = "project"
    PLACE = "place"


@dataclass(frozen=True)
class Grid:
    """A table whose columns are known: `columns` gives the index of each, `rows` the body."""

    columns: Mapping[Column, int]
    rows: tuple[Row, ...]

    def text(self, row: Row, column: Column) -> str:
        return row.cell(self.columns.get(column))


# Over "chủ trì" and "phối hợp" stands a title that is no column of its own.
_DIVISIBLE = (None, Column.AGENCY)
_OFFICE_WORDS = ("phan cong", "trach nhiem", "don vi", "co quan", "thuc hien")

# The first column whose words occur in a header cell wins: "Thời gian thực hiện nhiệm vụ" is a
# time, "Cơ quan chủ trì" a lead. Words are folded; a whole cell must equal those marked "=".
_WORDS: tuple[tuple[Column, tuple[str, ...]], ...] = (
    (Column.CODE, ("=stt", "=tt", "=so tt", "=so thu tu", "=ma so")),
    (Column.LEAD, ("chu tri",)),
    (Column.COORDINATING, ("phoi hop",)),
    (Column.TARGET_2025, ("=2025", "nam 2025", "muc tieu 2025", "chi tieu 2025")),
    (Column.TARGET_2030, ("=2030", "nam 2030", "muc tieu 2030", "chi tieu 2030")),
    (Column.UNIT, ("=dvt", "don vi tinh")),
    (Column.TIMEFRAME, ("thoi gian", "thoi han", "tien do", "nam thuc hien", "lo trinh")),
    (Column.PRODUCT, ("san pham", "ket qua", "dau ra")),
    (Column.FUNDING, ("nguon luc", "kinh phi", "nguon von")),
    (Column.NOTE, ("ghi chu",)),
    (Column.PLACE, ("dia diem", "dia ban", "dia danh")),
    (Column.TITLE, ("nhiem vu", "hoat dong", "cong viec")),
    (Column.PROJECT, ("du an", "cong trinh")),
    (Column.AGENCY, ("co quan chiu trach nhiem", "co quan theo doi", "don vi chiu trach nhiem")),
    (Column.TITLE, ("noi dung", "muc tieu", "chi tieu")),
)


_TASKS = {Column.CODE, Column.TITLE, Column.LEAD}
_INDICATORS = {Column.CODE, Column.TITLE, Column.TARGET_2030}
_PROJECTS = {Column.CODE, Column.PROJECT, Column.PLACE}
_LETTERHEAD_ROWS = 2


def task_grids(document: Document) -> list[Grid]:
    return _grids(document, _TASKS)


def indicator_grids(document: Document) -> list[Grid]:
    return [grid for grid in _grids(document, _INDICATORS) if Column.LEAD not in grid.columns]


def project_grids(document: Document) -> list[Grid]:
    return [grid for grid in _grids(document, _PROJECTS) if Column.LEAD not in grid.columns]


def unread_tables(document: Document) -> list[Table]:
    """Tables that are none of the three, letterheads apart: a person should look at them."""
    read = [*task_grids(document), *indicator_grids(document), *project_grids(document)]
    rows = {row for grid in read for row in grid.rows}
    large = [table for table in document.tables if len(table.rows) > _LETTERHEAD_ROWS]
    return [table for table in large if rows.isdisjoint(table.rows)]


def _grids(document: Document, needed: set[Column]) -> list[Grid]:
    grids = filter(None, map(_grid, document.tables))
    return [grid for grid in grids if needed <= set(grid.columns)]


def _grid(table: Table) -> Grid | None:
    for start, row in enumerate(table.rows):
        top = [_column(cell) for cell in row.cells]
        if Column.CODE not in top:
            continue
        titles, height = _two_tiers(row, table.rows[start + 1 : start + 2])
        columns: dict[Column, int] = {}
        for index, title in enumerate(titles):
            column = _column(title)
            if column is not None:
                columns.setdefault(column, index)
        header = {row.cells for row in table.rows[start : start + height]}
        body = tuple(row for row in table.rows[start + height :] if row.cells not in header)
        if body and _numbers_columns(body[0]):
            body = body[1:]
        return Grid(columns, body)
    return None


def _two_tiers(first: Row, following: Sequence[Row]) -> tuple[list[str], int]:
    """The titles of all columns, and how many rows they took.

    In pasted text the second tier holds only the parts of one divided title ("Phân công trách
    nhiệm" into lead and coordinating): they stand where that title, which names no column, stood.
    """
    below = following[0].cells if following else ()
    parts = [cell for cell in below if cell]
    known = [_column(part) for part in parts]
    if not parts or None in known or _column(below[0]) is Column.CODE:
        return list(first.cells), 1
    titles = list(first.cells)
    divided = [i for i, cell in enumerate(titles) if cell and _column(cell) in _DIVISIBLE]
    if not divided:
        return titles, 1
    divided.sort(key=lambda i: not any(word in fold(titles[i]) for word in _OFFICE_WORDS))
    titles[divided[0] : divided[0] + 1] = parts
    return titles, 2


def _column(title: str) -> Column | None:
    folded = fold(title)
    for column, words in _WORDS:
        for word in words:
            if folded == word[1:] if word.startswith("=") else word in folded:
                return column
    return None


def _numbers_columns(row: Row) -> bool:
    """A row 1, 2, 3 … that numbers the columns and is no task."""
    filled = [cell.strip("()") for cell in row.cells if cell]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]
