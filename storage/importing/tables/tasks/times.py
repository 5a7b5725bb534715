"""The time of a task as printed, put together where two columns hold it."""

from storage.importing.document import Row
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column


def time_of(grid: Grid, row: Row) -> str:
    """ "Quý I/2026 - Quý IV/2028" of a beginning and an end, "2026; Tháng 6/2026" of two others."""
    starts, time = grid.text(row, Column.STARTS), grid.text(row, Column.TIMEFRAME)
    if starts:
        return " - ".join(dict.fromkeys(filter(None, (starts, time))))
    return "; ".join(dict.fromkeys(filter(None, (time, grid.text(row, Column.OTHER_TIME)))))
