"""Reads the holiday table `data/holidays.csv`: weekdays that are off, Saturdays that are worked."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from storage import lazy

HOLIDAYS_FILE = Path(__file__).resolve().parents[2] / "data" / "holidays.csv"
COLUMNS = ["day", "kind", "name", "document", "official_until"]
# Days off in a year, by the words their names hold (Bộ luật Lao động 2019, Điều 112; Nghị quyết
# 28/2026/QH16). As many weekdays every year: Điều 111 moves what falls on a weekend to a weekday
DAYS_BY_LAW = {
    "Tết Dương lịch": 1,
    "Tết Nguyên đán": 5,
    "Giỗ Tổ Hùng Vương": 1,
    "Ngày Chiến thắng": 1,
    "Ngày Quốc tế Lao động": 1,
    "Quốc khánh": 2,
    "Ngày Văn hóa Việt Nam": 1,
}
GIVEN_FROM = {"Ngày Văn hóa Việt Nam": 2026}
NAMED_BY_NOTICE = ("Tết Nguyên đán", "Quốc khánh")  # the law leaves open which days they are


@dataclass(frozen=True)
class Holiday:
    """A weekday off, or a weekend day worked instead, and the document that says so.

    `official_until` is the last year for which that document was published as official; None
    where the day was derived from the law and its yearly notice has still to come.
    """

    day: date
    kind: Literal["off", "work"]
    name: str
    document: str
    official_until: int | None = None


def read_holidays(path: Path = HOLIDAYS_FILE) -> list[Holiday]:
    """The table in the file's order. Raises ValueError naming the file and the line."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        if rows.fieldnames != COLUMNS:
            raise ValueError(
                lazy(
                    "{path}, line 1: the columns must be {names}",
                    path=path,
                    names=",".join(COLUMNS),
                )
            )
        found: dict[date, Holiday] = {}
        for row in rows:
            try:
                holiday = _holiday(row)
                if holiday.day in found:
                    raise ValueError(lazy("{day} is in the table twice", day=holiday.day))
            except ValueError as error:
                raise ValueError(
                    lazy(
                        "{path}, line {line}: {why}",
                        path=path,
                        line=rows.line_num,
                        why=error.args[0],
                    )
                ) from error
            found[holiday.day] = holiday
    return list(found.values())


def lacking(rows: Iterable[Holiday], year: int) -> list[str]:
    """The holidays of which `rows` hold fewer days in that year than the law gives."""
    names = [row.name for row in rows if row.kind == "off" and row.day.year == year]
    return [
        holiday
        for holiday, days in DAYS_BY_LAW.items()
        if year >= GIVEN_FROM.get(holiday, year) and sum(holiday in name for name in names) < days
    ]


def confirmed(rows: Iterable[Holiday]) -> list[Holiday]:
    """All rows but those that a yearly notice has to name and none has named yet."""
    return [
        row
        for row in rows
        if (row.official_until or 0) >= row.day.year
        or not any(holiday in row.name for holiday in NAMED_BY_NOTICE)
    ]


def _holiday(row: Mapping[str | None, str | None]) -> Holiday:
    if None in row or None in row.values():
        raise ValueError(lazy("a row has {count} cells", count=len(COLUMNS)))
    cells = {name: (row[name] or "").strip() for name in COLUMNS}
    day = date.fromisoformat(cells["day"])
    until = cells["official_until"]
    if until and not until.isdigit():
        raise ValueError(
            lazy("official_until is '{until}', but it must be a year or empty", until=until)
        )
    return Holiday(
        day=day,
        kind=_kind(cells["kind"], day),
        name=cells["name"],
        document=cells["document"],
        official_until=int(until) if until else None,
    )


def _kind(text: str, day: date) -> Literal["off", "work"]:
    """`work` is for weekends only, `off` for weekdays only: anything else is a slip of the pen."""
    is_weekend = day.weekday() >= 5
    if text == "off" and not is_weekend:
        return "off"
    if text == "work" and is_weekend:
        return "work"
    if text in ("off", "work"):
        raise ValueError(
            lazy("{day} is a {day:%A}; 'off' is for weekdays, 'work' for weekends", day=day)
        )
    raise ValueError(lazy("the kind is '{text}', but it must be 'off' or 'work'", text=text))
