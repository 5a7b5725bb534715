"""Puts the pages of a PDF together: paragraphs and tables in order, footnotes after their table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.importing.files.listing import Listing
from storage.importing.files.pdf.continued import LongTable
from storage.importing.files.pdf.letters import TextLine
from storage.importing.files.pdf.ruled import Ruled
from storage.importing.files.pdf.running import Placed, apart, paragraphs
from storage.importing.files.pdf.sheet import Sheet


@dataclass
class _Text:
    """Lines of one column; `right` is where its full lines end."""

    lines: list[Placed]
    right: float


@dataclass
class _Table:
    table: LongTable
    page: int  # the last one it stands on


_Block = _Text | _Table


def write_flow(sheets: Sequence[Sheet], listing: Listing) -> None:
    """Add everything to the listing, footnotes behind the table of their page or at the end."""
    notes = [(sheet.number, note) for sheet in sheets for note in sheet.notes]
    for block in _blocks(sheets):
        if isinstance(block, _Text):
            for text in paragraphs(block.lines, block.right):
                listing.add_line(text)
            continue
        if block.table.is_box:
            listing.add_line(block.table.parts[0].cells[0].text)
        else:
            listing.add_table(block.table.rows())
        while notes and notes[0][0] <= block.page:
            listing.add_line(notes.pop(0)[1])
    for _, note in notes:
        listing.add_line(note)


def _blocks(sheets: Sequence[Sheet]) -> list[_Block]:
    blocks: list[_Block] = []
    margins = _margins(sheets)
    for sheet in sheets:
        for part in _parts(sheet):
            if isinstance(part, Ruled):
                _add_table(blocks, part, sheet)
                continue
            above, left, right, below = apart(part)
            for lines, end in (
                (above, None),
                (left, _end(left)),
                (right, _end(right)),
                (below, None),
            ):
                _add_text(blocks, lines, end or margins[sheet.width], sheet)
    return blocks


def _add_text(blocks: list[_Block], lines: Sequence[TextLine], right: float, sheet: Sheet) -> None:
    placed = [Placed(sheet.number, line) for line in lines]
    last = blocks[-1] if blocks else None
    if placed and isinstance(last, _Text) and last.right == right:
        last.lines += placed
    elif placed:
        blocks.append(_Text(placed, right))


def _end(lines: Sequence[TextLine]) -> float:
    return max((line.x1 for line in lines), default=0.0)


def _add_table(blocks: list[_Block], part: Ruled, sheet: Sheet) -> None:
    last = blocks[-1] if blocks else None
    if isinstance(last, _Table) and last.page == sheet.number - 1 and last.table.takes(part):
        last.table.parts.append(part)
        last.page = sheet.number
    else:
        blocks.append(_Table(LongTable([part]), sheet.number))


def _parts(sheet: Sheet) -> Iterator[list[TextLine] | Ruled]:
    """The tables of a page and the lines between them, from top to bottom."""
    lines = list(sheet.lines)
    for table in sheet.tables:
        above = [line for line in lines if line.top < table.top]
        if above:
            yield above
        yield table
        lines = [line for line in lines if line.top >= table.top]
    if lines:
        yield lines


def _margins(sheets: Sequence[Sheet]) -> dict[float, float]:
    """By the width of a page, where its longest line ends."""
    margins: dict[float, float] = {}
    for sheet in sheets:
        margins[sheet.width] = max(margins.get(sheet.width, 0.0), _end(sheet.lines))
    return margins
