"""Reads a decision pasted from a law portal as plain text, cells separated by '|'."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from storage.importing.document import Document, Line, Row, Table, UnreadableDecision

# Script of the portal's page that was copied along; Vietnamese text never looks like this.
_CODE = re.compile(r"> span'|\bfunction\s*\(|\bvar \w+ = |\$\(|\$this\b|^\W*</?script")

_NEW_ROW = re.compile(r"\|\s*(\d+(\.\d+)*\.?|[a-zđ]\)|[IVXLC]+)\s*\|")


def read_text(path: Path) -> Document:
    """Raises UnreadableDecision when the file is not UTF-8 text or has nothing in it."""
    lines, left_out = _without_code(_numbered(path))
    running: list[Line] = []
    tables: list[Table] = []
    block: list[Line] = []
    for line in [*lines, Line(0, "")]:
        if "|" in line.text:
            block.append(line)
            continue
        if block:
            tables.append(Table(tuple(_rows(block))))
            block = []
        if line.text:
            running.append(line)
    return Document(tuple(running), tuple(tables), tuple(left_out))


def _numbered(path: Path) -> list[Line]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDecision(
            f"{path.name} is not UTF-8 text (byte {error.start + 1}); save it again as UTF-8"
        ) from error
    if "\0" in text:
        raise UnreadableDecision(f"{path.name} is a binary file; save the decision as UTF-8 text")
    if not text.strip():
        raise UnreadableDecision(f"{path.name} is empty; paste the text of the decision into it")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return [Line(n, " ".join(raw.split())) for n, raw in enumerate(text.split("\n"), 1)]


def _without_code(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Cut out stretches of script: from a line of code up to Vietnamese words, comments apart."""
    kept: list[Line] = []
    stretches: list[Line] = []
    inside = False
    for line in lines:
        if inside and (line.text.isascii() or line.text.startswith("//")):
            continue
        inside = bool(_CODE.search(line.text))
        if inside:
            stretches.append(line)
        else:
            kept.append(line)
    return kept, stretches


def _rows(block: Sequence[Line]) -> list[Row]:
    """Put rows together that an empty cell with a line break tore apart.

    The first row of a table tells how many separators a whole row has.
    """
    whole = block[0].text.count("|")
    framed = block[0].text.startswith("|")  # every row begins with '|': it proves nothing there
    rows: list[Line] = []
    for line in block:
        torn = line.text.startswith("|") and not (framed and _NEW_ROW.match(line.text))
        if torn and rows and rows[-1].text.count("|") + line.text.count("|") <= whole:
            rows[-1] = Line(rows[-1].number, f"{rows[-1].text} {line.text}")
        else:
            rows.append(line)
    return [row for row in map(_row, rows) if row.cells]


def _row(line: Line) -> Row:
    cells = [cell.strip() for cell in line.text.split("|")]
    while cells and not cells[-1]:
        cells.pop()
    return Row(line.number, tuple(cells))
