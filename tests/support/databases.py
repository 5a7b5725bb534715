"""Databases for tests: opened once a run, emptied or filled anew for each test, in no hurry."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, event, text
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
    """Past SQLAlchemy: between two tests it would take longer than what many of them do."""
    connection = opened.engine.raw_connection()
    try:
        if opened.is_sqlite:
            driver: Any = connection.driver_connection
            guards = driver.execute(_GUARDS).fetchall()  # the audit lets nobody delete
            dropped = "".join(f"DROP TRIGGER {name}; " for name, _ in guards)
            driver.executescript(dropped + _emptying(is_sqlite=True))
            driver.executescript("; ".join(words for _, words in guards))
        else:
            connection.cursor().execute(_emptying(is_sqlite=False))
            connection.commit()
    finally:
        connection.close()
    return opened


@cache
def _emptying(*, is_sqlite: bool) -> str:
    """Foreign keys are not looked at: every row goes."""
    tables = reversed(SQLModel.metadata.sorted_tables)
    deleting = "; ".join(f'DELETE FROM "{table.name}"' for table in tables)
    if is_sqlite:
        begin, end = "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE", "COMMIT; PRAGMA foreign_keys=ON"
        return "; ".join((begin, deleting, end))
    # Thirteen times as quick as TRUNCATE, which makes a new file for each table
    return "; ".join(("SET LOCAL session_replication_role = replica", deleting, _COUNT_ANEW))


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
        connection = session.connection()
        rows = {
            table.name: [row._asdict() for row in connection.execute(_by_key(table))]
            for table in SQLModel.metadata.sorted_tables
        }
        counted = [] if database.is_sqlite else connection.execute(text(_COUNTED)).all()
    return Kept(rows, [{"name": name, "last": last} for name, last in counted])


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
    with database.read() as session:
        was_empty = not any(every_row(session).values())
    build(database)
    if was_empty:
        _BUILT[key] = kept(database)


def every_row(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, by the table's name, as the driver reads it: to be compared."""
    session.flush()
    cursor = session.connection().connection.cursor()
    try:
        return {name: _read(cursor, query) for name, query in _reading().items()}
    finally:
        cursor.close()


def _read(cursor: DBAPICursor, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return list(cursor.fetchall())


def _by_key(table: Table) -> Select[Any]:
    return table.select().order_by(*table.primary_key.columns)


@cache
def _reading() -> dict[str, str]:
    return {table.name: str(_by_key(table)) for table in SQLModel.metadata.sorted_tables}
