"""Databases for tests: opened once a run, emptied or filled anew for each test, in no hurry."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlmodel import Session, SQLModel

from storage.database import Database, open_database
from storage.migrations import upgrade

_GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_COUNT_ANEW = (
    "SELECT setval(quote_ident(sequencename)::regclass, 1, false) "
    "FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
)
_COUNTED = (
    "SELECT quote_ident(sequencename), last_value FROM pg_sequences "
    "WHERE schemaname = 'public' AND last_value IS NOT NULL"
)


def with_tables(url: str) -> Iterator[Database]:
    """Opened once a run: an engine remembers how each query is compiled."""
    opened = open_database(url)
    _hurry(opened)
    opened = remembering(opened) if opened.is_sqlite else opened
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

    A command opens a database of its own: half its time would go into compiling, and a fifth of
    the first days of a simulated year.
    """
    first, engine = in_memory().engine, opened.engine
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return Database(engine)


def emptied(opened: Database) -> Database:
    """Past SQLAlchemy: between two tests it would take longer than what many of them do."""
    connection = opened.engine.raw_connection()
    try:
        cursor = connection.cursor()
        filled = _filled(cursor)
        if opened.is_sqlite:
            if filled:
                driver: Any = connection.driver_connection
                guarded = any(name.startswith("audit") for name in filled)
                # The audit lets nobody delete
                guards = driver.execute(_GUARDS).fetchall() if guarded else []
                dropped = "".join(f"DROP TRIGGER {name}; " for name, _ in guards)
                driver.executescript(dropped + _emptying(filled))
                driver.executescript("; ".join(words for _, words in guards))
        else:
            begin = "SET LOCAL session_replication_role = replica"
            cursor.execute("; ".join((begin, *_deleting(filled), _COUNT_ANEW)))
            connection.commit()
    finally:
        connection.close()
    return opened


def _filled(cursor: DBAPICursor) -> list[str]:
    """The tables with a row: most have none, and to empty those takes as long."""
    cursor.execute(_holding())
    holds = cursor.fetchone() or ()
    return [name for name, any_row in zip(_columns(), holds, strict=True) if any_row]


@cache
def _holding() -> str:
    return "SELECT " + ", ".join(f'EXISTS(SELECT 1 FROM "{name}")' for name in _columns())


def _emptying(filled: Iterable[str]) -> str:
    """Foreign keys are not looked at: every row goes."""
    begin, end = "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE", "COMMIT; PRAGMA foreign_keys=ON"
    return "; ".join((begin, *_deleting(filled), end))


def _deleting(filled: Iterable[str]) -> Iterator[str]:
    """Thirteen times as quick as TRUNCATE, for which PostgreSQL makes a new file."""
    return (f'DELETE FROM "{name}"' for name in filled)


@cache
def _columns() -> dict[str, str]:
    """By each table's name its columns; a table stands behind those that it refers to."""
    return {
        table.name: ", ".join(f'"{column.name}"' for column in table.columns)
        for table in SQLModel.metadata.sorted_tables
    }


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
    """A world that takes long to build, to be put back for each test, as the driver holds it.

    `rows`: by the table's name; PostgreSQL's as one text. `counted`: how far its keys have got.
    """

    rows: Mapping[str, Any]
    counted: Sequence[tuple[str, int]] = ()

    def put_back(self, session: Session) -> None:
        """Into tables that are empty."""
        cursor = session.connection().connection.cursor()
        try:
            if session.connection().dialect.name == "sqlite":
                self._into_sqlite(cursor)
            else:
                self._into_postgresql(cursor)
        finally:
            cursor.close()

    def _into_sqlite(self, cursor: DBAPICursor) -> None:
        cursor.execute("PRAGMA defer_foreign_keys=ON")  # items refer to items
        for name, rows in self.rows.items():
            cursor.executemany(_inserting(name), rows)

    def _into_postgresql(self, cursor: Any) -> None:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name, rows in self.rows.items():
            with cursor.copy(f'COPY "{name}" ({_columns()[name]}) FROM STDIN') as copy:
                copy.write(rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
        if self.counted:
            cursor.execute(f"SELECT {', '.join(map(_counting_on, self.counted))}")


def _counting_on(counted: tuple[str, int]) -> str:
    return "setval('{}'::regclass, {})".format(*counted)


def kept(database: Database) -> Kept:
    """What the database holds now."""
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        filled = _filled(cursor)
        if database.is_sqlite:
            return Kept({name: _read(cursor, name) for name in filled})
        rows = {name: _copied(cursor, name) for name in filled}
        cursor.execute(_COUNTED)
        return Kept(rows, tuple(cursor.fetchall()))
    finally:
        connection.close()


def _copied(cursor: Any, name: str) -> bytes:
    with cursor.copy(f"COPY ({_reading()[name]}) TO STDOUT") as copy:
        return b"".join(map(bytes, copy))


@cache
def _inserting(name: str) -> str:
    columns = _columns()[name]
    marks = ", ".join("?" * (columns.count(",") + 1))
    return f'INSERT INTO "{name}" ({columns}) VALUES ({marks})'


_BUILT: dict[tuple[object, bool], Kept] = {}


def built_once(database: Database, what: object, build: Callable[[Database], object]) -> None:
    """`what` is built once a run on each engine, and from then on put back, which takes a tenth.

    Not kept where something stood in the database already: it would be put back as well.
    """
    key = what, database.is_sqlite
    if key in _BUILT:
        with database.write() as session:
            _BUILT[key].put_back(session)
        return
    was_empty = kept(database).rows == {}
    build(database)
    if was_empty:
        _BUILT[key] = kept(database)


def every_row(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, by the table's name, as the driver reads it: to be compared."""
    session.flush()
    cursor = session.connection().connection.cursor()
    try:
        return {name: _read(cursor, name) for name in _filled(cursor)}
    finally:
        cursor.close()


def _read(cursor: DBAPICursor, name: str) -> list[tuple[Any, ...]]:
    cursor.execute(_reading()[name])
    return list(cursor.fetchall())


@cache
def _reading() -> dict[str, str]:
    return {
        table.name: str(table.select().order_by(*table.primary_key.columns))
        for table in SQLModel.metadata.sorted_tables
    }
