"""Writes down what a reader finds, line by line: the text a person can look a line number up in."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from storage import lazy
from storage.importing.document import Document, Line, Note, Odd, Row, Table, UnreadableDecision

Progress = Callable[[int, int], None]  # rows done, rows in all

LONGEST_TEXT = 20_000_000  # characters; a plan of a thousand rows has half a million

# Control characters, halves of a letter that only UTF-16 divides, soft hyphens, zero-width ones,
# marks of direction: nobody sees them, and no name matches. White space stays, U+0085 too.
_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff]"
)


@dataclass(frozen=True)
class ListingRow:
    """A row as a reader finds it, or the words of a paragraph, and what is odd about some words."""

    texts: Sequence[str]
    odd: Sequence[tuple[Odd, str]] = field(default=())


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


class Listing:
    """One line a paragraph, one line a table row; its numbers are those of `decision.txt`."""

    def __init__(self, name: str) -> None:
        """`name` is that of the file, for the sentence that refuses it."""
        self._name = name
        self._length = 0
        self._text: list[str] = []
        self._lines: list[Line] = []
        self._tables: list[Table] = []
        self._notes: list[Note] = []

    def add_line(self, text: str, odd: Sequence[tuple[Odd, str]] = ()) -> None:
        if text := one_line(text):
            self._lines.append(Line(self._write(text, odd), text))

    def add_table(self, rows: Iterable[ListingRow]) -> None:
        """Rows without any text are left out, as are the empty cells at the end of a row.

        Each row is written down when it comes, so that rows without an end are refused in time.
        """
        self._space()
        found: list[Row] = []
        for row in rows:
            if cells := _trimmed(row.texts):
                found.append(Row(self._write(f"| {' | '.join(cells)} |", row.odd), cells))
        if found:
            self._tables.append(Table(tuple(found), aligned=True))
            self._space()

    def note(self, odd: Odd, text: str) -> None:
        """What a person should know of the file as a whole."""
        self._notes.append(Note(1, odd, text))

    def document(self) -> Document:
        return Document(tuple(self._lines), tuple(self._tables), notes=tuple(self._notes))

    def text(self) -> str:
        return "\n".join(self._text).rstrip("\n") + "\n"

    def _write(self, text: str, odd: Sequence[tuple[Odd, str]]) -> int:
        self._length += len(text)
        if self._length > LONGEST_TEXT:
            raise UnreadableDecision(
                lazy(
                    "{file} has a text of more than {most} characters, a merged cell counted "
                    "in each of its rows; leave out what is not the decision",
                    file=self._name,
                    most=f"{LONGEST_TEXT:,}",
                )
            )
        self._text.append(text)
        for kind in dict.fromkeys(kind for kind, _ in odd):
            seen = " | ".join(one_line(words) for other, words in odd if other is kind)
            self._notes.append(Note(len(self._text), kind, seen))
        return len(self._text)

    def _space(self) -> None:
        if self._text and self._text[-1]:
            self._text.append("")


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    texts = [one_line(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
