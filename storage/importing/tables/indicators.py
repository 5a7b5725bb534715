"""Reads an indicator table: targets as printed, and as numbers where they are numbers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from storage.importing.agencies.registry import AgencyBook
from storage.importing.document import Row
from storage.importing.folder.model import Doubt, IndicatorEntry
from storage.importing.lazy_text import lazy
from storage.importing.tables.codes.printed import normal_code
from storage.importing.tables.grids.classifier import Grid, rows_of
from storage.importing.tables.grids.columns import Column

_TARGET = re.compile(r"([<>≥≤]|>=|<=|)\s*(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?\s*%?")
_NONE = ("", "-", "–")
_SIGNS = {">=": "≥", "<=": "≤", "": "="}
_HELD = (
    *(Column.CODE, Column.TITLE, Column.UNIT, Column.TARGET_2025, Column.TARGET_2030),
    Column.AGENCY,
)
_RESIDUE = re.compile(r"^Phấn đấu\b|\b(?:đạt|khoảng|chiếm)$")


def read_indicators(
    grids: Iterable[Grid], book: AgencyBook
) -> tuple[tuple[IndicatorEntry, ...], tuple[Doubt, ...]]:
    """Rows whose code is a number not taken yet; other rows with words become doubts."""
    entries: dict[int, IndicatorEntry] = {}
    doubts: list[Doubt] = []
    for grid, row in rows_of(grids):
        number = normal_code(grid.text(row, Column.CODE))
        if not number.isdecimal() or int(number) in entries:
            doubts.append(_not_read(row))
            continue
        entry, shifted = _entry(grid, row, int(number), book)
        entries[entry.number] = entry
        doubts += _doubts(entry, shifted)
        if not shifted:
            doubts += _left_over(entry, grid.left_over(row, _HELD))
    return tuple(entries.values()), tuple(doubts)


def read_target(raw: str) -> tuple[str, float | None]:
    """Sign and number of a target in Vietnamese writing: "≥05" → ("≥", 5.0), "2,1" → ("=", 2.1)."""
    match = _TARGET.fullmatch(raw)
    if not match:
        return "", None
    whole, decimals = match[2].replace(".", ""), (match[3] or "").replace(",", ".")
    return _SIGNS.get(match[1], match[1]), float(whole + decimals)


def _entry(grid: Grid, row: Row, number: int, book: AgencyBook) -> tuple[IndicatorEntry, bool]:
    cells, shifted = _unmerged(grid, row)
    targets = [cells[Column.TARGET_2025], cells[Column.TARGET_2030]]
    (sign_2025, value_2025), (sign_2030, value_2030) = map(read_target, targets)
    signs = f"{sign_2025};{sign_2030}" if sign_2025 or sign_2030 else ""
    agency_cell = cells[Column.AGENCY]
    where = Doubt("indicators.csv", str(number), "agency", agency_cell, "", "", row.line)
    agencies = book.read(agency_cell, where)
    entry = IndicatorEntry(
        number=number,
        name=cells[Column.TITLE],
        unit=cells[Column.UNIT],
        target_2025_raw=targets[0],
        target_2030_raw=targets[1],
        target_2025=value_2025,
        target_2030=value_2030,
        comparison=signs,
        agency=";".join(agencies),
        source_line=row.line,
    )
    return entry, shifted


def _unmerged(grid: Grid, row: Row) -> tuple[dict[Column, str], bool]:
    """One text merged over unit and targets moves the agency forward: both are put in place."""
    wanted = (Column.TITLE, Column.UNIT, Column.TARGET_2025, Column.TARGET_2030, Column.AGENCY)
    cells = {column: grid.text(row, column) for column in wanted}
    last = grid.columns.get(Column.AGENCY, 0)
    filled = [cell for cell in row.cells if cell]
    if cells[Column.AGENCY] or len(row.cells) > last or len(filled) != 4:
        return cells, False
    code_and_name, merged, agency = filled[:2], filled[2], filled[3]
    moved = dict.fromkeys(wanted, "") | {
        Column.TITLE: code_and_name[1],
        Column.TARGET_2025: merged,
        Column.TARGET_2030: merged,
        Column.AGENCY: agency,
    }
    return moved, True


def _doubts(entry: IndicatorEntry, shifted: bool) -> Iterator[Doubt]:
    where = Doubt("indicators.csv", str(entry.number), "", "", "", "", entry.source_line)
    if shifted:
        reason = lazy("one text stands for unit and both targets; the agency follows it")
        seen = entry.target_2025_raw
        yield replace(where, field="target_2025_raw", seen=seen, reason=reason, proposal=seen)
    else:
        yield from _target_doubts(entry, where)
    values = [value for value in (entry.target_2025, entry.target_2030) if value is not None]
    if entry.unit == "%" and values and max(values) < 1:
        reason = lazy("the targets are below 1, so the unit is hardly %")
        yield replace(
            where, field="unit", seen=entry.unit, reason=reason, proposal=lazy("an index")
        )
    if residue := _RESIDUE.search(entry.name):
        reason = lazy("the name begins or ends with words of a sentence")
        yield replace(
            where, field="name", seen=residue.group(), reason=reason, proposal=lazy("keep it")
        )
    if not entry.agency:
        yield replace(
            where, field="agency", reason=lazy("no agency answers for it"), proposal=lazy("add one")
        )


def _left_over(entry: IndicatorEntry, cells: Sequence[str]) -> Iterator[Doubt]:
    """Targets of other years than 2025 and 2030, and columns that nobody knows."""
    if cells:
        reason = lazy(
            "these cells stand in columns that have no place in {file}", file="indicators.csv"
        )
        where = Doubt("indicators.csv", str(entry.number), "", " | ".join(cells), reason)
        yield replace(where, proposal=lazy("add it by hand"), source_line=entry.source_line)


def _not_read(row: Row) -> Doubt:
    reason = lazy("a row without a number of its own; it is not in {file}", file="indicators.csv")
    seen = " | ".join(row.cells)
    return Doubt("indicators.csv", "", "", seen, reason, lazy("add it by hand"), row.line)


def _target_doubts(entry: IndicatorEntry, where: Doubt) -> Iterator[Doubt]:
    for year, raw, value in (
        (2025, entry.target_2025_raw, entry.target_2025),
        (2030, entry.target_2030_raw, entry.target_2030),
    ):
        if value is None and raw not in _NONE:
            reason = lazy("this is no single number")
            proposal = lazy("keep the words as the target")
            field = f"target_{year}_raw"
            yield replace(where, field=field, seen=raw, reason=reason, proposal=proposal)
