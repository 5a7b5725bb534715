"""Reads a plan folder back and checks it; every complaint names the file and the line."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from storage import lazy
from storage.importing.folder.cells import EXPECTED, readers_of
from storage.importing.folder.complaints import WHOLE, Complain, Complaint, refuse, still_sure
from storage.importing.folder.formulas import unshielded
from storage.importing.folder.model import (
    FILES,
    HEADINGS,
    LATER,
    BadPlanFolder,
    PlanFolder,
)
from storage.importing.folder.plan_toml import read_head
from storage.importing.folder.validation import contradictions

_OPTIONAL = ("succession.csv", "doubts.csv")


def read_folder(directory: Path) -> PlanFolder:
    """Raises BadPlanFolder with all of what is missing, cannot be read or contradicts itself."""
    if not directory.is_dir():
        raise BadPlanFolder(lazy("this is no folder; give the folder with the plan's plan.toml"))
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
            complain(
                Complaint(
                    name,
                    WHOLE,
                    lazy("{file} is missing; add it, if only with its header", file=name),
                )
            )
        return []
    try:
        return _read_rows(path, name, entry, complain)
    except UnicodeDecodeError:
        words = lazy("{file} is not UTF-8; save it again as UTF-8 CSV", file=name)
    except csv.Error as error:
        words = lazy(
            "{file} is no CSV: {why}; check its quotation marks", file=name, why=str(error)
        )
    complain(Complaint(name, WHOLE, words))
    return []


def _read_rows(path: Path, name: str, entry: type, complain: Complain) -> list[tuple[Any, int]]:
    readers = readers_of(entry)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        missing = _missing_columns(name, reader.fieldnames or (), readers)
        for column in missing:
            words = lazy(
                "{file} line 1: the column '{column}' is missing; add it", file=name, column=column
            )
            complain(Complaint(name, WHOLE, words))
        if missing:
            return []
        return [
            (entry(**_values(name, reader.line_num, row, readers, complain)), reader.line_num)
            for row in reader
        ]


def _missing_columns(name: str, present: Iterable[str], wanted: Iterable[str]) -> list[str]:
    there = set(present)
    columns = (HEADINGS.get(field, field) for field in wanted)
    return [one for one in columns if one not in there and one not in LATER.get(name, ())]


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
        text = unshielded((row.get(column) or "").strip())
        try:
            values[field] = read(text)
        except (ValueError, KeyError):
            words = lazy(
                "{file} line {line}: {column} is '{seen}'; write {wanted}",
                file=name,
                line=line,
                column=column,
                seen=text,
                wanted=EXPECTED[read],
            )
            complain(Complaint(name, line, words))
            values[field] = -line if read is int else None
    return values
