"""A sheet with a table: frozen head, filter, wrapped text, A4 landscape with the head repeated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.documents.contents.office_text import height_of, kept, pieces

Cell = str | int | float | Decimal | datetime | None
FONT, SIZE, LINE = "Times New Roman", 11, 15  # points
HEAD_ROW = 3
LINES = 24  # a row can be 409 points high; what is longer goes on in the next one
FILLED = 1.1  # letters of words where there is room for one digit
A4, MARGIN = 9, 0.4  # inches
LONGEST_NAME = 31


class Look(StrEnum):
    PLAIN = "plain"
    HEADING = "heading"
    AGAIN = "again"  # says once more what stands above, so that filters find it


@dataclass(frozen=True)
class Column:
    """`width` in digits; `is_key`: repeated where a long text goes on in another row."""

    heading: str
    width: int
    is_key: bool = False

    @property
    def letters(self) -> int:
        """Of words, in a line."""
        return int(self.width * FILLED)


@dataclass(frozen=True)
class Row:
    cells: Sequence[Cell]
    look: Look = Look.PLAIN
    again: int = 0  # how many cells at the beginning only say once more what stands above


class Book:
    """The workbook and its looks, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self._looks: dict[tuple[Any, ...], Format] = {}

    def look(self, look: Look, number: str = "") -> Format:
        key = (look, number)
        if key not in self._looks:
            self._looks[key] = self.workbook.add_format(_properties(look, number))
        return self._looks[key]

    def format(self, **properties: Any) -> Format:
        return self.workbook.add_format({"font_name": FONT, "font_size": SIZE, **properties})

    def sheet(self, name: str, title: str, under_title: str) -> Worksheet:
        sheet = self.workbook.add_worksheet(_sheet_name(name))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=MARGIN, right=MARGIN, top=0.6, bottom=0.6)
        sheet.set_footer(f'&C&"{FONT}"&P/&N')
        sheet.hide_gridlines(2)
        sheet.write_string(0, 0, kept(title), self.format(bold=True, font_size=14))
        sheet.write_string(1, 0, kept(under_title), self.format(italic=True))
        return sheet


def write_table(
    book: Book,
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    frozen: int = 0,
    fits_width: bool = True,
    nothing: str = "",
) -> int:
    """From HEAD_ROW down; the row behind the last one. `frozen`: how many columns stay in sight;
    `nothing`: what is said where there are no rows."""
    head = book.format(
        bold=True, border=1, text_wrap=True, align="center", valign="vcenter", bg_color="#DDEBF7"
    )
    sheet.set_row(HEAD_ROW, _height([one.heading for one in columns], columns) + 6)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(HEAD_ROW, at, column.heading, head)
    below = HEAD_ROW + 1
    for row in rows:
        below = _write_row(book, sheet, columns, row, below)
    if below == HEAD_ROW + 1 and nothing:
        row = Row([nothing, *[""] * (len(columns) - 1)])
        below = _write_row(book, sheet, columns, row, below)
    sheet.autofilter(HEAD_ROW, 0, max(below - 1, HEAD_ROW), len(columns) - 1)
    sheet.freeze_panes(HEAD_ROW + 1, frozen)
    sheet.repeat_rows(HEAD_ROW)
    if fits_width:
        sheet.fit_to_pages(1, 0)
    return below


def _write_row(
    book: Book, sheet: Worksheet, columns: Sequence[Column], row: Row, below: int
) -> int:
    """Long texts go on in further rows of the same keys."""
    parts = [
        list(pieces(kept(cell), column.letters, LINES)) if isinstance(cell, str) else [cell]
        for cell, column in zip(row.cells, columns, strict=True)
    ]
    for number, cells in enumerate(zip_longest(*parts)):
        sheet.set_row(below, _height(cells, columns))
        for at, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            says_again = at < row.again or (number and column.is_key)
            look = Look.AGAIN if says_again and row.look is Look.PLAIN else row.look
            told = parts[at][0] if number and column.is_key else cell
            _write_cell(book, sheet, below, at, told, look)
        below += 1
    return below


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Not every program finds out by itself how high a row has to be."""
    lines = (
        height_of(text, column.letters)
        for text, column in zip(cells, columns, strict=True)
        if isinstance(text, str)
    )
    return LINE * max(lines, default=1) + 3


def _write_cell(book: Book, sheet: Worksheet, row: int, at: int, cell: Cell, look: Look) -> None:
    """Text as text, whatever it begins with."""
    if isinstance(cell, str) and cell:
        sheet.write_string(row, at, cell, book.look(look))
    elif isinstance(cell, datetime):
        instant = book.look(look, "hh:mm dd/mm/yyyy")
        sheet.write_datetime(row, at, cell.replace(tzinfo=None), instant)
    elif isinstance(cell, int | float | Decimal):
        whole = float(cell).is_integer()
        sheet.write_number(row, at, float(cell), book.look(look, "#,##0" if whole else "#,##0.0##"))
    else:
        sheet.write_blank(row, at, None, book.look(look))


def _properties(look: Look, number: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": FONT,
        "font_size": SIZE,
        "border": 1,
        "border_color": "#808080",
        "text_wrap": True,
        "valign": "top",
    }
    if look is Look.HEADING:
        properties |= {"bold": True, "bg_color": "#F2F2F2"}
    if look is Look.AGAIN:
        properties["font_color"] = "#767676"
    if number:  # not beside the words of the next cell
        return properties | {"num_format": number, "align": "center"}
    return properties | {"num_format": "@"}


def _sheet_name(name: str) -> str:
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in name)[:LONGEST_NAME]
