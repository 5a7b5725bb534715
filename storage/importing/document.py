"""The neutral shape every reader gives: numbered lines of text, and tables of cells."""

import re
from dataclasses import dataclass, field, replace
from enum import Enum

from storage import Say, translated

_ORNAMENT = re.compile(r"[\W_]*(?:[oO0][\W_]*){0,3}")


class UnreadableDecision(ValueError):
    """The file is no decision this version can read; the text says what was seen and what to do.

    A text made by `lazy` can be said in the reader's language: `said`.
    """

    def said(self, say: Say) -> str:
        return translated(self.args[0], say)


@dataclass(frozen=True)
class Line:
    """A line of running text; `number` counts from 1 in the file, blank lines included."""

    number: int
    text: str


@dataclass(frozen=True)
class Row:
    """A table row; empty cells at its end are left out, empty cells inside are kept."""

    line: int
    cells: tuple[str, ...]

    def cell(self, index: int | None) -> str:
        return self.cells[index] if index is not None and index < len(self.cells) else ""


@dataclass(frozen=True)
class Table:
    """`aligned` tells that every cell stands in its true column, merged cells included."""

    rows: tuple[Row, ...]
    aligned: bool = False


class Odd(Enum):
    """What a reader keeps and a person should look at."""

    NESTED = "a table inside a cell"
    STRUCK = "struck-through words"
    HIDDEN = "the first of hidden rows"
    PDF = "the file is a PDF"
    JOINED = "the likely rest of a row on the next page"


@dataclass(frozen=True)
class Note:
    """`text` is what is odd; it stands in the line, or in the row that has this line."""

    line: int
    odd: Odd
    text: str


@dataclass(frozen=True)
class Document:
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    left_out: tuple[Line, ...] = field(default=())  # scraps of web page code, one Line a stretch
    notes: tuple[Note, ...] = field(default=())

    def without_ornaments(self) -> "Document":
        """Without the lines and rows of dashes and stars that part what they stand between."""
        tables = (replace(one, rows=tuple(filter(_says, one.rows))) for one in self.tables)
        lines = tuple(line for line in self.lines if not is_ornament(line.text))
        return replace(self, lines=lines, tables=tuple(one for one in tables if one.rows))


def is_ornament(text: str) -> bool:
    """ "-----", "* * *", "———", "---o0o---": marks without a word, and no text at all."""
    return bool(_ORNAMENT.fullmatch(text))


def _says(row: Row) -> bool:
    return not all(map(is_ornament, row.cells))
