"""Opening a database, its migrations, its transactions."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import SQLModel, select

from storage.database import Database, DatabaseUrlError, open_database
from storage.migrations import is_current, upgrade
from storage.models import Heartbeat

NOW = datetime(2026, 10, 15, 8, tzinfo=timezone(timedelta(hours=7)))


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_upgrading_twice_does_nothing_the_second_time(database: Database) -> None:
    assert is_current(database)
    assert not upgrade(database)


def test_an_instant_comes_back_as_utc(database: Database) -> None:
    with database.write() as session:
        session.add(Heartbeat(name="x", beat_at=NOW))
    with database.read() as session:
        found = session.exec(select(Heartbeat)).one()
    assert found.beat_at == NOW
    assert found.beat_at.tzinfo is UTC


def test_a_time_without_zone_is_refused(database: Database) -> None:
    with database.read() as session:
        session.add(Heartbeat(name="x", beat_at=NOW.replace(tzinfo=None)))
        with pytest.raises(StatementError, match="an instant needs a time zone"):
            session.flush()


def test_an_error_inside_a_transaction_undoes_all_of_it(database: Database) -> None:
    def half_done() -> None:
        with database.write() as session:
            session.add(Heartbeat(name="x", beat_at=NOW))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with database.read() as session:
        assert session.exec(select(Heartbeat)).all() == []


def test_sqlite_keeps_its_promises_switched_on(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path / 'new' / 'x.sqlite3'}")
    with opened.engine.connect() as connection:
        pragmas = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    opened.close()
    assert pragmas == ["wal", 1, 20_000]


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", "oracle://x", ""])
def test_an_address_of_no_known_kind_is_refused_with_advice(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match="use sqlite:///"):
        open_database(url)
