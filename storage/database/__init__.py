"""One engine for SQLite or PostgreSQL, and the two kinds of transaction: reading and writing."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import wraps
from inspect import unwrap
from pathlib import Path
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool
from sqlmodel import Session

from storage import lazy
from storage.database.writing import InTurn
from storage.database.writing import insert_if_new as insert_if_new
from storage.database.writing import insert_into as insert_into

BUSY_SECONDS = 20
TRUSTED_SECONDS = 1.0  # a connection that was used so lately is taken for good
_RESTS_SINCE = "rests_since"  # in the info of a pool's entry
_MEMORY, _ONLY = "memory", "only"  # in Session.info, while it remembers
_LAST = "last"  # in Session.info: what is done before the commit
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class DatabaseUrlError(ValueError):
    """The database address cannot be used; the text says what was seen and what is expected."""


class Database:
    """Hands out sessions of one transaction each: `write()` commits at its end, `read()` never.

    On SQLite a writing transaction takes the write lock when it begins: two writers then wait
    for each other instead of failing half-way with "database is locked".
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(sqlite_begin="IMMEDIATE")
        self.turns = InTurn() if self.is_sqlite else None

    @contextmanager
    def write(self) -> Iterator[Session]:
        opened = Session(self._writing, expire_on_commit=False)
        with self.turns or nullcontext(), opened as session, session.begin():
            yield session
            for finish in session.info.pop(_LAST, ()):
                finish(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def forget_bytes(self, whole: bool) -> None:
        """On SQLite: leave nothing of what was deleted in the files; `whole`: the file is written
        anew. Elsewhere the engine sees to that by itself."""
        if not self.is_sqlite:
            return
        connection = self.engine.raw_connection()
        try:
            driver: Any = connection.driver_connection
            if whole:
                driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()

    def close(self) -> None:
        self.engine.dispose()


def do_last(session: Session, finish: Callable[[Session], None]) -> None:
    """Once, when all else in this writing transaction is done."""
    session.info.setdefault(_LAST, {})[finish] = None


def remember(session: Session, *only: Callable[..., Any]) -> None:
    """From now on what is `remembered` is asked of the database once; begun anew, it forgets.

    `only`: nothing but these, where the rest may be changed meanwhile.
    """
    session.info[_MEMORY] = {}
    session.info[_ONLY] = {unwrap(one) for one in only}


def forget(session: Session) -> None:
    """Before anything is changed: from now on every question is asked again."""
    session.info.pop(_MEMORY, None)


def remembers(
    read: Callable[Concatenate[Session, Arguments], Answer],
) -> Callable[Concatenate[Session, Arguments], Answer]:
    """For what reads much and changes nothing: while it does, the session remembers anyway."""

    @wraps(read)
    def answer(session: Session, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        if _MEMORY in session.info:
            return read(session, *args, **kwargs)
        remember(session)
        try:
            return read(session, *args, **kwargs)
        finally:
            forget(session)

    return answer


def remembered(
    ask: Callable[Concatenate[Session, Arguments], Answer],
) -> Callable[Concatenate[Session, Arguments], Answer]:
    """For questions that come again and again within a turn or a tick; their arguments are
    hashable."""

    @wraps(ask)
    def answer(session: Session, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        memory, only = session.info.get(_MEMORY), session.info.get(_ONLY)
        if memory is None or (only and ask not in only):
            return ask(session, *args, **kwargs)
        key = (ask, args, *kwargs.items())
        if key not in memory:
            memory[key] = ask(session, *args, **kwargs)
        found: Answer = memory[key]
        return found

    return answer


def foretell(
    session: Session, ask: Callable[..., Answer], answers: Mapping[Any, Answer], *rest: Any
) -> None:
    """What `ask`, one that is `remembered`, will answer to each key and the rest: somebody has
    asked for all of them at once."""
    memory = session.info.get(_MEMORY)
    if memory is not None:
        memory.update({(unwrap(ask), (key, *rest)): answer for key, answer in answers.items()})


def open_database(url: str) -> Database:
    """Open the database at `url` (`sqlite:///path` or `postgresql://…`); create SQLite's file.

    Raises DatabaseUrlError when the address itself is wrong; connecting comes later.
    """
    scheme = _scheme(url)
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUrlError(_UNREADABLE if scheme in _KNOWN else _unknown(scheme)) from error
    if scheme == "sqlite" and address.host is None:
        return Database(_sqlite(address.database))
    if scheme in _POSTGRESQL:
        address = address.set(drivername=_DRIVER)
        return Database(_postgresql(address))
    raise DatabaseUrlError(_UNREADABLE if scheme in _KNOWN else _unknown(scheme))


def file_of(url: str) -> Path | None:
    """Where SQLite keeps the database; None where it is kept elsewhere, or in memory."""
    if _scheme(url) != "sqlite":
        return None
    path = url.removeprefix("sqlite:///").partition("?")[0]
    return None if path in ("", "sqlite://", ":memory:") else Path(path).absolute()


_DRIVER = "postgresql+psycopg"
_POSTGRESQL = ("postgresql", "postgres", _DRIVER)
_KNOWN = ("sqlite", *_POSTGRESQL)
_ADVICE = lazy("use sqlite:///var/daumoi.sqlite3 or postgresql://user:password@host/name")
_UNREADABLE = lazy(
    "DATABASE_URL cannot be read as an address; {advice}, with three slashes before the path of "
    "a file, and %40, %3A, %2F and %23 for @, :, / and # in a password",
    advice=_ADVICE,
)


def _scheme(url: str) -> str:
    """What stands before the colon; never more, for a password may follow."""
    found = re.match(r"[a-z0-9+._-]*", url, re.IGNORECASE)
    return found[0] if found else ""


def _unknown(scheme: str) -> str:
    kind = scheme.partition("+")[0]
    if kind in _KNOWN and kind != scheme:
        return lazy(
            "DATABASE_URL begins with '{scheme}:', a driver this program does not use; "
            "write {kind}:// and what follows it",
            scheme=scheme,
            kind=kind,
        )
    return lazy(
        "DATABASE_URL begins with '{scheme}:', which is not a database this program knows; "
        "{advice}",
        scheme=scheme,
        advice=_ADVICE,
    )


def _postgresql(address: URL) -> Engine:
    """A connection that has rested is asked whether it still is one: the server may have gone.

    To ask before every transaction costs as much as several statements.
    """
    engine = create_engine(address, hide_parameters=True)

    @event.listens_for(engine, "checkin")
    def _rests(_connection: Any, record: ConnectionPoolEntry) -> None:
        record.info[_RESTS_SINCE] = monotonic()

    @event.listens_for(engine, "checkout")
    def _ask(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
        if monotonic() - record.info.get(_RESTS_SINCE, monotonic()) < TRUSTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error  # another one is opened in its place

    return engine


def _sqlite(path: str | None) -> Engine:
    waiting = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    arguments: dict[str, Any] = {"connect_args": waiting, "hide_parameters": True}
    if path in (None, "", ":memory:"):
        engine = create_engine("sqlite://", poolclass=StaticPool, **arguments)
    else:
        _create_for_us_alone(Path(str(path)))
        engine = create_engine(f"sqlite:///{path}", **arguments)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            *("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"),
            "secure_delete=ON",  # what is erased leaves no bytes in the file
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.create_function("sha256_hex", 1, _sha256_hex, deterministic=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _sha256_hex(words: str) -> str:
    """Which PostgreSQL has of its own."""
    return hashlib.sha256(words.encode()).hexdigest()


def _create_for_us_alone(path: Path) -> None:
    """Names, telephones and tokens lie in it: SQLite's other files are made as this one is."""
    if path.exists():
        return
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
