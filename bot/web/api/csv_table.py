"""Rows as CSV (RFC 4180, UTF-8): flat, and with nothing in a cell that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from bot.web.api.resource import Row

_RUNS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes words for a formula by


def csv_table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """A header and a line a row; what a row does not have is empty."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return written.getvalue()


def _cell(value: Any) -> Any:
    """A list is told in one cell; a truth is as in JSON."""
    match value:
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return _words("; ".join(map(str, value)))
        case str():
            return _words(value)
    return value


def _words(text: str) -> str:
    return f"'{text}" if text.startswith(_RUNS) else text
