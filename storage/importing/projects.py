"""Reads a project table: numbered projects under groups with a Roman numeral."""

import re
from dataclasses import dataclass

from storage.importing.document import Row
from storage.importing.folder import Doubt, ProjectEntry
from storage.importing.tables import Column, Grid

_NUMERAL = re.compile(r"[IVXLC]+")


@dataclass(frozen=True)
class Projects:
    entries: tuple[ProjectEntry, ...]
    groups: dict[str, str]  # numeral → title
    doubts: tuple[Doubt, ...]


def read_projects(grid: Grid, province: str) -> Projects:
    """Numbers restart in every group, so a project is known by group and number together."""
    entries: list[ProjectEntry] = []
    groups: dict[str, str] = {}
    doubts: list[Doubt] = []
    for row in grid.rows:
        code = grid.text(row, Column.CODE).rstrip(".")
        if _NUMERAL.fullmatch(code):
            groups[code] = grid.text(row, Column.PROJECT)
        elif code.isdecimal():
            entry = _entry(grid, row, next(reversed(groups), ""), int(code))
            entries.append(entry)
            doubts += _doubts(entry, province)
        else:
            doubts.append(_not_read(row))
    return Projects(tuple(entries), groups, tuple(doubts))


def _entry(grid: Grid, row: Row, group: str, number: int) -> ProjectEntry:
    name, place = grid.text(row, Column.PROJECT), grid.text(row, Column.PLACE)
    return ProjectEntry(group, number, name, place, row.line)


def _doubts(entry: ProjectEntry, province: str) -> list[Doubt]:
    other = re.search(rf"tỉnh (?!{re.escape(province)})[A-ZĐ]\w+(?: [A-ZĐ]\w+)*", entry.place)
    if not other:
        return []
    code = f"{entry.group}.{entry.number}"
    reason = "the place lies in another province"
    proposal = "keep the printed words"
    line = entry.source_line
    return [Doubt("projects.csv", code, "place", other.group(), reason, proposal, line)]


def _not_read(row: Row) -> Doubt:
    reason = "a row without a number in the project table; it is not in projects.csv"
    seen = " | ".join(row.cells)
    return Doubt("projects.csv", "", "", seen, reason, "add it by hand", row.line)
