"""Reads a decision from an Excel workbook: every sheet, hidden ones too, as a person sees it."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from storage import lazy
from storage.importing.document import Odd, UnreadableDecision
from storage.importing.files.excel.number_format import shown
from storage.importing.files.excel.sheet_rows import add_sheet
from storage.importing.files.excel.template import (
    GUIDE_SHEET,
    HEAD_SHEET,
    head_lines,
    is_template,
)
from storage.importing.files.listing import Listing, ListingRow, Progress, Steps

MOST_COLUMNS = 500
MOST_CELLS = 1_000_000  # columns times rows; a plan of a thousand rows has twenty thousand
_GAP = 2  # empty rows that part two tables; those after them say nothing more
_LAST_ROW = 1_048_576  # Excel's own
_SUM = re.compile(r"(?:SUM|SUBTOTAL)\(", re.I)
_YES = ("1", "true")
_MAIN = "{*}"  # Excel writes two namespaces, "transitional" and "strict"


@dataclass(frozen=True)
class Outline:
    """What reading by rows does not tell: which rows have a value, and the merged ranges.

    `hidden` holds the first row of each hidden stretch. A range is (first column, first row, last
    column, last row), counted from 1.
    """

    rows: frozenset[int]
    hidden: frozenset[int]
    columns: int
    merged: tuple[tuple[int, int, int, int], ...]


def read_excel(archive: ZipFile, name: str, progress: Progress | None) -> Listing:
    """Raises UnreadableDecision for a formula without a result and for rows without an end."""
    assert archive.fp is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it will not write back
        book = load_workbook(
            archive.fp, read_only=True, data_only=True, keep_links=False, rich_text=True
        )
        outlines = [_outline(archive, sheet, name) for sheet in book.worksheets]
        steps = Steps(sum(len(outline.rows) for outline in outlines), progress)
        listing = Listing(name)
        to_fill_in = is_template(book.sheetnames)
        for sheet, outline in zip(book.worksheets, outlines, strict=True):
            rows = list(_rows(sheet, outline, steps))
            if to_fill_in and sheet.title == HEAD_SHEET:
                for line in head_lines([row.texts for row in rows], name):
                    listing.add_line(line)
            elif not (to_fill_in and sheet.title == GUIDE_SHEET):
                add_sheet(listing, rows)
    steps.finish()
    return listing


def _rows(sheet: Worksheet, outline: Outline, steps: Steps) -> Iterator[ListingRow]:
    """Rows that only a cell from above reaches into are left out, and are no gap."""
    last = max(outline.rows, default=0)
    merged = _Merged(outline)
    gap = 0
    rows = sheet.iter_rows(max_row=last, max_col=outline.columns) if last else ()
    for number, row in enumerate(rows, 1):
        if number in outline.rows:
            gap = 0
            texts = [_text(cell) for cell in row]
            odd = [(Odd.STRUCK, words) for cell in row if (words := _struck(cell))]
            if number in outline.hidden:
                odd.append((Odd.HIDDEN, " | ".join(filter(None, texts))))
            yield ListingRow(merged.completed(number, texts), odd)
            steps.step()
        elif not merged.reach(number):
            gap += 1
            if gap <= _GAP:
                yield ListingRow(())


class _Merged:
    """Vertically merged cells, whose text stands in every row they span."""

    def __init__(self, outline: Outline) -> None:
        self._starting: dict[int, list[tuple[int, int]]] = {}
        for column, first, _, last in outline.merged:
            if last > first and column <= outline.columns:
                self._starting.setdefault(first, []).append((column - 1, last))
        self._reaching: dict[int, tuple[str, int]] = {}  # by the column

    def reach(self, number: int) -> bool:
        return any(text and number <= last for text, last in self._reaching.values())

    def completed(self, number: int, texts: list[str]) -> list[str]:
        for column, (text, last) in self._reaching.items():
            if number <= last:
                texts[column] = text
        starting = self._starting.get(number, ())
        self._reaching.update({column: (texts[column], last) for column, last in starting})
        return texts


def _text(cell: Cell | MergedCell) -> str:
    return unescape(shown(cell.value, cell.number_format or "General")).strip()


def _struck(cell: Cell | MergedCell) -> str:
    """The words that are struck through: some of the cell's, or all."""
    if isinstance(cell.value, CellRichText):
        parts = (part for part in cell.value if isinstance(part, TextBlock) and part.font.strike)
        return unescape("".join(part.text for part in parts))
    return _text(cell) if cell.value is not None and cell.font.strike else ""


