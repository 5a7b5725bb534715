"""Reads a decision pasted as plain text, its cells parted by '|', as law portals do, or by tabs."""

import re
import unicodedata
from collections.abc import Sequence

from storage.importing.document import Document, Line, Row, Table
from storage.importing.files.text.pasted_blocks import is_in_blocks, read_blocks
from storage.importing.files.text.tab_separated import take_tabbed

# Script of the portal's page that was copied along; Vietnamese text never looks like this.
_CODE = re.compile(r"> span'|\bfunction\s*\(|\bvar \w+ = |\$\(|\$this\b|^\W*</?script")

_NEW_ROW = re.compile(r"\|\s*(\d+(\.\d+)*\.?|[a-zđ]\)|[IVXLC]+)\s*\|")


def read_text(text: str) -> Document:
    """All styles of pasted text: a row is a line with bars or tabs, or a cell a block of lines."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    tabbed, others = take_tabbed(composed.split("\n"))
    lines, left_out = _without_code(_numbered(others))
    running, tables = read_blocks(lines) if is_in_blocks(lines) else _read_rows(lines)
    filled = [table for table in (*tables, *tabbed) if table.rows]
    in_order = sorted(filled, key=lambda table: table.rows[0].line)
    return Document(tuple(running), tuple(in_order), tuple(left_out))


def _numbered(lines: Sequence[str]) -> list[Line]:
    return [Line(n, " ".join(raw.split())) for n, raw in enumerate(lines, 1)]


def _read_rows(lines: Sequence[Line]) -> tuple[list[Line], list[Table]]:
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
    return running, tables


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
