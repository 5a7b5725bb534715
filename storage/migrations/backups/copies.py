"""A database as a file of SQLite, whichever engine it is of, and such a file put back into it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, func, select, text
from sqlmodel import SQLModel

from storage.database import Database, open_database
from storage.migrations import upgrade

ROWS_AT_ONCE, FILES_AT_ONCE = 500, 8

_REFERENCES = text(
    "SELECT conrelid::regclass::text AS name, quote_ident(conname) AS rule, "
    "pg_get_constraintdef(oid) AS words FROM pg_constraint "
    "WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conname"
)
_COUNT_ON = text(
    "SELECT setval(pg_get_serial_sequence(:name, 'id'), CAST(:last AS bigint)) "
    "WHERE pg_get_serial_sequence(:name, 'id') IS NOT NULL"
)


class NotEmpty(Exception):
    """There are rows already where a backup was to be put."""


def copy_out(database: Database, path: Path) -> None:
    """Everything as of one instant into a new file for us alone; nobody has to wait for it.

    PostgreSQL's tables have to be of this version.
    """
    path.touch(mode=0o600, exist_ok=False)
    if database.is_sqlite:
        _copy_file(database, path)
    else:
        with sqlite_file(path) as copy:
            upgrade(copy)
            _copy_rows_out(database, copy)
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def copy_in(copy: Database, database: Database) -> None:
    """Every row of `copy` into PostgreSQL, in one transaction; both are of this version.

    Raises NotEmpty.
    """
    with copy.read() as source, database.write() as session:
        target = session.connection()
        for table in SQLModel.metadata.sorted_tables:
            if target.execute(select(1).select_from(table).limit(1)).first():
                raise NotEmpty(table.name)
        references = target.execute(_REFERENCES).all()
        for one in references:  # rows of one table refer to each other, later ones too
            target.execute(text(f"ALTER TABLE {one.name} DROP CONSTRAINT {one.rule}"))
        _copy_rows(source.connection(), target)
        for one in references:
            rule = f"ALTER TABLE {one.name} ADD CONSTRAINT {one.rule} {one.words}"
            target.execute(text(rule))
        _count_on(target)


@contextmanager
def sqlite_file(path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{path}")
    try:
        yield opened
    finally:
        opened.close()


def _copy_file(database: Database, path: Path) -> None:
    with database.engine.connect() as connection, closing(sqlite3.connect(path)) as copy:
        driver: Any = connection.connection.driver_connection
        driver.backup(copy)  # in one step: a writer meanwhile would have it begin again


def _copy_rows_out(database: Database, copy: Database) -> None:
    with (
        database.engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        ) as source,
        copy.write() as session,
    ):
        target = session.connection()
        target.execute(text("PRAGMA defer_foreign_keys=ON"))
        _copy_rows(source, target)


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in SQLModel.metadata.sorted_tables:
        wanted = table.select().order_by(*table.primary_key.columns)
        rows = source.execution_options(yield_per=_at_once(table)).execute(wanted)
        for part in rows.mappings().partitions():
            target.execute(table.insert(), [dict(row) for row in part])


def _at_once(table: Table) -> int:
    holds_files = any(isinstance(column.type, LargeBinary) for column in table.columns)
    return FILES_AT_ONCE if holds_files else ROWS_AT_ONCE


def _count_on(target: Connection) -> None:
    """PostgreSQL's keys go on behind the greatest that was put in."""
    for table in SQLModel.metadata.sorted_tables:
        if "id" in table.columns:
            last = target.execute(select(func.max(table.c.id))).scalar()
            if last is not None:
                target.execute(_COUNT_ON, {"name": f'"{table.name}"', "last": last})
