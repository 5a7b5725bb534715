"""Writes down what a reader finds, line by line: the text a person can look a line number up in."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from storage.importing.document import Document, Line, Row, Table

Progress = Callable[[int, int], None]  # rows done, rows in all

# Soft hyphens, zero-width characters, marks of direction: nobody sees them, and no name matches.
_INVISIBLE = re.compile("[\x01-\x08\x0e-\x1f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def without_invisible(text: str) -> str:
    """Composed letters, and every line ended by one newline, so that no line number moves."""
    seen = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", seen)


def one_line(text: str) -> str:
    """The text of a cell or a paragraph: any white space, a line break too, is one space."""
    return " ".join(without_invisible(text).split())


class Steps:
    """Counts rows for a progress bar; never past the total, which may be an estimate."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done = 0
        self._total = max(total, 1)
        self._progress = progress or (lambda _done, _total: None)

    def step(self) -> None:
        self._done = min(self._done + 1, self._total)
        self._progress(self._done, self._total)

    def finish(self) -> None:
        self._progress(self._total, self._total)


class Transcript:
    """One line a paragraph, one line a table row; its numbers are those of `decision.txt`."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._lines: list[Line] = []
        self._tables: list[Table] = []

    def add_line(self, text: str) -> None:
        if text := one_line(text):
            self._lines.append(Line(self._write(text), text))

    def add_table(self, rows: Iterable[Sequence[str]]) -> None:
        """Rows without any text are left out, as are the empty cells at the end of a row."""
        self._space()
        trimmed = filter(None, map(_trimmed, rows))
        found = [Row(self._write(f"| {' | '.join(cells)} |"), cells) for cells in trimmed]
        if found:
            self._tables.append(Table(tuple(found), aligned=True))
            self._space()

    def document(self) -> Document:
        return Document(tuple(self._lines), tuple(self._tables))

    def text(self) -> str:
        return "\n".join(self._text).rstrip("\n") + "\n"

    def _write(self, text: str) -> int:
        self._text.append(text)
        return len(self._text)

    def _space(self) -> None:
        if self._text and self._text[-1]:
            self._text.append("")


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    texts = [one_line(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
