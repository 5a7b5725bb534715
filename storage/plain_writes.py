"""Writes one row in one statement, on the way of a message: a flush costs several times as much."""

from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel

KEY = "id"


def insert_row(session: Session, row: SQLModel) -> None:
    """Insert a new row as it is; it has its id then, and belongs to the session."""
    table = _table_of(row)
    given = {column.key: getattr(row, column.key) for column in table.c if column.key != KEY}
    set_committed_value(row, KEY, session.connection().scalar(_insert_into(table), given))
    make_transient_to_detached(row)
    session.add(row)


def update_row(session: Session, row: SQLModel, **values: Any) -> None:
    """Write these columns of a row that the session has, and set them on it."""
    given = {_given(name): value for name, value in values.items()}
    statement = _update_of(_table_of(row), tuple(values))
    session.connection().execute(statement, {_given(KEY): getattr(row, KEY), **given})
    for name, value in values.items():
        set_committed_value(row, name, value)


def _table_of(row: SQLModel) -> Table:
    table: Table = type(row).__table__  # type: ignore[attr-defined]
    return table


@cache
def _insert_into(table: Table) -> Any:
    return insert(table).returning(table.c[KEY])


@cache
def _update_of(table: Table, names: tuple[str, ...]) -> Any:
    values = {name: bindparam(_given(name)) for name in names}
    return update(table).where(table.c[KEY] == bindparam(_given(KEY))).values(values)


def _given(name: str) -> str:
    """A parameter may not be called as the column it is for."""
    return f"new_{name}"
