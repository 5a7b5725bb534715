"""What a table lists, by its titles and by what its cells hold, and what its columns then mean."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum, auto

from storage.importing.document import Row
from storage.importing.tables.grids.columns import (
    TARGETS,
    Column,
    column_of,
    is_of_tasks,
    lists_indicators,
    title_key,
)

Columns = Mapping[Column, int]

_UNIT = re.compile(r"(?:%|ha\b|m[23²³]|km|tấn|tỷ|triệu|đồng|usd|người|lượt|số|xã|hộ)", re.I)
_AIMS = ("muc tieu", "ke hoach", "chi tieu", "ket qua", "gia tri", "muc do")
_MOST = 0.8  # of the rows
_REPEATED, _SINGLE = 0.6, 0.9  # of the texts of a column that are not alike


class Kind(Enum):
    TASKS = auto()
    INDICATORS = auto()
    PROJECTS = auto()
    UNKNOWN = auto()


def settled(columns: Columns, titles: Sequence[str], rows: Sequence[Row]) -> tuple[Kind, Columns]:
    """Whoever carries a task out leads it when the table names no other lead.

    Projects with a lead and a time are tasks.
    """
    aims = _of_indicators(columns, titles, rows)
    if aims is not None:
        return Kind.INDICATORS, aims
    renamed = {} if Column.LEAD in columns else {Column.AGENCY: Column.LEAD}
    if {Column.LEAD, Column.TIMEFRAME} <= columns.keys() and Column.TITLE not in columns:
        renamed = {Column.PROJECT: Column.TITLE}
    meant = {renamed.get(column, column): at for column, at in columns.items()}
    if {Column.TITLE, Column.LEAD} <= meant.keys():
        return Kind.TASKS, meant | {Column.TITLE: _title(meant, titles, rows)}
    if {Column.PROJECT, Column.CODE} <= meant.keys():
        return Kind.PROJECTS, meant
    return Kind.UNKNOWN, columns


def _of_indicators(
    columns: Columns, titles: Sequence[str], rows: Sequence[Row]
) -> dict[Column, int] | None:
    """The meanings of the columns of a table of what is to be reached; None for another table."""
    if Column.TITLE not in columns:
        return None
    meant = dict(columns)
    if not TARGETS & columns.keys():
        if not lists_indicators(titles):
            return None
        meant |= _unit(columns, titles, rows) | _aim(columns, titles)
        if not {Column.UNIT, Column.OTHER_TARGET} <= meant.keys():
            return None
    elif is_of_tasks(titles) and {Column.LEAD, Column.AGENCY} & columns.keys():
        return None
    left = {column: at for column, at in meant.items() if at != meant.get(Column.UNIT)}
    agency = left.get(Column.AGENCY, left.get(Column.LEAD))
    for column in (Column.AGENCY, Column.LEAD, Column.PRODUCT):
        meant.pop(column, None)
    return meant if agency is None else meant | {Column.AGENCY: agency}


def _unit(columns: Columns, titles: Sequence[str], rows: Sequence[Row]) -> dict[Column, int]:
    """ "Đơn vị" holds units of measure in such a table, and agencies in any other."""
    if Column.UNIT in columns:
        return {}
    for at, title in enumerate(titles):
        cells = [row.cell(at) for row in rows if row.cell(at)]
        measured = [cell for cell in cells if _UNIT.match(cell)]
        if title_key(title) == "don vi" and cells and len(measured) >= _MOST * len(cells):
            return {Column.UNIT: at}
    return {}


def _aim(columns: Columns, titles: Sequence[str]) -> dict[Column, int]:
    """The column of the target, where no title names a year."""
    for at, title in enumerate(titles):
        aims = any(mark in title_key(title) for mark in _AIMS)
        if at > columns[Column.TITLE] and aims and column_of(title) is not Column.LEAD:
            return {Column.OTHER_TARGET: at}
    return {}


def _title(columns: Columns, titles: Sequence[str], rows: Sequence[Row]) -> int:
    """Where the best title is that of groups, the same in row after row, another one's column."""
    best = columns[Column.TITLE]
    led = [row for row in rows if row.cell(columns[Column.LEAD])]
    if len(led) < 2 or _distinct(best, led) >= _REPEATED:
        return best
    others = [at for at, one in enumerate(titles) if column_of(one) is Column.TITLE and at != best]
    return next((at for at in others if _distinct(at, led) >= _SINGLE), best)


def _distinct(at: int, rows: Sequence[Row]) -> float:
    """The share of rows with a text of their own in that column."""
    return len({row.cell(at) for row in rows if row.cell(at)}) / len(rows)
