"""Reads an indicator table: targets as printed, and as numbers where they are numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from storage import lazy
from storage.importing.agencies.registry import AgencyBook
from storage.importing.document import Row
from storage.importing.folder.model import Doubt, IndicatorEntry
from storage.importing.tables.codes.printed import normal_code
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.numbers import NUMERAL, Numbers
from storage.importing.tables.targets import Target, joined, read_target, target_places, year_in

_NONE = ("", "-", "–")
_OWN_YEARS = (2025, 2030)  # those with columns of their own
_HELD = (Column.CODE, Column.TITLE, Column.UNIT, Column.AGENCY)
_DIVIDES = re.compile(r"[IVXLC]+|[A-Z]")
_RESIDUE = re.compile(r"^Phấn đấu\b|\b(?:đạt|khoảng|chiếm)$")


@dataclass(frozen=True)
class _Cells:
    """A row with every text in its place; `shifted` tells that one text was merged over several."""

    row: Row
    name: str
    unit: str
    agency: str
    targets: tuple[Target, ...]
    shifted: bool = False
    year_is_guessed: bool = False


def read_indicators(
    grids: Iterable[Grid], book: AgencyBook, until: int | None = None
) -> tuple[tuple[IndicatorEntry, ...], tuple[Doubt, ...]]:
    """Rows that measure something; a heading may give them their year, other rows are doubts.

    `until` is the plan's last year, which a target without a year is taken to mean.
    """
    entries: list[IndicatorEntry] = []
    doubts: list[Doubt] = []
    numbers = Numbers()
    for count, grid in enumerate(grids, 1):
        numbers.begin(f"PL{grid.appendix}" if grid.appendix else f"BG{count}")
        year = year_in(grid.above.text) if grid.above else None
        for row in grid.rows:
            code = normal_code(grid.text(row, Column.CODE))
            cells = _cells(grid, row, year, until)
            if _measures(grid, code, cells):
                entry = _entry(grid, cells, numbers.next(code), book)
                entries.append(entry)
                doubts += _doubts(entry, cells)
            elif _is_heading(grid, row, code):
                year = year_in(" ".join(row.cells)) or year
                numbers.heading = code if _DIVIDES.fullmatch(code) else numbers.heading
            else:
                doubts.append(_not_read(row))
    return tuple(entries), tuple(doubts)


def _measures(grid: Grid, code: str, cells: _Cells) -> bool:
    """A row with a number; without one, or with a numeral, only if it has a target or a unit."""
    is_number = bool(code) and code[-1].isdecimal()
    said = bool(cells.unit or any(words for _, words in cells.targets))
    if is_number and not said and not cells.agency:
        return not _has_parts(grid, cells.row, code)
    return is_number or (bool(cells.name) and said)


def _has_parts(grid: Grid, row: Row, code: str) -> bool:
    """Whether the next row is a part of this one: 1.1 below 1, or a letter."""
    at = grid.rows.index(row) + 1
    following = normal_code(grid.text(grid.rows[at], Column.CODE)) if at < len(grid.rows) else "-"
    return following.startswith(f"{code}.") or following.isalpha() or not following


def _is_heading(grid: Grid, row: Row, code: str) -> bool:
    filled = [cell for cell in row.cells if cell and cell != grid.text(row, Column.CODE)]
    return len(filled) <= 1 and bool(
        NUMERAL.fullmatch(code) or code or year_in(" ".join(row.cells))
    )


def _cells(grid: Grid, row: Row, year: int | None, until: int | None) -> _Cells:
    """One text merged over unit and targets moves the agency forward: both are put in place."""
    places = target_places(grid)
    years = [printed or year or until or 0 for printed, _ in places]
    guessed = any(not printed and not year for printed, _ in places)
    agency = grid.text(row, Column.AGENCY)
    last = grid.columns.get(Column.AGENCY, 0)
    filled = [cell for cell in row.cells if cell]
    if not agency and len(row.cells) <= last and len(filled) == 4:
        merged = tuple((one, filled[2]) for one in years)
        return _Cells(row, filled[1], "", filled[3], merged, shifted=True)
    targets = tuple((one, row.cell(at)) for one, (_, at) in zip(years, places, strict=True))
    name, unit = grid.text(row, Column.TITLE), grid.text(row, Column.UNIT)
    return _Cells(row, name, unit, agency, targets, year_is_guessed=guessed)


def _entry(grid: Grid, cells: _Cells, place: tuple[str, int], book: AgencyBook) -> IndicatorEntry:
    own = dict(cells.targets)
    raws = [own.get(year, "") for year in _OWN_YEARS]
    (sign_2025, value_2025), (sign_2030, value_2030) = map(read_target, raws)
    entry = IndicatorEntry(
        group=place[0],
        number=place[1],
        name=cells.name,
        unit=cells.unit,
        target_2025_raw=raws[0],
        target_2030_raw=raws[1],
        target_2025=value_2025,
        target_2030=value_2030,
        comparison=f"{sign_2025};{sign_2030}" if sign_2025 or sign_2030 else "",
        source_line=cells.row.line,
        other_targets=joined([one for one in cells.targets if one[1] and one[0] not in _OWN_YEARS]),
        notes="" if cells.shifted else _notes(grid, cells.row),
    )
    where = Doubt("indicators.csv", entry.code, "agency", cells.agency, "", "", cells.row.line)
    return replace(entry, agency=";".join(book.read(cells.agency, where)))


def _notes(grid: Grid, row: Row) -> str:
    return grid.titled(row, {at for _, at in target_places(grid)} | grid.places(_HELD))


def _doubts(entry: IndicatorEntry, cells: _Cells) -> Iterator[Doubt]:
    where = Doubt("indicators.csv", entry.code, "", "", "", "", entry.source_line)
    if cells.shifted:
        reason = lazy("one text stands for unit and both targets; the agency follows it")
        seen = cells.targets[0][1]
        yield replace(where, field="target_2025_raw", seen=seen, reason=reason, proposal=seen)
    else:
        yield from _target_doubts(cells, where)
    values = [value for value in (entry.target_2025, entry.target_2030) if value is not None]
    if entry.unit == "%" and values and max(values) < 1:
        reason = lazy("the targets are below 1, so the unit is hardly %")
        yield replace(
            where, field="unit", seen=entry.unit, reason=reason, proposal=lazy("an index")
        )
    if residue := _RESIDUE.search(entry.name):
        reason = lazy("the name begins or ends with words of a sentence")
        proposal = lazy("take them out of the name, or keep it")
        yield replace(where, field="name", seen=residue.group(), reason=reason, proposal=proposal)
    if not entry.agency:
        yield replace(
            where, field="agency", reason=lazy("no agency answers for it"), proposal=lazy("add one")
        )


def _not_read(row: Row) -> Doubt:
    reason = lazy("a row without a number of its own; it is not in {file}", file="indicators.csv")
    seen = " | ".join(row.cells)
    return Doubt("indicators.csv", "", "", seen, reason, lazy("add it by hand"), row.line)


def _target_doubts(cells: _Cells, where: Doubt) -> Iterator[Doubt]:
    for year, raw in cells.targets:
        field = f"target_{year}_raw" if year in _OWN_YEARS else "other_targets"
        if read_target(raw)[1] is None and raw not in _NONE:
            reason = lazy("this is no single number")
            proposal = lazy("keep the words as the target")
            yield replace(where, field=field, seen=raw, reason=reason, proposal=proposal)
        if cells.year_is_guessed and raw:
            reason = lazy("nothing says of which year the target is; {year} is taken", year=year)
            yield replace(where, field=field, reason=reason, proposal=lazy("correct the year"))
