"""How rows are written: threads in turn, and single rows in one statement each."""

from collections import deque
from functools import cache
from threading import Event, Lock
from typing import Any

from sqlalchemy import Table, bindparam, insert, literal, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel

KEY = "id"


class InTurn:
    """Threads that write go first come, first served.

    SQLite gives the write lock to whoever looks in the right moment: a thread that writes again and
    again keeps all others from it, until they give up after BUSY_SECONDS.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self.is_taken = False
        self._waiting: deque[Event] = deque()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def __enter__(self) -> None:
        with self._lock:
            if not self.is_taken:
                self.is_taken = True
                return
            mine = Event()
            self._waiting.append(mine)
        mine.wait()

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()  # from hand to hand: nobody gets in between
            else:
                self.is_taken = False


def insert_into(session: Session, table: type[Any]) -> Any:
    """The statement of the engine's dialect; it knows `on_conflict_do_nothing`."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def insert_if_new(session: Session, table: type[Any], row: dict[str, Any]) -> bool:
    """Insert unless a unique key is taken already; whether it was inserted."""
    statement = _insert_if_new(session.get_bind().dialect.name, table)  # type: ignore[arg-type]
    return session.connection().execute(statement, row).first() is not None


# --- On the way of a message, where a flush costs several times as much -------------------------


def insert_row(session: Session, row: SQLModel) -> None:
    """Insert a new row as it is; it has its id then, and belongs to the session."""
    table = _table_of(row)
    given = {column.key: getattr(row, column.key) for column in table.c if column.key != KEY}
    set_committed_value(row, KEY, session.connection().scalar(_insert_into(table), given))
    make_transient_to_detached(row)
    session.add(row)


def update_row(session: Session, row: SQLModel, **values: Any) -> None:
    """Write these columns of a row that the session has, and set them on it."""
    given = {_given(name): value for name, value in values.items()}
    statement = _update_of(_table_of(row), tuple(values))
    session.connection().execute(statement, {_given(KEY): getattr(row, KEY), **given})
    for name, value in values.items():
        set_committed_value(row, name, value)


def _table_of(row: SQLModel) -> Table:
    table: Table = type(row).__table__  # type: ignore[attr-defined]
    return table


@cache
def _insert_into(table: Table) -> Any:
    return insert(table).returning(table.c[KEY])


@cache
def _update_of(table: Table, names: tuple[str, ...]) -> Any:
    values: dict[str, Any] = {name: bindparam(_given(name)) for name in names}
    return update(table).where(table.c[KEY] == bindparam(_given(KEY))).values(values)


def _given(name: str) -> str:
    """A parameter may not be called as the column it is for."""
    return f"new_{name}"


@cache
def _insert_if_new(engine: str, table: type[Any]) -> Any:
    dialect = postgresql if engine == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing().returning(literal(1))
