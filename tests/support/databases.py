"""Databases for tests: opened once a run, emptied for each test, in no hurry to be durable."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, text
from sqlmodel import SQLModel

from storage.database import Database, open_database
from storage.migrations import upgrade

_COUNT_ANEW = (
    "SELECT setval(quote_ident(sequencename)::regclass, 1, false) "
    "FROM pg_sequences WHERE schemaname = 'public'"
)


def with_tables(url: str) -> Iterator[Database]:
    """Opened once a run: an engine remembers how each query is compiled."""
    opened = open_database(url)
    _hurry(opened)
    upgrade(opened)
    yield opened
    opened.close()


def in_memory() -> Database:
    """With today's tables; all threads share its one connection."""
    opened = open_database("sqlite://")
    SQLModel.metadata.create_all(opened.engine)
    return opened


def emptied(opened: Database) -> Database:
    tables = [f'"{table.name}"' for table in reversed(SQLModel.metadata.sorted_tables)]
    deleting = [f"DELETE FROM {table}" for table in tables]
    with opened.engine.begin() as connection:
        if opened.is_sqlite:
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))  # items refer to items
            for statement in deleting:
                connection.execute(text(statement))
        else:
            # Thirteen times as quick as TRUNCATE, which makes a new file for each table
            without_checks = "SET LOCAL session_replication_role = replica"
            connection.exec_driver_sql("; ".join((without_checks, *deleting, _COUNT_ANEW)))
    return opened


def _hurry(opened: Database) -> None:
    """What a test has written need not outlast the machine; the whole program's tests do wait."""

    @event.listens_for(opened.engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        hurried = "PRAGMA synchronous=OFF" if opened.is_sqlite else "SET synchronous_commit=off"
        cursor = connection.cursor()
        cursor.execute(hurried)
        cursor.close()
        if not opened.is_sqlite:
            connection.commit()
