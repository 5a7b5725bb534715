"""Reads a plan folder back and checks it; every complaint names the file and the line."""

import csv
import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from storage.calendar.office_hours import BadSettings, read_hours, read_ladder
from storage.importing.folder.formulas import unshielded
from storage.importing.folder.model import (
    FILES,
    HEADINGS,
    LATER,
    UNSURE,
    BadPlanFolder,
    PlanFolder,
    PlanHead,
    RuleEntry,
)
from storage.importing.folder.validation import check
from storage.models import Every

CUT_OFF = re.compile(r"(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])")

_OPTIONAL = ("succession.csv", "doubts.csv")
_YES = dict.fromkeys(("yes", "true", "1"), True) | dict.fromkeys(
    ("", "no", "false", "0", UNSURE), False
)


def read_folder(directory: Path) -> PlanFolder:
    """Raises BadPlanFolder: a file, column or value is missing or cannot be read."""
    if not directory.is_dir():
        raise BadPlanFolder("this is no folder; give the folder with the plan's plan.toml")
    head = _head(directory)
    parts: dict[str, tuple[Any, ...]] = {}
    lines: dict[str, tuple[int, ...]] = {}
    for name, (entry, attribute) in FILES.items():
        rows = _rows(directory, name, entry)
        parts[attribute] = tuple(row for row, _ in rows)
        lines[attribute] = tuple(line for _, line in rows)
    folder = PlanFolder(head=head, **parts)
    check(folder, lines)
    return folder


def _rows(directory: Path, name: str, entry: type) -> list[tuple[Any, int]]:
    path = directory / name
    if not path.is_file():
        if name in _OPTIONAL:
            return []
        raise BadPlanFolder(f"{name} is missing; add it, if only with its header")
    readers = {f.name: _READERS[hint] for f, hint in _hints(entry)}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            _check_header(name, reader.fieldnames or (), readers)
            return [
                (entry(**_values(name, reader.line_num, row, readers)), reader.line_num)
                for row in reader
            ]
    except UnicodeDecodeError as error:
        raise BadPlanFolder(f"{name} is not UTF-8; save it again as UTF-8 CSV") from error
    except csv.Error as error:
        raise BadPlanFolder(f"{name} is no CSV: {error}; check its quotation marks") from error


def _check_header(name: str, present: Iterable[str], wanted: Iterable[str]) -> None:
    there = set(present)
    for column in (HEADINGS.get(field, field) for field in wanted):
        if column not in there and column not in LATER.get(name, ()):
            raise BadPlanFolder(f"{name} line 1: the column '{column}' is missing; add it")


def _values(
    name: str, line: int, row: dict[str, str | None], readers: dict[str, Callable[[str], Any]]
) -> dict[str, Any]:
    values = {}
    for field, read in readers.items():
        column = HEADINGS.get(field, field)
        text = unshielded((row.get(column) or "").strip())
        try:
            values[field] = read(text)
        except (ValueError, KeyError) as error:
            raise BadPlanFolder(
                f"{name} line {line}: {column} is '{text}'; write {_EXPECTED[read]}"
            ) from error
    return values


def _hints(entry: type) -> list[tuple[Any, Any]]:
    hints = get_type_hints(entry)
    return [(field, hints[field.name]) for field in fields(entry)]


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _yes(text: str) -> bool:
    return _YES[text.lower()]


def _optional_int(text: str) -> int | None:
    return int(text) if text else None


def _optional_float(text: str) -> float | None:
    return float(text) if text else None


def _optional_date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_READERS: dict[Any, Callable[[str], Any]] = {
    str: str,
    bool: _yes,
    int: int,
    int | None: _optional_int,
    float | None: _optional_float,
    date | None: _optional_date,
    tuple[str, ...]: _list,
}
_EXPECTED: dict[Callable[[str], Any], str] = {
    _yes: "'yes' or nothing",
    int: "a whole number",
    _optional_int: "a whole number or nothing",
    _optional_float: "a number such as 95.5 or nothing",
    _optional_date: "a day such as 2025-03-01 or nothing",
}
_WANTED = {str: "text", date: "a day such as 2023-09-18", int: "a whole number", bool: "true"}


def _head(directory: Path) -> PlanHead:
    path = directory / "plan.toml"
    if not path.is_file():
        raise BadPlanFolder("plan.toml is missing; write it or import the decision")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPlanFolder(f"plan.toml cannot be read: {error}; correct it there") from error
    data = {"issuer": "", **data}
    plain = {f.name: _value(data, f.name, hint) for f, hint in _hints(PlanHead) if hint in _WANTED}
    try:
        ladder = read_ladder(data.get("ladder", []))
        office_hours = data.get("office_hours", [])
        read_hours(office_hours)
    except BadSettings as error:
        raise BadPlanFolder(f"plan.toml {error}") from error
    return PlanHead(
        **plain,
        recipients=tuple(map(str, data.get("recipients", ()))),
        rules=tuple(_rule(rule, n) for n, rule in enumerate(data.get("rules", ()), 1)),
        project_groups=dict(data.get("project_groups", {})),
        ladder=ladder,
        office_hours=tuple(office_hours),
        completion_days=_days(data, "completion_days", 1, 30),
        closes_after_days=_days(data, "closes_after_days", 0, 366),
    )


def _days(data: dict[str, Any], name: str, fewest: int, most: int) -> int | None:
    days = data.get(name)
    if days is None or (type(days) is int and fewest <= days <= most):
        return days
    raise BadPlanFolder(
        f"plan.toml {name} is '{days}'; write a number of days from {fewest} to {most}, or "
        "leave it out"
    )


def _rule(data: dict[str, Any], number: int) -> RuleEntry:
    where = f"rule {number}: "
    data = {"every": Every.YEAR.value, "cut_off": "", **data}
    plain = {f.name: _value(data, f.name, t, where) for f, t in _hints(RuleEntry) if t in _WANTED}
    rule = RuleEntry(**plain, agencies=tuple(map(str, data.get("agencies", ()))))
    if rule.tier not in ("agencies", "coordinator"):
        raise BadPlanFolder(
            f"plan.toml {where}tier is '{rule.tier}'; write agencies or coordinator"
        )
    if rule.every not in set(Every):
        raise BadPlanFolder(
            f"plan.toml {where}every is '{rule.every}'; write one of {', '.join(Every)}"
        )
    try:
        date(2024, rule.month, rule.day)
    except ValueError as error:
        raise BadPlanFolder(
            f"plan.toml {where}day {rule.day} of month {rule.month} does not exist; correct it"
        ) from error
    if rule.cut_off and not CUT_OFF.fullmatch(rule.cut_off):
        raise BadPlanFolder(f"plan.toml {where}cut_off is '{rule.cut_off}'; write a day like 31/10")
    return rule


def _value(data: dict[str, Any], name: str, kind: Any, where: str = "") -> Any:
    value = data.get(name)
    if type(value) is not kind:
        seen = "missing" if value is None else f"'{value}'"
        raise BadPlanFolder(f"plan.toml {where}{name} is {seen}; write {_WANTED[kind]}")
    return value
