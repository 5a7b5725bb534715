"""Sorts the tables of a decision into tasks, indicators and projects, continued ones included."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from storage.importing.document import Document, Line, Row, Table
from storage.importing.numerals import value_of
from storage.importing.tables.codes.printed import is_bullet, normal_code
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.grids.header import Header, numbers_columns, read_header, row_key
from storage.importing.tables.grids.meanings import Kind, settled
from storage.names import fold

_LONGEST_LETTERHEAD = 8
_LETTERHEAD = re.compile(
    r"\s*(?:cộng h(?:òa|oà) xã hội chủ nghĩa|độc lập\s*[-–]|(?-i:ỦY|UỶ) (?-i:BAN NHÂN DÂN)\b"
    r"|số(?: hiệu)?\s*:?[\s…._]*\d*[\s…._]*[/-]|số(?: hiệu)?\s*:)"
    r"|.*,\s*ngày\b.*\btháng\b.*\bnăm\s*\d{4}\s*$",
    re.I,
)
_SIGNATURE = re.compile(r"\s*(?:nơi nhận|TM\.|KT\.|TL\.)", re.I)
_ENDS_A_PART = re.compile(r"phu luc\b")
_APPENDIX = re.compile(r"(?:phu luc|bieu|danh muc)(?: so)? (\d{1,2}|[ivx]+)\b")


@dataclass(frozen=True)
class Grid:
    """A table whose columns are known: `columns` gives the index of each, `rows` the body.

    `above` is the last line of running text before it, `appendix` the number of the appendix that
    begins there. Of tables that were joined, `shared` holds
    the lines of rows with one column for all agencies, `timeless` those without a column of times.
    """

    columns: Mapping[Column, int]
    rows: tuple[Row, ...]
    above: Line | None = None
    titles: tuple[str, ...] = ()
    appendix: str = ""
    appendix_title: str = ""
    shared: frozenset[int] = frozenset()
    timeless: Mapping[int, int] = field(default_factory=dict)  # → the first line of their table

    @property
    def width(self) -> int:
        return len(self.titles)

    def text(self, row: Row, column: Column) -> str:
        return row.cell(self.columns.get(column))

    def with_texts(self, row: Row, texts: Mapping[Column, str]) -> Row:
        """The row with other words in these columns, which the grid has to have."""
        places = {self.columns[column]: text for column, text in texts.items()}
        width = max(len(row.cells), *(place + 1 for place in places))
        cells = [places.get(index, row.cell(index)) for index in range(width)]
        return replace(row, cells=tuple(cells))

    def places(self, held: Iterable[Column]) -> set[int]:
        return {self.columns[column] for column in held if column in self.columns}

    def left_over(self, row: Row, held: Iterable[Column]) -> list[str]:
        """The words of a row that stand in no column of `held`."""
        places = self.places(held)
        return [cell for index, cell in enumerate(row.cells) if cell and index not in places]

    def titled(self, row: Row, places: Collection[int]) -> str:
        """The words of a row in all other places, each after its column's title."""
        titles = dict(enumerate(self.titles))
        return " | ".join(
            f"{title}: {cell}" if (title := titles.get(index)) else cell
            for index, cell in enumerate(row.cells)
            if cell and index not in places
        )


@dataclass
class Sorted:
    """The tables of a decision by what they list; `unread` are rows under no known header."""

    tasks: list[Grid] = field(default_factory=list)
    indicators: list[Grid] = field(default_factory=list)
    projects: list[Grid] = field(default_factory=list)
    unread: list[tuple[Row, ...]] = field(default_factory=list)


@dataclass
class _Segment:
    """Rows under one header, or under none; `above` holds the heading rows right above it."""

    header: Header | None
    rows: list[Row]
    above: list[Row] = field(default_factory=list)


def rows_of(grids: Iterable[Grid]) -> Iterator[tuple[Grid, Row]]:
    return ((grid, row) for grid in grids for row in grid.rows)


def sort_tables(document: Document) -> Sorted:
    """Every row but those of headers, of the letterhead and of signatures is in the result."""
    result = Sorted()
    grids: list[Grid] = []  # rows without a header may go on with the last one
    end = 0
    for segment, first in _segments(document):
        between = [line for line in document.lines if end < line.number < first]
        between += [Line(row.line, next(filter(None, row.cells))) for row in segment.above]
        end = segment.rows[-1].line
        if segment.header is not None:
            grids.append(_grid(segment.header, segment.rows, between))
        elif _is_small(segment.rows, _SIGNATURE) or (
            not grids and _is_small(segment.rows, _LETTERHEAD)
        ):
            continue
        elif grids and _goes_on(grids[-1], segment.rows, between):
            grids[-1] = replace(grids[-1], rows=(*grids[-1].rows, *segment.rows))
        else:
            result.unread.append(tuple(segment.rows))
    for grid in grids:
        _put(result, grid)
    return result


