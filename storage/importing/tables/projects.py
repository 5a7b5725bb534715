"""Reads a project table: numbered projects under groups with a Roman numeral."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage import lazy
from storage.importing.document import Row
from storage.importing.folder.model import Doubt, ProjectEntry
from storage.importing.tables.codes.printed import normal_code
from storage.importing.tables.grids.classifier import Grid, rows_of
from storage.importing.tables.grids.columns import Column

_NUMERAL = re.compile(r"[IVXLC]+")
_HELD = (Column.CODE, Column.PROJECT, Column.PLACE)


@dataclass(frozen=True)
class Projects:
    entries: tuple[ProjectEntry, ...]
    groups: dict[str, str]  # numeral → title
    doubts: tuple[Doubt, ...]


def read_projects(grids: Iterable[Grid], province: str) -> Projects:
    """Numbers restart in every group, so a project is known by group and number together."""
    entries: dict[tuple[str, int], ProjectEntry] = {}
    groups: dict[str, str] = {}
    doubts: list[Doubt] = []
    for grid, row in rows_of(grids):
        code = normal_code(grid.text(row, Column.CODE))
        if _NUMERAL.fullmatch(code) and code not in groups:
            groups[code] = grid.text(row, Column.PROJECT)
        elif code.isdecimal() and (next(reversed(groups), ""), int(code)) not in entries:
            entry = _entry(grid, row, next(reversed(groups), ""), int(code))
            entries[entry.group, entry.number] = entry
            doubts += _doubts(entry, province)
            doubts += _left_over(entry, grid.left_over(row, _HELD))
        else:
            doubts.append(_not_read(row))
    return Projects(tuple(entries.values()), groups, tuple(doubts))


def _entry(grid: Grid, row: Row, group: str, number: int) -> ProjectEntry:
    name, place = grid.text(row, Column.PROJECT), grid.text(row, Column.PLACE)
    return ProjectEntry(group, number, name, place, row.line)


def _doubts(entry: ProjectEntry, province: str) -> list[Doubt]:
    other = re.search(rf"tỉnh (?!{re.escape(province)})[A-ZĐ]\w+(?: [A-ZĐ]\w+)*", entry.place)
    if not other:
        return []
    code = f"{entry.group}.{entry.number}"
    reason = lazy("the place lies in another province")
    proposal = lazy("confirm the place, or correct it")
    line = entry.source_line
    return [Doubt("projects.csv", code, "place", other.group(), reason, proposal, line)]


def _left_over(entry: ProjectEntry, cells: Sequence[str]) -> list[Doubt]:
    if not cells:
        return []
    code = f"{entry.group}.{entry.number}"
    reason = lazy("these cells stand in columns that have no place in {file}", file="projects.csv")
    seen = " | ".join(cells)
    return [
        Doubt("projects.csv", code, "", seen, reason, lazy("add it by hand"), entry.source_line)
    ]


def _not_read(row: Row) -> Doubt:
    reason = lazy("a row without a number of its own; it is not in {file}", file="projects.csv")
    seen = " | ".join(row.cells)
    return Doubt("projects.csv", "", "", seen, reason, lazy("add it by hand"), row.line)
