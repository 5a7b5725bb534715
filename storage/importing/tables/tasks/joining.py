"""Makes one grid of all tables of tasks, with the headings that keep their numbers apart."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from storage.importing.document import Row
from storage.importing.tables.codes.printed import normal_code, split_from_title, split_merged
from storage.importing.tables.grids.classifier import Grid, rows_of
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.tasks.cells import has_amount
from storage.importing.tables.tasks.year_columns import with_times
from storage.names import fold

# What an item has a place for; the words of all other columns are kept together
_HELD = (
    *(Column.CODE, Column.TITLE, Column.PRIORITY, Column.TOPICS, Column.LEAD),
    *(Column.COORDINATING, Column.STARTS, Column.TIMEFRAME, Column.OTHER_TIME),
    *(Column.PRODUCT, Column.FUNDING),
)
_MERGED = 3  # cells of the same words
_DIVIDES = re.compile("[IVXLC]+|[A-Z]")
_NO_HEADING = re.compile(
    r"^(?:trang|\W*) ?\d*$|[.:;,]$|.{200}", re.I
)  # a page's number, a sentence


def join_grids(grids: Sequence[Grid]) -> Grid:
    """A heading above a table goes in as a row of its own where numbers begin anew, so that
    "II. PHÁT TRIỂN …" above the second table tells its 1 from the first one's; of a second
    appendix with numbers of its own all codes stand under "PL2".
    """
    columns = {column: index for index, column in enumerate(Column)}
    rows: list[Row] = []
    seen: set[str] = set()
    for part in _parts(grids):
        codes = {code for grid in part for code in _codes(grid)}
        if seen & codes:
            title = part[0].appendix_title or f"Phụ lục {part[0].appendix}"
            rows.append(_apart(f"PL{part[0].appendix}", part[0], title))
        rows += _rows_of_part(part)
        seen |= codes
    shared, timeless = _shared(grids), _timeless(grids)
    return Grid(columns, tuple(rows), shared=shared, timeless=timeless)


def _parts(grids: Iterable[Grid]) -> list[list[Grid]]:
    """The tables of each appendix; those before the first one, or in none, are a part too."""
    parts: list[list[Grid]] = []
    for grid in grids:
        if not parts or (grid.appendix and grid.appendix != parts[-1][0].appendix):
            parts.append([])
        parts[-1].append(grid)
    return parts


def _rows_of_part(part: Sequence[Grid]) -> list[Row]:
    with_headings = _numbers_restart(part)
    rows: list[Row] = []
    seen: set[str] = set()
    for count, grid in enumerate(part, 1):
        heading, codes = (_heading(grid) if with_headings else None), _codes(grid)
        if heading:
            rows.append(heading)
        elif not with_headings and codes and len(seen & set(codes)) * 2 > len(codes):
            rows.append(_apart(f"BG{count}", grid, f"Bảng {count}"))
        timed = with_times(grid)
        rows += _grouped([_joined(timed, row) for row in timed.rows], timed.rows)
        seen |= set(codes)
    return rows


def _grouped(rows: Sequence[Row], printed: Sequence[Row]) -> Iterator[Row]:
    """Above the first 1.1 its group, when a cell beside it, merged down, holds "1. Thể chế"."""
    code, title = list(Column).index(Column.CODE), list(Column).index(Column.TITLE)
    seen: set[str] = set()
    for row, whole in zip(rows, printed, strict=True):
        own = normal_code(row.cell(code) or (split_from_title(row.cell(title)) or ("",))[0])
        above = own.rpartition(".")[0]
        found = [one for cell in whole.cells if (one := split_from_title(cell)) and one[0] == above]
        if found and above not in seen:
            cells = {Column.CODE: above, Column.TITLE: found[0][1]}
            yield Row(row.line, tuple(cells.get(column, "") for column in Column))
        seen |= {own, above}
        yield row


def _joined(grid: Grid, row: Row) -> Row:
    row = _unmerged(grid, row)
    texts = {column: grid.text(row, column) for column in _HELD}
    held = grid.places(_HELD) - (grid.places([Column.FUNDING]) if _is_money(texts) else set())
    texts[Column.REST] = grid.titled(row, held)
    return replace(row, cells=tuple(texts.get(column, "") for column in Column))


def _unmerged(grid: Grid, row: Row) -> Row:
    """A heading merged over the whole row stands in each of its cells, or in one that means
    nothing else ("Lĩnh vực"): it is kept as the title."""
    at = grid.columns.get(Column.CODE)
    if at is None or Column.TITLE not in grid.columns:
        return row
    filled = [place for place, cell in enumerate(row.cells) if cell and place != at]
    words = [row.cell(place) for place in filled]
    is_aside = len(filled) == 1 and not grid.places(_HELD) & set(filled)
    if len(set(words)) != 1 or (len(words) < _MERGED and not is_aside):
        return row
    code = row.cell(at)
    title = "" if code == words[0] else words[0]
    texts = {Column.CODE: code, Column.TITLE: title}
    return grid.with_texts(replace(row, cells=()), texts)


def _is_money(texts: Mapping[Column, str]) -> bool:
    """An amount is kept with its column's title, which may say that it is in millions."""
    return has_amount(texts[Column.FUNDING])


def _codes(grid: Grid) -> list[str]:
    codes = (normal_code(grid.text(row, Column.CODE)) for row in grid.rows)
    return [code for code in codes if code]


def _apart(code: str, grid: Grid, title: str) -> Row:
    line = grid.above.number if grid.above else grid.rows[0].line
    cells = {Column.CODE: code, Column.TITLE: title}
    return Row(line, tuple(cells.get(column, "") for column in Column))


def _shared(grids: Iterable[Grid]) -> frozenset[int]:
    """Lines of rows whose one column of agencies is for those who lead and who coordinate."""
    both = [
        grid
        for grid in grids
        if Column.COORDINATING not in grid.columns
        and "phoi hop" in fold("".join(grid.titles[grid.columns[Column.LEAD] :][:1]))
    ]
    return frozenset(row.line for _, row in rows_of(both))


def _timeless(grids: Iterable[Grid]) -> Mapping[int, int]:
    """Line of each row whose table has no column of times → first line under these titles."""
    first: dict[tuple[str, ...], int] = {}
    without = [grid for grid in grids if Column.TIMEFRAME not in with_times(grid).columns]
    return {row.line: first.setdefault(grid.titles, row.line) for grid, row in rows_of(without)}


def _numbers_restart(grids: Sequence[Grid]) -> bool:
    seen: set[str] = set()
    restarts = False
    for grid in grids:
        codes = _codes(grid)
        restarts = restarts or (bool(codes) and codes[0] in seen and _heading(grid) is not None)
        seen |= set(codes)
    return restarts


def _heading(grid: Grid) -> Row | None:
    """The line above a table as a heading row, when it looks like one and the rows have none."""
    if grid.above is None or _NO_HEADING.search(grid.above.text):
        return None
    code, title = split_merged(grid.above.text) or ("", grid.above.text)
    if not _DIVIDES.fullmatch(code):
        code, title = "", grid.above.text
    codes = [normal_code(grid.text(row, Column.CODE)) for row in grid.rows]
    if any(re.match("[IVXLCA-Z]", one) for one in codes):
        return None
    cells = {Column.CODE: code, Column.TITLE: title}
    return Row(grid.above.number, tuple(cells.get(column, "") for column in Column))
