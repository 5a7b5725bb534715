"""Databases for tests: opened once a run, emptied or filled anew for each test, in no hurry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, event, text
from sqlmodel import Session, SQLModel

from storage.database import Database, open_database
from storage.migrations import upgrade

_COUNT_ANEW = (
    "SELECT setval(quote_ident(sequencename)::regclass, 1, false) "
    "FROM pg_sequences WHERE schemaname = 'public'"
)
_COUNTED = (
    "SELECT quote_ident(sequencename), last_value FROM pg_sequences "
    "WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
_COUNT_ON = "SELECT setval(CAST(:name AS regclass), :last)"


def with_tables(url: str) -> Iterator[Database]:
    """Opened once a run: an engine remembers how each query is compiled."""
    opened = open_database(url)
    _hurry(opened)
    upgrade(opened)
    yield opened
    opened.close()


@cache
def in_memory() -> Database:
    """With today's tables, opened once a run; all threads share its one connection."""
    opened = open_database("sqlite://")
    SQLModel.metadata.create_all(opened.engine)
    return opened


def remembering(opened: Database) -> Database:
    """Another one of SQLite, which knows how a query is compiled as soon as any of them does.

    A command opens a database of its own: half its time would go into compiling.
    """
    first, engine = in_memory().engine, opened.engine
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return Database(engine)


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


@dataclass(frozen=True)
class Kept:
    """A world that takes long to build, to be put back for each test.

    `rows`: by the table's name. `counted`: how far PostgreSQL's keys have got.
    """

    rows: Mapping[str, list[dict[str, Any]]]
    counted: list[dict[str, Any]]

    def put_back(self, session: Session) -> None:
        """Into tables that are empty."""
        connection = session.connection()
        is_sqlite = connection.dialect.name == "sqlite"
        later = "PRAGMA defer_foreign_keys=ON"  # items refer to items
        connection.execute(
            text(later if is_sqlite else "SET LOCAL session_replication_role = replica")
        )
        for table in SQLModel.metadata.sorted_tables:
            if self.rows[table.name]:
                connection.execute(table.insert(), self.rows[table.name])
        if not is_sqlite:
            connection.execute(text("SET LOCAL session_replication_role = origin"))
        if self.counted:
            connection.execute(text(_COUNT_ON), self.counted)


def kept(database: Database) -> Kept:
    """What the database holds now."""
    with database.read() as session:
        rows = {
            name: [row._asdict() for row in found] for name, found in every_row(session).items()
        }
        counted = [] if database.is_sqlite else session.connection().execute(text(_COUNTED)).all()
    return Kept(rows, [{"name": name, "last": last} for name, last in counted])


def every_row(session: Session) -> dict[str, list[Any]]:
    """Every row of every table, by the table's name."""
    session.flush()
    connection = session.connection()
    return {name: list(connection.execute(query)) for name, query in _queries().items()}


@cache
def _queries() -> dict[str, Select[Any]]:
    return {
        table.name: table.select().order_by(*table.primary_key.columns)
        for table in SQLModel.metadata.sorted_tables
    }
