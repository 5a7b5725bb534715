"""INSERT that leaves alone what is there already, for the engine at hand."""

from typing import Any

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session


def insert_into(session: Session, table: type[Any]) -> Any:
    """The statement of the engine's dialect; it knows `on_conflict_do_nothing`."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def insert_if_new(session: Session, table: type[Any], row: dict[str, Any]) -> bool:
    """Insert unless a unique key is taken already; whether it was inserted."""
    statement = insert_into(session, table).values(**row).on_conflict_do_nothing()
    inserted = session.connection().execute(statement.returning(literal(1)))
    return inserted.first() is not None
