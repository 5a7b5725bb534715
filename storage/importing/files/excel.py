"""Reads a decision from an Excel workbook: every sheet, hidden ones too, as a person sees it."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from storage.importing.document import UnreadableDecision
from storage.importing.files.excel_numbers import shown
from storage.importing.files.sheet_rows import add_sheet
from storage.importing.files.transcript import Progress, Steps, Transcript

MOST_COLUMNS = 500
_LAST_ROW = 1_048_576  # Excel's own
_MAIN = "{*}"  # Excel writes two namespaces, "transitional" and "strict"


@dataclass(frozen=True)
class Outline:
    """What reading by rows does not tell: the last cell with a value, and the merged ranges.

    A range is (first column, first row, last column, last row), counted from 1.
    """

    rows: int
    columns: int
    merged: tuple[tuple[int, int, int, int], ...]


def read_excel(archive: ZipFile, name: str, progress: Progress | None) -> Transcript:
    """Raises UnreadableDecision for a formula without a result and for rows without an end."""
    assert archive.fp is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it will not write back
        book = load_workbook(archive.fp, read_only=True, data_only=True, keep_links=False)
        outlines = [_outline(archive, sheet, name) for sheet in book.worksheets]
        steps = Steps(sum(outline.rows for outline in outlines), progress)
        transcript = Transcript()
        for sheet, outline in zip(book.worksheets, outlines, strict=True):
            add_sheet(transcript, list(_rows(sheet, outline, steps)))
    steps.finish()
    return transcript


def _rows(sheet: Worksheet, outline: Outline, steps: Steps) -> Iterator[list[str]]:
    """A vertically merged cell's text stands in every row it spans."""
    if not outline.rows:
        return
    starting: dict[int, list[tuple[int, int]]] = {}
    for column, first, _, last in outline.merged:
        if last > first and column <= outline.columns:
            starting.setdefault(first, []).append((column - 1, last))
    reaching: dict[int, tuple[str, int]] = {}
    rows = sheet.iter_rows(max_row=outline.rows, max_col=outline.columns)
    for number, row in enumerate(rows, 1):
        cells = [_text(cell.value, cell.number_format) for cell in row]
        for column, (text, last) in reaching.items():
            if number <= last:
                cells[column] = text
        reaching.update({c: (cells[c], last) for c, last in starting.get(number, ())})
        yield cells
        steps.step()


def _text(value: object, number_format: str | None) -> str:
    return unescape(shown(value, number_format or "General")).strip()


def _outline(archive: ZipFile, sheet: Worksheet, name: str) -> Outline:
    row = rows = columns = 0
    merged = []
    path = sheet._worksheet_path  # type: ignore[attr-defined]  # no public name for it
    with archive.open(path) as source:
        for element in _elements(source):
            if element.tag.endswith("}mergeCell"):
                merged.append(CellRange(element.get("ref", "")).bounds)
                continue
            row = int(element.get("r", row + 1))
            if width := _width(element, f"the sheet '{sheet.title}' of {name}"):
                rows, columns = row, max(columns, width)
    if columns > MOST_COLUMNS or rows > _LAST_ROW:
        raise UnreadableDecision(
            f"the sheet '{sheet.title}' of {name} has a row of {columns} columns, and "
            f"{MOST_COLUMNS} are read; delete what stands to the right of the tables"
        )
    return Outline(rows, columns, tuple(merged))


def _elements(source: IO[bytes]) -> Iterator[etree._Element]:
    """Rows and merged ranges, each thrown away when it was looked at."""
    wanted = (f"{_MAIN}row", f"{_MAIN}mergeCell")
    for _, element in etree.iterparse(source, tag=wanted, resolve_entities=False):
        yield element
        element.clear()
        while (before := element.getprevious()) is not None:
            before.getparent().remove(before)


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
        elif cell.find(f"{_MAIN}f") is not None and cell.get("t") != "str":
            raise UnreadableDecision(
                f"the cell {reference} of {place} has a formula without a result; "
                "open the workbook in Excel and save it again"
            )
    return width
