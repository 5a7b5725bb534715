"""One page as it was found, and what of it belongs to the page and not to the text."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from storage.importing.files.pdf.letters import SUPERSCRIPTS, TextLine
from storage.importing.files.pdf.ruled import NEAR, Ruled
from storage.names import fold

_PLAIN = str.maketrans(SUPERSCRIPTS, "0123456789")
_MARK = re.compile(rf"(?<!\bm)(?<!\b[kcd]m)[{SUPERSCRIPTS}]{{1,2}}")  # none in m², km²
_NOTE = re.compile(rf"([{SUPERSCRIPTS}]{{1,2}}|\d{{1,2}}) ?[^\W\d]")
_NUMBER = re.compile(r"(?:trang )?[-–—]? ?(\d{1,3}) ?[-–—]?(?: ?/ ?\d{1,3})?", re.I)
_NUMBER_BESIDE = re.compile(r"^(\d{1,3}) | (\d{1,3})$")
_TITLES = re.compile("(?:phu luc|bieu|bang|mau) ")  # they count too, and belong to the text
_FEWEST_HEADS, _HEADS_SHARE = 3, 1 / 3  # pages that have it; every second one in a gazette
_MOST_LAYERS = 3


@dataclass
class Sheet:
    """A page: `number` counts from 1; lines and tables from top to bottom; footnotes apart."""

    number: int
    width: float
    lines: list[TextLine]
    tables: list[Ruled]
    notes: list[str]


def take_notes(sheet: Sheet) -> None:
    """Footnotes stand below everything else, and the first one begins with a raised number.

    Some programs do not raise it there, only in the text. Their marks are taken out of the text;
    other raised digits, as in m², are plain ones.
    """
    texts = [line.text for line in sheet.lines]
    texts += [cell.text for table in sheet.tables for cell in table.cells]
    marks = {mark.translate(_PLAIN) for text in texts for mark in _MARK.findall(text)}
    floor = max((table.bottom for table in sheet.tables), default=0)
    numbers = [_note_number(line.text, marks) if line.top >= floor else "" for line in sheet.lines]
    start = next((at for at, number in enumerate(numbers) if number), len(numbers))
    for line, number in zip(sheet.lines[start:], numbers[start:], strict=True):
        words = line.text.translate(_PLAIN)
        if number:
            sheet.notes.append(f"[{number}] {words.removeprefix(number).strip()}")
        else:
            sheet.notes[-1] += f" {words}"

    def plain(text: str) -> str:
        kept = _MARK.sub(lambda m: "" if m[0].translate(_PLAIN) in numbers else m[0], text)
        return kept.translate(_PLAIN)

    sheet.lines = [replace(line, text=plain(line.text)) for line in sheet.lines[:start]]
    sheet.tables = [
        replace(table, cells=tuple(replace(cell, text=plain(cell.text)) for cell in table.cells))
        for table in sheet.tables
    ]


def _note_number(text: str, marks: Collection[str]) -> str:
    match = _NOTE.match(text)
    number = match[1].translate(_PLAIN) if match else ""
    return number if match and (number in marks or number != match[1]) else ""


def drop_furniture(sheets: Sequence[Sheet]) -> None:
    """Page numbers, and what stands at the same place of many pages above or below the text."""
    for edge in (_top_row, _bottom_row):
        for _ in range(_MOST_LAYERS):
            rows = {sheet.number: row for sheet in sheets if (row := edge(sheet))}
            gone = {*_numbers(rows), *_heads(rows, len(sheets))}
            if not gone:
                break
            for sheet in sheets:
                if sheet.number in gone:
                    row = rows[sheet.number]
                    sheet.lines = [line for line in sheet.lines if line not in row]


Rows = dict[int, list[TextLine]]  # by the number of the page


def _top_row(sheet: Sheet) -> list[TextLine]:
    return _row(sheet, min, lambda line: line.top)


def _bottom_row(sheet: Sheet) -> list[TextLine]:
    return _row(sheet, max, lambda line: line.bottom)


def _row(
    sheet: Sheet,
    outermost: Callable[[Iterable[float]], float],
    place: Callable[[TextLine | Ruled], float],
) -> list[TextLine]:
    """The lines side by side at that edge of the page, when no table stands further out."""
    places = [*map(place, sheet.lines), *map(place, sheet.tables)]
    if not places:
        return []
    edge = outermost(places)
    if any(place(table) == edge for table in sheet.tables):
        return []
    return [line for line in sheet.lines if abs(place(line) - edge) < NEAR]


def _numbers(rows: Rows) -> set[int]:
    """A number alone that counts the pages, from the first one on or from page to page."""
    offsets = {
        page: int(match[1]) - page
        for page, row in rows.items()
        if (match := _NUMBER.fullmatch(_text(row)))
    }
    return {
        page
        for page, offset in offsets.items()
        if offset == 0 or offset in (offsets.get(page - 1), offsets.get(page + 1))
    }


def _heads(rows: Rows, pages: int) -> set[int]:
    """The same words at the same height, whatever page number stands beside them."""
    beside = {
        page: int(match[1] or match[2]) - page
        for page, row in rows.items()
        if (match := _NUMBER_BESIDE.search(_text(row))) and not _TITLES.match(fold(_text(row)))
    }
    usual, times = Counter(beside.values()).most_common(1)[0] if beside else (0, 0)
    counted = {page for page, offset in beside.items() if offset == usual and 2 * times >= pages}
    keys = {
        page: (
            _NUMBER_BESIDE.sub("", _text(row)) if page in counted else _text(row),
            round(row[0].top / NEAR),
        )
        for page, row in rows.items()
    }
    counts = Counter(keys.values())
    needed = max(_FEWEST_HEADS, pages * _HEADS_SHARE)
    return {page for page, key in keys.items() if key[0] and counts[key] >= needed}


def _text(row: Iterable[TextLine]) -> str:
    return " ".join(line.text for line in row)
