"""Reads a decision saved as .csv or .tsv, whichever of the usual signs separates its cells."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from storage import lazy
from storage.importing.document import UnreadableDecision
from storage.importing.files.excel.sheet_rows import add_sheet
from storage.importing.files.listing import Listing, ListingRow, Progress, Steps

_DELIMITERS = ";,\t|"  # Vietnamese Excel writes ";", because the comma is its decimal sign


def read_comma(text: str, name: str, progress: Progress | None) -> Listing:
    delimiter, text = _told(text) or (_likely(text), text)
    steps = Steps(text.count("\n") + 1, progress)
    rows = []
    try:
        for row in _rows(text, delimiter):
            rows.append(ListingRow([cell.strip() for cell in row]))
            steps.step()
    except csv.Error as error:
        raise UnreadableDecision(
            lazy(
                'row {number} of {file} cannot be read ({why}); look for a quotation mark " '
                "that is never closed",
                number=len(rows) + 1,
                file=name,
                why=str(error),
            )
        ) from error
    listing = Listing(name)
    add_sheet(listing, rows)
    steps.finish()
    return listing


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """Only a newline ends a line: a cell may hold Word's and Unicode's own line breaks."""
    return csv.reader(StringIO(text), delimiter=delimiter)


def _told(text: str) -> tuple[str, str] | None:
    """Excel's own first line, such as "sep=;"."""
    first, _, rest = text.partition("\n")
    told = first.strip().removeprefix("sep=")
    return (told, rest) if told != first.strip() and len(told) == 1 else None


def _likely(text: str) -> str:
    """The sign that gives most rows the same number of cells, two at least."""
    return max(_DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    try:
        widths = Counter(map(len, _rows(text, delimiter)))
    except csv.Error:
        return 0, 0
    agreeing = [(rows, width) for width, rows in widths.items() if width > 1]
    return max(agreeing, default=(0, 0))
