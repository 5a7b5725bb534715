"""Reads a plan folder back and checks it; every complaint names the file and the line."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

from storage.importing.folder.complaints import WHOLE, Complain, Complaint, refuse, still_sure
from storage.importing.folder.formulas import unshielded
from storage.importing.folder.model import FILES, HEADINGS, UNSURE, BadPlanFolder, PlanFolder
from storage.importing.folder.plan_toml import read_head
from storage.importing.folder.validation import contradictions

_OPTIONAL = ("succession.csv", "doubts.csv")
_YES = dict.fromkeys(("yes", "true", "1"), True) | dict.fromkeys(
    ("", "no", "false", "0", UNSURE), False
)


def read_folder(directory: Path) -> PlanFolder:
    """Raises BadPlanFolder with all of what is missing, cannot be read or contradicts itself."""
    if not directory.is_dir():
        raise BadPlanFolder("this is no folder; give the folder with the plan's plan.toml")
    found: list[Complaint] = []
    head = read_head(directory, found.append)
    parts: dict[str, tuple[Any, ...]] = {}
    lines: dict[str, tuple[int, ...]] = {}
    for name, (entry, attribute) in FILES.items():
        rows = _rows(directory, name, entry, found.append)
        parts[attribute] = tuple(row for row, _ in rows)
        lines[attribute] = tuple(line for _, line in rows)
    folder = PlanFolder(head=head, **parts)
    refuse([*found, *still_sure(contradictions(folder, lines), found)])
    return folder


def _rows(directory: Path, name: str, entry: type, complain: Complain) -> list[tuple[Any, int]]:
    path = directory / name
    if not path.is_file():
        if name not in _OPTIONAL:
            complain(Complaint(name, WHOLE, f"{name} is missing; add it, if only with its header"))
        return []
    readers = {f.name: _READERS[hint] for f, hint in _hints(entry)}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if missing := _missing_columns(reader.fieldnames or (), readers):
                for column in missing:
                    words = f"{name} line 1: the column '{column}' is missing; add it"
                    complain(Complaint(name, WHOLE, words))
                return []
            return [
                (entry(**_values(name, reader.line_num, row, readers, complain)), reader.line_num)
                for row in reader
            ]
    except UnicodeDecodeError:
        words = f"{name} is not UTF-8; save it again as UTF-8 CSV"
    except csv.Error as error:
        words = f"{name} is no CSV: {error}; check its quotation marks"
    complain(Complaint(name, WHOLE, words))
    return []


def _missing_columns(present: Iterable[str], wanted: Iterable[str]) -> list[str]:
    there = set(present)
    return [column for field in wanted if (column := HEADINGS.get(field, field)) not in there]


def _values(
    name: str,
    line: int,
    row: dict[str, str | None],
    readers: dict[str, Callable[[str], Any]],
    complain: Complain,
) -> dict[str, Any]:
    """A value that cannot be read is complained of, and stands as nothing meanwhile."""
    values = {}
    for field, read in readers.items():
        column = HEADINGS.get(field, field)
        text = unshielded((row[column] or "").strip())
        try:
            values[field] = read(text)
        except (ValueError, KeyError):
            words = f"{name} line {line}: {column} is '{text}'; write {_EXPECTED[read]}"
            complain(Complaint(name, line, words))
            values[field] = -line if read is int else None
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
