"""Tells tables from running lines in the rows of a sheet, where both stand in cells."""

from collections.abc import Iterator, Sequence

from storage.importing.files.listing import Listing, ListingRow

_HEADER_CELLS = 3  # a letterhead fills two cells of a row, the header of a table more
_TABLE_CELLS = 2


def add_sheet(listing: Listing, rows: Sequence[ListingRow]) -> None:
    """Rows above the first header are running lines, one a cell; so are single cells round a table.

    A single cell inside a table stays a row of it: it is a heading merged over all columns.
    """
    start = _header(rows)
    for row in rows[:start]:
        _add_lines(listing, row)
    for block in _blocks(rows[start:]):
        tabular = [n for n, row in enumerate(block) if _filled(row) >= _TABLE_CELLS]
        first, last = (tabular[0], tabular[-1] + 1) if tabular else (0, 0)
        for row in block[:first]:
            _add_lines(listing, row)
        listing.add_table(block[first:last])
        for row in block[last:]:
            _add_lines(listing, row)


def _header(rows: Sequence[ListingRow]) -> int:
    widths = [_filled(row) for row in rows]
    wide = min(_HEADER_CELLS, max(widths, default=0))
    return next((n for n, width in enumerate(widths) if width >= wide), len(rows))


def _blocks(rows: Sequence[ListingRow]) -> Iterator[list[ListingRow]]:
    """Two empty rows in succession part two blocks; a single one is only a gap."""
    block: list[ListingRow] = []
    gap = 0
    for row in rows:
        if not _filled(row):
            gap += 1
            continue
        if gap > 1 and block:
            yield block
            block = []
        gap = 0
        block.append(row)
    if block:
        yield block


def _filled(row: ListingRow) -> int:
    return sum(map(bool, row.texts))


def _add_lines(listing: Listing, row: ListingRow) -> None:
    for place, text in enumerate(filter(None, row.texts)):
        listing.add_line(text, () if place else row.odd)
