"""Takes tables out of pasted text whose cells are parted by tabs, as Word and Excel paste them."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from storage.importing.document import Row, Table
from storage.importing.files.listing import one_line

_FEWEST_TABS, _FEWEST_LINES = 2, 2
_DITTO = "\ue000"  # of no alphabet: stands for a mark while the cells are parted
_TAKEN_IN = "\ue001"
_BULLET = re.compile(r"[-+–]\s*[^\W\d_]")
# With tabs between the list of recipients and who signs: no row, and the end of the table
_SIGNATURE = re.compile(r"\s*(?:(?i:nơi nhận)\s*:|(?:TM|KT|TL|TUQ|T/M|Q)\.)")
_LONGEST_GAP = 5  # lines without a tab inside a table: headings, and cells with line breaks


def take_tabbed(lines: Sequence[str]) -> tuple[list[Table], list[str]]:
    """The tables, and the lines with those of the tables blank, so that no number moves."""
    tables: list[Table] = []
    whole, others = _unwrapped(lines), list(lines)
    for start, tabbed in _stretches(whole):
        end = _cell_closed(whole, start, tabbed)
        if _is_table(whole[start:end]):
            tables.append(Table(tuple(_rows(whole[start:end], start + 1)), aligned=True))
            others[start:end] = [""] * (end - start)
    return tables, others


def _stretches(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From a line with tabs to the last one that follows without a blank line or a long gap."""
    start = end = 0
    for index, line in enumerate(lines):
        if line == _TAKEN_IN:
            end += 1 if end == index else 0
            continue
        tabs = _tabs(line)
        signed = bool(_SIGNATURE.match(line))
        parts = not line.strip() or ("|" in line and not tabs) or signed
        if end and (parts or index - end >= _LONGEST_GAP):
            yield start, end
            end = 0
        # "PHỤ LỤC" with tabs around it, as it is centred, is no row of titles
        if tabs >= _FEWEST_TABS and not signed and (end or len(_titles(line)) > _FEWEST_TABS):
            start, end = start if end else index, index + 1
    if end:
        yield start, end


def _cell_closed(lines: Sequence[str], start: int, end: int) -> int:
    """The last cell may go on in lines without a tab, up to its closing quotation mark."""
    marks = sum(line.count('"') for line in _with_dittos(lines[start:end]))
    for at in range(end, min(end + _LONGEST_GAP, len(lines))):
        if marks % 2 == 0 or not lines[at].strip():
            break
        if '"' in lines[at]:
            return at + 1
    return end


def _is_table(lines: Sequence[str]) -> bool:
    """Half of the lines hold as many tabs, and the first one has titles: no letterhead has both.

    Where empty cells at the end of rows were cut off, each title is filled, and a line is as wide
    as they are, or none is wider.
    """
    counts = Counter(count for line in lines if (count := _tabs(line)))
    usual, times = counts.most_common(1)[0]
    agree = usual >= _FEWEST_TABS and times >= _FEWEST_LINES and 2 * times >= counts.total()
    cells, titles = lines[0].split("\t"), _titles(lines[0])
    as_wide = max(counts) < len(titles) or counts[len(titles) - 1] >= _FEWEST_LINES
    cut = len(cells) == len(titles) and len(lines) >= _FEWEST_LINES and as_wide
    return (agree or cut) and len(titles) > _FEWEST_TABS


def _rows(lines: Sequence[str], first: int) -> list[Row]:
    """Excel puts cells with line breaks in quotation marks; Word's own marks prove it was not."""
    try:
        return list(_parsed(_with_dittos(lines), first, marked=True))
    except csv.Error:
        return list(_parsed(lines, first, marked=False))


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """A line that goes on in lower case, or with a bullet, is the rest of the row before it.

    Word's cells with several paragraphs are pasted so. A mark stays where a line was taken in.
    """
    whole: list[str] = []
    for block in _blocks(lines):
        widest, at = max(map(_tabs, block)), len(whole)
        for place, line in enumerate(block):
            if whole[at:] and _goes_on(whole[at], block[place:], widest):
                whole[at] = f"{whole[at]} {line}"
                whole.append(_TAKEN_IN)
            else:
                at = len(whole)
                whole.append(line)
    return whole


def _goes_on(row: str, lines: Sequence[str], widest: int) -> bool:
    """Whether the first of the lines is the rest of the row; below a whole row, if rows follow."""
    fits = 0 < _tabs(row) <= widest - _tabs(lines[0])
    if fits and _tabs(row) + _tabs(lines[0]) == widest and row.endswith((";", ",")):
        return _tabs(lines[0]) > 0  # "Danh sách;" above "Biên bản", with the tabs that were left
    if not fits or not _begins_inside(lines[0]):
        return False
    following = next((line for line in lines if not _begins_inside(line)), "")
    return _tabs(row) < widest or _tabs(following) > 0


def _begins_inside(line: str) -> bool:
    return line[:1].islower() or bool(_BULLET.match(line))


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines up to a blank one, which is a block of its own."""
    for _, block in groupby(lines, key=lambda line: not line.strip()):
        yield list(block)


def _with_dittos(lines: Sequence[str]) -> Iterator[str]:
    """A quotation mark alone in its cell stands for the cell above, and opens no cell."""
    inside = False  # of a cell with line breaks
    for line in lines:
        cells = line.split("\t")
        if not inside:
            cells = [_DITTO if cell.strip() in ('"', '""') else cell for cell in cells]
        kept = "\t".join(cells)
        inside ^= kept.count('"') % 2 == 1
        yield kept


def _parsed(lines: Iterable[str], first: int, marked: bool) -> Iterator[Row]:
    ended = ("\n" if line == _TAKEN_IN else f"{line}\n" for line in lines)
    quotechar = '"' if marked else None
    reader = csv.reader(ended, delimiter="\t", quotechar=quotechar, strict=True)
    read = 0
    for texts in reader:
        cells = ['"' if text.strip() == _DITTO else one_line(text) for text in texts]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Row(first + read, tuple(cells))
        read = reader.line_num


def _titles(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("\t") if cell.strip()]


def _tabs(line: str) -> int:
    """None in a line whose cells are parted by bars."""
    tabs = line.count("\t")
    return tabs if tabs > line.count("|") else 0
