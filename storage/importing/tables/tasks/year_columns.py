"""Times that need the title above them: crosses under columns of years, a year in the title."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from storage.importing.document import Row
from storage.importing.tables.grids.classifier import Grid, rows_of
from storage.importing.tables.grids.columns import TARGETS, Column, year_of
from storage.importing.tables.tasks.timeframes import names_part_of_year
from storage.names import fold

_CROSSES = {"x", "+", "v", "✓", "√", "✔", "●", "•", "*"}


def with_times(grid: Grid) -> Grid:
    """The grid with a column of times, "Năm 2025 - Năm 2027", in the place of crossed years.

    Parts of a year go with it: "Quý II Năm 2026". Other words stay where they stand.
    """
    years = {at: year for at, title in enumerate(grid.titles) if (year := year_of(title))}
    if Column.TIMEFRAME in grid.columns or not years:
        return grid
    at = max([len(grid.titles), *(len(row.cells) for row in grid.rows)])
    columns = {column: index for column, index in grid.columns.items() if column not in TARGETS}
    timed = replace(grid, columns=columns | {Column.TIMEFRAME: at})
    return replace(timed, rows=tuple(_timed(timed, row, years) for row in grid.rows))


def time_headings(grids: Iterable[Grid]) -> Mapping[int, str]:
    """Line of each row → the title of its column of times, which may name the year."""
    return {
        row.line: grid.titles[at]
        for grid, row in rows_of(grids)
        if (at := grid.columns.get(Column.TIMEFRAME)) is not None and at < len(grid.titles)
    }


def _timed(grid: Grid, row: Row, years: dict[int, int]) -> Row:
    filled = [at for at in years if row.cell(at)]
    crosses = [at for at in filled if {fold(row.cell(at)), row.cell(at)} & _CROSSES]
    if filled and crosses == filled:
        time = _years_crossed(grid, filled, years)
    elif filled and all(names_part_of_year(row.cell(at)) for at in filled):
        time = "; ".join(f"{row.cell(at)} {grid.titles[at]}" for at in filled)
    else:
        return row
    cells = tuple("" if at in filled else cell for at, cell in enumerate(row.cells))
    return grid.with_texts(replace(row, cells=cells), {Column.TIMEFRAME: time})


def _years_crossed(grid: Grid, filled: list[int], years: dict[int, int]) -> str:
    together = len(filled) == years[filled[-1]] - years[filled[0]] + 1
    titles = [grid.titles[at] for at in filled]
    return " - ".join(
        [titles[0], *titles[-1:]] if together and len(titles) > 1 else [", ".join(titles)]
    )