def _outline(archive: ZipFile, sheet: Worksheet, name: str) -> Outline:
    place = lazy("the sheet '{sheet}' of {file}", sheet=sheet.title, file=name)
    row = columns = 0
    rows: set[int] = set()
    hidden: set[int] = set()
    merged: list[tuple[int, int, int, int]] = []
    seen = True  # the row above
    path = sheet._worksheet_path  # type: ignore[attr-defined]  # no public name for it
    with archive.open(path) as source:
        for element in _elements(source):
            if element.tag.endswith("}mergeCell"):
                merged.append(CellRange(element.get("ref", "")).bounds)
                continue
            row = int(element.get("r", row + 1))
            if width := _width(element, place):
                rows.add(row)
                columns = max(columns, width)
                was_seen = seen
                seen = sheet.sheet_state == "visible" and element.get("hidden") not in _YES
                hidden.update([row] if was_seen and not seen else ())
    _check_size(len(rows), max(rows, default=0), columns, place)
    return Outline(frozenset(rows), frozenset(hidden), columns, tuple(merged))


def _check_size(rows: int, last: int, columns: int, place: str) -> None:
    if columns > MOST_COLUMNS or last > _LAST_ROW:
        raise UnreadableDecision(
            lazy(
                "{place} has a row of {columns} columns, and {most} are read; delete what "
                "stands to the right of the tables",
                place=place,
                columns=columns,
                most=MOST_COLUMNS,
            )
        )
    if rows * columns > MOST_CELLS:
        raise UnreadableDecision(
            lazy(
                "{place} has {rows} rows of {columns} columns, and {most} cells are read; "
                "delete what stands below and to the right of the tables",
                place=place,
                rows=f"{rows:,}",
                columns=columns,
                most=f"{MOST_CELLS:,}",
            )
        )


def _elements(source: IO[bytes]) -> Iterator[etree._Element]:
    """Rows and merged ranges, each thrown away when it was looked at."""
    wanted = (f"{_MAIN}row", f"{_MAIN}mergeCell")
    for _, element in etree.iterparse(source, tag=wanted, resolve_entities=False):
        yield element
        element.clear()
        while (before := element.getprevious()) is not None:
            before.getparent().remove(before)


def _lacks_result(cell: etree._Element) -> bool:
    """Of a formula that says more than that the cells above add up."""
    formula = cell.find(f"{_MAIN}f")
    adds_up = formula is not None and _SUM.match(formula.text or "")
    return formula is not None and not adds_up and cell.get("t") != "str"


def _width(row: etree._Element, place: str) -> int:
    """The column of the last cell that has a value; 0 when none has."""
    column = width = 0
    for cell in row.iterfind(f"{_MAIN}c"):
        reference = cell.get("r")
        column = coordinate_to_tuple(reference)[1] if reference else column + 1
        value = cell.find(f"{_MAIN}v")
        has_text = value is not None and bool(value.text)
        if has_text or cell.find(f"{_MAIN}is") is not None:
            width = column
        elif _lacks_result(cell):
            raise UnreadableDecision(
                lazy(
                    "the cell {cell} of {place} has a formula without a result; open the "
                    "workbook in Excel and save it again",
                    cell=reference,
                    place=place,
                )
            )
    return width
