"""Doubts about the text as a whole: tables not read, torn lines, bullets that hold two items."""

import re
from collections.abc import Iterator, Sequence

from storage import lazy
from storage.importing.document import Document, Line, Odd, Row
from storage.importing.folder.model import Doubt
from storage.importing.text.recipients import begins_list

_COMPARE = lazy("compare with the printed decision")
_GLUED = re.compile(r"\(-\s.{0,30}")
_TWO_SENTENCES = re.compile(r"[^\W\d_]{2,}\.\s+([A-ZĐÀ-Ỹ][^.]+\.?)$")
_FEW_ROWS, _SHORT_LIST, _SHORT_LINE, _MUCH = 5, 4, 200, 300
_NOTED = {
    Odd.NESTED: (lazy("a table inside this cell was read as text"), lazy("read its rows there")),
    Odd.STRUCK: (
        lazy("words that are struck through were kept"),
        lazy("take them out if they no longer hold"),
    ),
    Odd.PDF: (lazy("read from a PDF"), lazy("compare with the signed text")),
    Odd.JOINED: (
        lazy("the next page begins with this; it was taken for the rest of the row"),
        lazy("make it a row of its own if it is one"),
    ),
    Odd.HIDDEN: (
        lazy("hidden rows, from this one on, were read like the others"),
        lazy("take them out if they no longer hold"),
    ),
}


def text_doubts(
    document: Document, unread: Sequence[Sequence[Row]], period: str
) -> Iterator[Doubt]:
    for rows in unread:
        reason = lazy("a table of {n} rows whose columns are not known was not read", n=len(rows))
        shown = rows if len(rows) <= _FEW_ROWS else rows[:1]
        seen = " | ".join(cell for row in shown for cell in row.cells)
        yield _at(rows[0].line, seen, reason, lazy("add its rows by hand"))
    for line in document.left_out:
        reason = lazy("code of a web page was left out from here on; what stood before may be cut")
        yield _at(line.number, line.text[:60], reason, _COMPARE)
    for note in document.notes:
        yield _at(note.line, note.text[:_MUCH], *_NOTED[note.odd])
    for line in document.lines:
        yield from _torn(line)
        heading = re.search(r"GIAI ĐOẠN (\d{4}\s*[-–]\s*\d{4})", line.text)
        if heading and period and re.findall(r"\d+", heading[1]) != re.findall(r"\d+", period):
            reason = lazy("the heading names another period than {period}", period=period)
            yield _at(line.number, heading.group(), reason, period)
    for bullets in _lists(document.lines):
        yield from _two_in_one(bullets)
    yield from _lost_notes(document.lines)


def _lost_notes(lines: Sequence[Line]) -> Iterator[Doubt]:
    """Marks of footnotes, "tỉnh[2]", whose note stands nowhere."""
    notes = {match[0] for line in lines if (match := re.match(r"\[\d+\]", line.text))}
    for line in lines:
        for mark in re.findall(r"(?<=\S)\[\d+\]", line.text):
            if mark not in notes:
                reason = lazy("the text of this footnote is missing")
                yield _at(line.number, mark, reason, _COMPARE)


def _torn(line: Line) -> Iterator[Doubt]:
    if match := _GLUED.search(line.text):
        reason = lazy("a footnote is torn off and the next line is glued on")
        words = line.text[: match.start()].rsplit(" ", 2)[-2:]
        yield _at(line.number, " ".join(words)[-_MUCH:] + match.group(), reason, _COMPARE)
    elif line.text.startswith("- ") and line.text.endswith(","):
        yield _at(line.number, line.text[-40:], lazy("the line ends in a comma"), _COMPARE)


def _lists(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Bullets that follow one another without other text between; not those of "Nơi nhận"."""
    bullets: list[Line] = []
    of_recipients = False
    for line in lines:
        if line.text.startswith("- "):
            bullets += [] if of_recipients else [line]
        else:
            yield bullets
            bullets, of_recipients = [], begins_list(line.text)
    yield bullets


def _two_in_one(bullets: Sequence[Line]) -> Iterator[Doubt]:
    """In a list of short items, each one sentence, the item that holds two."""
    if len(bullets) < _SHORT_LIST or max(len(line.text) for line in bullets) >= _SHORT_LINE:
        return
    found = [(line, _TWO_SENTENCES.search(line.text)) for line in bullets]
    double = [(line, match) for line, match in found if match]
    if len(double) != 1:
        return
    line, match = double[0]
    yield _at(
        line.number,
        match[1],
        lazy("a second item stands in the same bullet"),
        lazy("read it as two"),
    )


def _at(line: int, seen: str, reason: str, proposal: str) -> Doubt:
    return Doubt("decision.txt", "", "", seen, reason, proposal, line)
