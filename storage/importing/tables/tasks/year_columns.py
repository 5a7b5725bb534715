"""Tasks whose times are crosses under columns of years."""

from dataclasses import replace

from storage.importing.document import Row
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import TARGETS, Column, year_of
from storage.names import fold

_CROSSES = {"x", "+", "v", "✓", "√", "✔", "●", "•", "*"}


def with_times(grid: Grid) -> Grid:
    """The grid with a column of times, "Năm 2025 - Năm 2027", in the place of crossed years.

    A row that holds other words than crosses keeps them where they stand.
    """
    years = {at: year for at, title in enumerate(grid.titles) if (year := year_of(title))}
    if Column.TIMEFRAME in grid.columns or not years:
        return grid
    at = max([len(grid.titles), *(len(row.cells) for row in grid.rows)])
    columns = {column: index for column, index in grid.columns.items() if column not in TARGETS}
    timed = replace(grid, columns=columns | {Column.TIMEFRAME: at})
    return replace(timed, rows=tuple(_timed(timed, row, years) for row in grid.rows))


def _timed(grid: Grid, row: Row, years: dict[int, int]) -> Row:
    filled = [at for at in years if row.cell(at)]
    if not filled or not all(
        fold(row.cell(at)) in _CROSSES or row.cell(at) in _CROSSES for at in filled
    ):
        return row
    cells = tuple("" if at in filled else cell for at, cell in enumerate(row.cells))
    together = len(filled) == years[filled[-1]] - years[filled[0]] + 1
    titles = [grid.titles[at] for at in filled]
    time = " - ".join(
        [titles[0], *titles[-1:]] if together and len(titles) > 1 else [", ".join(titles)]
    )
    return grid.with_texts(replace(row, cells=cells), {Column.TIMEFRAME: time})
