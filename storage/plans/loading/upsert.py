"""Makes rows say what is wanted of them, and tells each difference."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

RowT = TypeVar("RowT", bound=SQLModel)
Values = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A row of `kind` that was "added", "changed" or "ended"; `fields`: old and new values."""

    what: str
    kind: str
    key: str
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


class Ending(Protocol):
    ended_at: datetime | None


EndingT = TypeVar("EndingT", bound=Ending)


def upsert(
    session: Session,
    model: type[RowT],
    present: Mapping[Any, RowT],
    wanted: Mapping[Any, Values],
    *,
    new_values: Values | None = None,
    untold: Collection[str] = (),
) -> list[Change]:
    """Insert what is not there in one statement, change what differs.

    `new_values` complete a new row; a difference in `untold` alone is stored but not told.
    """
    kind = str(model.__tablename__)
    changes = []
    for key, values in wanted.items():
        if key not in present:
            changes.append(Change("added", kind, _words(key)))
        elif fields := assign(present[key], values, untold):
            changes.append(Change("changed", kind, _words(key), fields))
    session.flush()
    new = [{**values, **(new_values or {})} for key, values in wanted.items() if key not in present]
    if new:
        session.connection().execute(insert(model), new)
    return changes


def assign(
    row: SQLModel, values: Values, untold: Collection[str] = ()
) -> dict[str, tuple[Any, Any]]:
    """Set what differs; the differences that are told."""
    differing = {
        name: (getattr(row, name), value)
        for name, value in values.items()
        if getattr(row, name) != value
    }
    for name, (_, value) in differing.items():
        setattr(row, name, value)
    return {name: both for name, both in differing.items() if name not in untold}


def end(
    session: Session,
    kind: str,
    present: Mapping[Any, EndingT],
    wanted: Collection[Any],
    now: datetime,
) -> list[Change]:
    """End, and keep, the rows that are no longer wanted."""
    gone = {key: row for key, row in present.items() if key not in wanted and row.ended_at is None}
    for row in gone.values():
        row.ended_at = now
    session.flush()
    return [Change("ended", kind, _words(key)) for key in gone]


def _words(key: Any) -> str:
    return " ".join(str(part) for part in key if part) if isinstance(key, tuple) else str(key)
