"""Finds the header of a table, of one tier or several, and the meaning of each column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storage.importing.document import Row
from storage.importing.tables.codes.hierarchy import LETTERS
from storage.importing.tables.grids.columns import (
    TARGETS,
    Column,
    column_of,
    misfit,
    title_key,
)
from storage.names import fold

Key = tuple[str, ...]

_OFFICE_WORDS = ("phan cong", "trach nhiem", "don vi", "co quan", "thuc hien")
_TARGET_WORDS = ("muc tieu", "chi tieu", "lo trinh", "gia tri", "ke hoach", "nam")
_LONGEST_TITLE, _FEWEST_PARTS = 120, 2
_NAMES = {Column.TITLE, Column.PROJECT}


@dataclass(frozen=True)
class Header:
    """`columns` gives the index of each meaning; `keys` tell a repeated header row again."""

    titles: tuple[str, ...]
    columns: Mapping[Column, int]
    keys: tuple[Key, ...]

    @property
    def height(self) -> int:
        return len(self.keys)


def read_header(rows: Sequence[Row], aligned: bool, sure: bool) -> Header | None:
    """The header that begins with the first of the rows, if one does.

    `sure` asks for a column that is called STT or so: below another header only that makes a row
    of titles, and not a task whose words happen to be those of a header.
    """
    if not rows or not _titles_columns(rows[0], sure):
        return None
    titles, height = list(rows[0].cells), 1
    for row in rows[1:]:
        in_place = aligned or _repeats(titles, row)
        below = _aligned_tier(titles, row) if in_place else _pasted_tier(titles, row)
        if below is None:
            break
        titles, height = below, height + 1
    columns = _columns(titles)
    if not _NAMES & columns.keys():
        return None
    return Header(tuple(titles), columns, tuple(row_key(row) for row in rows[:height]))


def row_key(row: Row) -> Key:
    return tuple(title_key(cell) for cell in row.cells if cell)


def numbers_columns(row: Row) -> bool:
    """A row 1, 2, 3 … or A, B, 1, 2 … that numbers the columns and is no task."""
    filled = [cell.strip("()[]. ") for cell in row.cells if cell]
    while filled and len(filled) > 1 and filled[0] in "ABC" and not filled[0].isdecimal():
        filled = filled[1:]
    long_enough = len([cell for cell in row.cells if cell]) > 2
    return long_enough and filled == [str(n) for n in range(1, len(filled) + 1)]


def _titles_columns(row: Row, sure: bool) -> bool:
    filled = [cell for cell in row.cells if cell]
    if not filled or _looks_like_code(filled[0]) or max(map(len, filled)) > _LONGEST_TITLE:
        return False  # "1 | Sở | Văn bản" is a task
    meanings = [column_of(cell) for cell in filled]
    known = {meaning for meaning in meanings if meaning} - TARGETS
    if Column.CODE in known:
        return len(known) > 1 and (len(filled) > 2 or len(known) > 2 or bool(known & _NAMES))
    plain = not any(_looks_like_code(cell) for cell in filled)
    return not sure and plain and len(known) > 2 and meanings.count(None) * 4 <= len(filled)


def _looks_like_code(cell: str) -> bool:
    return bool(re.fullmatch(rf"[\d.]+|[IVXLC]+\.?|[{LETTERS}A-Z][.)]?", cell))


def _aligned_tier(titles: list[str], row: Row) -> list[str] | None:
    """The titles with a row below taken in, when it repeats them or divides wide ones."""
    cells = [row.cell(index) for index in range(max(len(titles), len(row.cells)))]
    above = [*titles, *[""] * (len(cells) - len(titles))]
    parts = 0
    for index, cell in enumerate(cells):
        if not cell or cell == above[index]:
            continue
        if not _stands_under_a_wide_title(above, index) or column_of(cell) is None:
            return None
        parts += 1
    repeats = any(cell and cell == title for cell, title in zip(cells, above, strict=True))
    if parts < _FEWEST_PARTS and not (repeats and len(row.cells) > 1):
        return None
    return [cell or title for cell, title in zip(cells, above, strict=True)]


def _repeats(titles: Sequence[str], row: Row) -> bool:
    """Whether titles merged over two tiers stand in both, so that the parts stand in place too."""
    return any(cell and cell == title for cell, title in zip(row.cells, titles, strict=False))


def _stands_under_a_wide_title(titles: Sequence[str], index: int) -> bool:
    """A title merged over several columns stands in the first of them, "" in the others."""
    return not titles[index] or (index + 1 < len(titles) and not titles[index + 1])


def _pasted_tier(titles: list[str], row: Row) -> list[str] | None:
    """In pasted text the tier below holds only the parts of divided titles, side by side.

    They stand where those titles stood: agencies under "Phân công trách nhiệm", years under
    "Mục tiêu".
    """
    parts = [cell for cell in row.cells if cell]
    meanings = [column_of(part) for part in parts]
    if len(parts) < _FEWEST_PARTS or None in meanings or Column.CODE in meanings:
        return None
    if max(map(len, parts)) > _LONGEST_TITLE:
        return None
    years = [part for part, meaning in zip(parts, meanings, strict=True) if meaning in TARGETS]
    others = [part for part in parts if part not in years]
    for group, words in ((years, _TARGET_WORDS), (others, _OFFICE_WORDS)):
        if group:
            at = _divided(titles, words)
            if at is None:
                return None
            titles = [*titles[:at], *group, *titles[at + 1 :]]
    return titles


def _divided(titles: Sequence[str], words: Sequence[str]) -> int | None:
    """The title that names no column of its own, best one that speaks of such things."""
    seen: set[Column] = set()
    candidates: list[int] = []
    for index, title in enumerate(titles):
        meaning = column_of(title)
        free = meaning in (None, Column.AGENCY) or meaning in seen
        if title and (free or (words is _TARGET_WORDS and meaning is Column.TIMEFRAME)):
            candidates.append(index)
        seen |= {meaning} if meaning else set()
    candidates.sort(key=lambda index: not any(word in fold(titles[index]) for word in words))
    return candidates[0] if candidates else None


def _columns(titles: Sequence[str]) -> dict[Column, int]:
    """The best fitting column of each meaning; an unnamed first column holds the codes.

    A second column of times is kept as such; a beginning without an end is the time.
    """
    found: dict[Column, list[int]] = {}
    for index, title in enumerate(titles):
        meaning = column_of(title)
        if meaning is not None:
            found.setdefault(meaning, []).append(index)
    columns = {
        meaning: min(places, key=lambda at: misfit(titles[at], meaning))
        for meaning, places in found.items()
    }
    times = found.get(Column.TIMEFRAME, [])
    if not times and Column.STARTS in columns:
        columns[Column.TIMEFRAME] = columns.pop(Column.STARTS)
    others = [at for at in times if at != columns[Column.TIMEFRAME]]
    if others and Column.STARTS not in columns:
        columns[Column.OTHER_TIME] = others[0]
    if Column.CODE not in columns and titles and column_of(titles[0]) is None:
        columns[Column.CODE] = 0
    return columns | _title_by_place(titles, columns)


def _title_by_place(titles: Sequence[str], columns: Mapping[Column, int]) -> dict[Column, int]:
    """Where somebody leads and no title says what: the first column that means nothing else."""
    if _NAMES & columns.keys() or not {Column.CODE, Column.LEAD} <= columns.keys():
        return {}
    taken = set(columns.values())
    free = [at for at, one in enumerate(titles) if one and at not in taken and not column_of(one)]
    return {Column.TITLE: free[0]} if free else {}
