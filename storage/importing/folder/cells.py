"""The cells of a plan folder's rows: values as words, and words as values."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from storage.importing.folder.reader import _READERS, _hints
from storage.importing.folder.writer import cell_of

EntryT = TypeVar("EntryT")


def cells_of(entry: Any) -> dict[str, str]:
    """By field: the words of its cell."""
    return {one.name: cell_of(getattr(entry, one.name)) for one in fields(entry)}


def values_of(kind: type, cells: Mapping[str, str]) -> dict[str, Any]:
    """By field: the value of each cell that is given."""
    readers = {one.name: _READERS[hint] for one, hint in _hints(kind)}
    return {name: readers[name](cell) for name, cell in cells.items()}


def entry_of(kind: type[EntryT], cells: Mapping[str, str]) -> EntryT:
    """The row; a cell that is not given is empty."""
    empty = dict.fromkeys((one.name for one, _ in _hints(kind)), "")
    return kind(**values_of(kind, {**empty, **cells}))
