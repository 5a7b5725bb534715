"""The cells of a plan folder's rows: values as words, and words as values."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar, get_type_hints

from storage import lazy
from storage.importing.folder.model import UNSURE

EntryT = TypeVar("EntryT")
_YES = dict.fromkeys(("yes", "true", "1"), True) | dict.fromkeys(
    ("", "no", "false", "0", UNSURE), False
)


def cells_of(entry: Any) -> dict[str, str]:
    """By field: the words of its cell."""
    return {one.name: cell_of(getattr(entry, one.name)) for one in fields(entry)}


def cell_of(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case tuple():
            return ";".join(value)
        case float():
            return f"{value:.10g}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def entry_of(kind: type[EntryT], cells: Mapping[str, str]) -> EntryT:
    """The row; a cell that is not given is empty."""
    return kind(**values_of(kind, {**dict.fromkeys(readers_of(kind), ""), **cells}))


def values_of(kind: type, cells: Mapping[str, str]) -> dict[str, Any]:
    """By field: the value of each cell that is given."""
    readers = readers_of(kind)
    return {name: readers[name](cell) for name, cell in cells.items()}


def readers_of(kind: type) -> dict[str, Callable[[str], Any]]:
    """By field: what reads its cell; raises ValueError or KeyError, see EXPECTED."""
    return {one.name: _READ_BY[hint] for one, hint in hints_of(kind)}


def hints_of(entry: type) -> list[tuple[Any, Any]]:
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


_READ_BY: dict[Any, Callable[[str], Any]] = {
    str: str,
    bool: _yes,
    int: int,
    int | None: _optional_int,
    float | None: _optional_float,
    date | None: _optional_date,
    tuple[str, ...]: _list,
}
EXPECTED: dict[Callable[[str], Any], str] = {
    _yes: lazy("'yes' or nothing"),
    int: lazy("a whole number"),
    _optional_int: lazy("a whole number or nothing"),
    _optional_float: lazy("a number such as {number} or nothing", number="95.5"),
    _optional_date: lazy("a day such as {day} or nothing", day="2025-03-01"),
}
