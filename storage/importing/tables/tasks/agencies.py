"""Reads the cells of agencies of one row: who leads, who coordinates, "như trên"."""

from dataclasses import dataclass

from storage.importing.agencies.registry import AgencyBook
from storage.importing.folder.model import Doubt, ItemEntry
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.tasks.cells import stands_for_above
from storage.importing.tables.tasks.rows import TaskRow


@dataclass(frozen=True)
class Offices:
    leads: tuple[str, ...]
    coordinating: tuple[str, ...]


def read_offices(grid: Grid, task: TaskRow, book: AgencyBook, above: ItemEntry | None) -> Offices:
    """The canonical names; `above` is the last task, for which "như trên" stands."""
    line = task.row.line

    def read(column: Column, field: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        cell = grid.text(task.row, column)
        if stands_for_above(cell):
            return getattr(above, field, ()), ()
        where = Doubt("items.csv", task.at.code, field, "", "", "", line)
        if column is Column.LEAD:
            return book.read_leads(cell, where, shared=line in grid.shared)
        return book.read(cell, where), ()

    leads, also = read(Column.LEAD, "leads")
    coordinating, _ = read(Column.COORDINATING, "coordinating")
    if stands_for_above(grid.text(task.row, Column.LEAD)) and above and not above.coordinating_raw:
        also = above.coordinating  # one cell names both
    return Offices(leads, tuple(dict.fromkeys((*also, *coordinating))))
