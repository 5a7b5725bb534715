"""Rows and tables from blocks of text, each of which is one cell.

Where a row ends is not marked. A row begins at a cell that is a number, numeral or letter, and ends
where the next one begins: after two cells (a heading) or after as many as the table has columns.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from storage.importing.document import Line, Row, Table
from storage.names import fold

_LONGEST_FIRST_TITLE = 16
_FIRST_TITLES = ("stt", "tt", "so tt", "so thu tu", "thu tu")
_CODE = re.compile(
    r"(?:[IVXLC]+|[A-ZĐ]|\d{1,3})(?:\.\d{1,3})*[.)]?|\(\d{1,3}\)|[a-zđ][.)]|(?:\d{1,3}\.)+[a-zđ][.)]?"
)
_NUMERAL = re.compile(r"[IVXLC]+(?:\.\d+)*\.?")
_HEADING_WIDTH = 2
_LONGEST_ODD_CODE = 6


@dataclass(frozen=True)
class Block:
    """What stands between two bars; `line` is the line of its first word, or of the closing bar."""

    line: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def begins_row(self) -> bool:
        return len(self.lines) == 1 and _CODE.fullmatch(self.text) is not None

    @property
    def begins_table(self) -> bool:
        return bool(self.lines) and is_first_title(self.lines[-1].text)


def read_table(cells: Sequence[Block]) -> tuple[Table, int]:
    """The table, and how many of the cells belong to it."""
    titles = header_length(cells)
    numbers = column_numbers(cells[titles:])
    width = numbers or _usual_width(cells[titles:], titles)
    rows = _header(cells[:titles], width)
    if numbers:
        rows += _rows(cells[titles : titles + numbers], width)
    at = titles + numbers
    third_is_code = False
    while (begin := _next_row(cells, at, width)) is not None:
        rows += _loose_rows(cells[at:begin], width)
        at, end = begin, _row_end(cells, begin, width, third_is_code)
        if end - at == width > _HEADING_WIDTH:
            third_is_code = third_is_code or cells[at + _HEADING_WIDTH].begins_row
        rows += _rows(cells[at:end], width)
        at = end
    return Table(tuple(rows)), at


def header_length(cells: Sequence[Block]) -> int:
    return 1 + len(list(takewhile(lambda cell: not cell.begins_row, cells[1:])))


def column_numbers(cells: Sequence[Block]) -> int:
    """How long the row 1, 2, 3 … is that numbers the columns; 0 when there is none."""
    count = 0
    while count < len(cells) and cells[count].text.strip("()") == str(count + 1):
        count += 1
    return count if count > _HEADING_WIDTH else 0


def is_first_title(text: str) -> bool:
    return len(text) < _LONGEST_FIRST_TITLE and fold(text) in _FIRST_TITLES


def _usual_width(cells: Sequence[Block], titles: int) -> int:
    """The usual distance from code to code; a divided title makes the header one cell longer."""
    starts = [at for at, cell in enumerate(cells) if cell.begins_row]
    distances = Counter(end - start for start, end in pairwise(starts))
    usual = [width for width, _ in distances.most_common() if _HEADING_WIDTH < width <= titles]
    return usual[0] if usual else titles


def _header(titles: Sequence[Block], width: int) -> list[Row]:
    """One row, or two: each divided title adds two parts, and they stand behind the others."""
    upper = len(titles) - 2 * max(0, len(titles) - width)
    if upper < _HEADING_WIDTH:
        upper = len(titles)
    tiers = (titles[:upper], titles[upper:])
    return [Row(tier[0].line, tuple(cell.text for cell in tier)) for tier in tiers if tier]


def _row_end(cells: Sequence[Block], at: int, width: int, third_is_code: bool) -> int:
    """Where the row that begins at that cell ends; a torn row ends where the next one begins.

    `third_is_code` tells that whole rows of this table have a cell like "A" or "2" after the title:
    then only a numeral makes a heading, or a code below that begins with its own.
    """

    def begins(index: int) -> bool:
        return index == len(cells) or (index < len(cells) and cells[index].begins_row)

    heading, whole = at + _HEADING_WIDTH, at + width
    if begins(heading):
        code, after = cells[at].text, cells[heading].text if heading < len(cells) else ""
        sure = _NUMERAL.fullmatch(code) or after.startswith(f"{code}.")
        if sure or not (third_is_code or begins(whole)):
            return heading
    if begins(whole):
        return whole
    near = range(at + 1, min(whole + width, len(cells)))
    following = (
        index for index in near if begins(index) and not (third_is_code and index == heading)
    )
    return next(following, min(whole, len(cells)))


def _next_row(cells: Sequence[Block], at: int, width: int) -> int | None:
    """The next row of the table: near by, or further off when rows follow upon rows there."""
    for index in range(at, len(cells)):
        following = {index + _HEADING_WIDTH, index + width}
        near = index - at <= width
        if cells[index].begins_row and (
            near or any(after < len(cells) and cells[after].begins_row for after in following)
        ):
            return index
    return None


def _rows(cells: Sequence[Block], width: int) -> list[Row]:
    return [Row(cells[0].line, _texts(cells[:width])), *_loose_rows(cells[width:], width)]


def _loose_rows(cells: Sequence[Block], width: int) -> list[Row]:
    """Cells that begin with no code, as rows for a person to see.

    The first one may be a code that is damaged or empty; long words stand in the next column.
    """
    rows: list[Row] = []
    while cells:
        coded = len(cells[0].text) <= _LONGEST_ODD_CODE and len(cells[0].lines) <= 1
        taken = cells[: width if coded else max(1, width - 1)]
        if texts := _texts(taken):
            rows.append(Row(taken[0].line, texts if coded else ("", *texts)))
        cells = cells[len(taken) :]
    return rows


def _texts(cells: Sequence[Block]) -> tuple[str, ...]:
    texts = [cell.text for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
