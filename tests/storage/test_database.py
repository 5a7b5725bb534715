"""Opening a database, its migrations, its transactions."""

from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, SQLModel, select

from storage import migrations
from storage.database import (
    Database,
    DatabaseUrlError,
    open_database,
    remember,
    remembered,
    remembers,
)
from storage.database.writing import InTurn
from storage.migrations import OtherVersion, head, revision, upgrade
from storage.models import Heartbeat, Person, Right

NOW = datetime(2026, 10, 15, 8, tzinfo=timezone(timedelta(hours=7)))


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_upgrading_twice_does_nothing_the_second_time(database: Database) -> None:
    assert revision(database) == head()
    assert not upgrade(database)


def test_tables_of_another_version_are_left_alone(tmp_path: Path) -> None:
    opened = open_database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    upgrade(opened)
    with opened.write() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OtherVersion, match="of another version of the program, 9999"):
        upgrade(opened)
    opened.close()


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


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        (
            "postgresql+psycopg2://u:secret@h/n",
            "'postgresql\\+psycopg2:', a driver .* postgresql://",
        ),
        ("postgres+asyncpg://u:secret@h/n", "'postgres\\+asyncpg:', a driver .* postgres://"),
        ("sqlite+aiosqlite:///x", "'sqlite\\+aiosqlite:', a driver .* write sqlite://"),
        ("postgressql://u:secret@h/n", "begins with 'postgressql:', which is not"),
        ("sqlite3:///x", "begins with 'sqlite3:', which is not"),
        ("u:secret@h/n", "begins with 'u:', which is not"),
        ("postgresql:/u:secret@h/n", "cannot be read as an address"),
        ("postgresql://u:secret@h:port/n", "cannot be read as an address"),
        ("sqlite://var/x", "cannot be read as an address; .* three slashes"),
        ("sqlite:var/x", "cannot be read as an address; .* three slashes"),
    ],
)
def test_a_mistyped_address_gets_a_sentence_that_repeats_no_password(url: str, seen: str) -> None:
    with pytest.raises(DatabaseUrlError, match=seen) as refused:
        open_database(url)
    assert "sec" not in str(refused.value)


def test_a_table_that_others_refer_to_can_be_changed_by_a_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    upgrade(opened)
    with opened.write() as session:
        person = Person(code="a", full_name="Người Mẫu")
        session.add(person)
        session.flush()
        session.add(Right(person_id=person.id or 0, kind="planner"))

    def changing(config: Config, _revision: str) -> None:
        context = MigrationContext.configure(config.attributes["connection"])
        with Operations(context).batch_alter_table("person", recreate="always") as batch:
            batch.alter_column("address", server_default="anh/chị")

    monkeypatch.setattr(migrations, "revision", lambda _: "0001")
    monkeypatch.setattr("alembic.command.upgrade", changing)
    assert upgrade(opened)
    with opened.read() as session:
        assert session.exec(select(Right)).one().person_id == person.id
        assert session.connection().execute(text("PRAGMA foreign_keys")).scalar() == 1
    opened.close()


def test_what_was_to_be_written_is_not_told_by_an_error(database: Database) -> None:
    """Else a log would hold names, replies and tokens."""
    with pytest.raises(IntegrityError) as error, database.write() as session:
        session.add_all(Person(code="a", full_name="Nguyễn Văn Mẫu") for _ in range(2))
    assert "Nguyễn Văn Mẫu" not in str(error.value)


def test_who_writes_again_and_again_keeps_nobody_else_from_it() -> None:
    """SQLite itself would give the lock to the first one again, each time."""
    turns, order, begun = InTurn(), list[str](), Event()

    def waits() -> None:
        begun.set()
        with turns:
            order.append("another")

    another = Thread(target=waits)
    with turns:
        another.start()
        begun.wait()
        while not turns.waiting:
            pass
    with turns:
        order.append("the first again")
    another.join()
    assert order == ["another", "the first again"]


def test_a_connection_that_has_rested_is_looked_at_before_it_is_used(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server was started anew meanwhile; a busy one is not asked before every transaction."""
    opened = open_database(postgresql.engine.url.render_as_string(hide_password=False))
    its_id, asked = text("SELECT pg_backend_pid()"), list[object]()
    ping = opened.engine.dialect.do_ping

    def noted(connection: Any) -> bool:
        asked.append(connection)
        return ping(connection)

    monkeypatch.setattr(opened.engine.dialect, "do_ping", noted)
    with opened.read() as session:
        first = session.connection().scalar(its_id)
    with opened.read() as session:
        assert session.connection().scalar(its_id) == first
    assert not asked
    with postgresql.engine.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
    monkeypatch.setattr("storage.database.TRUSTED_SECONDS", 0.0)
    with opened.read() as session:
        assert session.connection().scalar(its_id) not in (None, first)
    assert asked
    opened.close()


def test_writing_on_sqlite_goes_in_turn(database: Database) -> None:
    if database.is_sqlite:
        with database.write():
            assert database.turns is not None
            assert database.turns.is_taken
        assert not database.turns.is_taken


def test_a_session_remembers_what_alone_it_is_to_remember(in_memory: Database) -> None:
    asked: list[str] = []
    one, other = (remembered(partial(_ask, asked, name)) for name in ("one", "other"))
    with in_memory.read() as session:
        remember(session, one)
        for ask in (one, other, one, other):
            ask(session)
    assert asked == ["one", "other", "other"]


def test_what_only_reads_remembers_while_it_does(in_memory: Database) -> None:
    asked: list[str] = []
    ask = remembered(partial(_ask, asked, "one"))
    twice = remembers(lambda session: (ask(session), ask(session)))
    with in_memory.read() as session:
        twice(session)
        twice(session)  # what was changed in between is seen
    assert asked == ["one", "one"]


def _ask(asked: list[str], name: str, _session: Session) -> str:
    asked.append(name)
    return name