def _grid(header: Header, rows: Sequence[Row], between: Sequence[Line]) -> Grid:
    """Above a table stands its heading; notes in parentheses may come between."""
    headings = [line for line in between if not line.text.startswith("(")]
    above = headings[-1] if headings else None
    grid = Grid(header.columns, tuple(rows), above, header.titles)
    opened = [at for at, line in enumerate(headings) if appendix_of(line.text)]
    if not opened or above is None:
        return grid
    appendix = appendix_of(headings[opened[-1]].text)
    titles = [line.text for line in headings[opened[-1] + 1 :] if line.text.isupper()]
    return replace(grid, appendix=appendix, appendix_title=" ".join(titles) or above.text)


def _put(result: Sorted, grid: Grid) -> None:
    if not grid.rows:
        return
    kind, columns = settled(grid.columns, grid.titles, grid.rows)
    settled_grid = replace(grid, columns=columns)
    match kind:
        case Kind.TASKS:
            result.tasks.append(settled_grid)
        case Kind.INDICATORS:
            result.indicators.append(settled_grid)
        case Kind.PROJECTS:
            result.projects.append(settled_grid)
        case Kind.UNKNOWN:
            result.unread.append(grid.rows)


def appendix_of(text: str) -> str:
    """The number of the appendix that a line opens: "2" for "PHỤ LỤC II" or "Phụ lục số 02"."""
    match = _APPENDIX.match(fold(text))
    if not match:
        return ""
    return str(int(match[1]) if match[1].isdecimal() else value_of(match[1].upper()))


def _segments(document: Document) -> Iterator[tuple[_Segment, int]]:
    """The rows under each header, with the line at which they or their header begin."""
    known: list[Header] = []
    for table in document.tables:
        yield from _segments_of(table, known)


def _segments_of(table: Table, known: list[Header]) -> Iterator[tuple[_Segment, int]]:
    rows = [row for row in table.rows if any(row.cells)]
    segment, first, at = _Segment(None, []), rows[0].line if rows else 0, 0
    while at < len(rows):
        header, height = _header_at(rows[at:], table.aligned, known)
        if header is None:
            segment.rows += [] if numbers_columns(rows[at]) else [rows[at]]
        elif (above := _appendix_above(segment.rows)) or header is not segment.header:
            if segment.rows:
                yield segment, first
            segment, first = _Segment(header, [], above), rows[at].line
        at += height
    if segment.rows:
        yield segment, first


def _appendix_above(rows: list[Row]) -> list[Row]:
    """The rows at the end that open an appendix and give its title, taken off the rows."""
    alone = [len(list(filter(None, row.cells))) == 1 for row in rows]
    start = len(rows) - len(list(takewhile(bool, reversed(alone))))
    for at in range(start, len(rows)):
        if _ENDS_A_PART.match(fold(next(filter(None, rows[at].cells)))):
            above = rows[at:]
            del rows[at:]
            return above
    return []


def _header_at(
    rows: Sequence[Row], aligned: bool, known: list[Header]
) -> tuple[Header | None, int]:
    """The header that begins here, with its height; a repeated one is the very same object."""
    for header in reversed(known):
        if row_key(rows[0]) == header.keys[0]:
            height = 1
            while height < len(rows) and row_key(rows[height]) in header.keys[1:]:
                height += 1
            return header, height
    new = read_header(rows, aligned, sure=bool(known))
    if new is None:
        return None, 1
    known.append(new)
    return new, new.height


def _goes_on(grid: Grid, rows: Sequence[Row], between: Sequence[Line]) -> bool:
    """Whether rows without a header have the shape of the table before them."""
    if any(_ENDS_A_PART.match(fold(line.text)) for line in between):
        return False
    filled = [row for row in rows if 1 < len(row.cells) <= grid.width]
    coded = [row for row in filled if _is_code(grid.text(row, Column.CODE))]
    if rows[0] in filled and not grid.text(rows[0], Column.CODE):
        return True  # the rest of a row that a page's end tore
    return any(grid.text(row, Column.LEAD) for row in coded) or len(coded) == len(rows)


def _is_code(printed: str) -> bool:
    return bool(normal_code(printed)) or is_bullet(printed)


def _is_small(rows: Sequence[Row], words: re.Pattern[str]) -> bool:
    """Number, date and signatures stand in small tables of their own."""
    numbered = any(normal_code(row.cell(0)).isdecimal() for row in rows)
    small = len(rows) <= _LONGEST_LETTERHEAD
    return small and not numbered and any(words.match(cell) for row in rows for cell in row.cells)
