"""Brings the tables of a database up to date; written with Alembic, run from the program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).resolve().parent
_LOCK = 7_300_921  # any number of ours: replicas that start together upgrade one after another


class OtherVersion(Exception):
    """The tables are not of this version of the program, nor of one before it."""


def upgrade(database: Database, to: str = "head") -> bool:
    """Bring the tables up to date, or to an older version `to`; tell whether anything had to be
    done. Raises OtherVersion."""
    if is_current(database):
        return False
    from alembic import command
    from alembic.util import CommandError

    with _connected(database) as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config = _config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as error:
            raise OtherVersion(
                f"its tables are of another version of the program ({error}); "
                "use that version, or another database"
            ) from error
        if database.is_sqlite:
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise RuntimeError(f"the migration broke {len(broken)} reference(s); undone")
    return True


@contextmanager
def _connected(database: Database) -> Iterator[Connection]:
    """A connection to migrate on. SQLite makes a changed table anew, which its references forbid:
    they are not enforced meanwhile, and checked before the end."""
    with database.engine.connect().execution_options(sqlite_begin="IMMEDIATE") as connection:
        driver = connection.connection.dbapi_connection
        if not database.is_sqlite or driver is None:
            yield connection
            return
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def is_current(database: Database) -> bool:
    """Asked at every start, and so without Alembic: it takes a tenth of a second and 10 MB."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.scalars(text("SELECT version_num FROM alembic_version")).all()
    return found == [head()]


def head() -> str:
    """The newest revision: they are numbered, and their files begin with the number."""
    return max(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def write_revision(database: Database, message: str, number: str) -> None:
    """Write a new migration from the difference between the models and `database` (developers)."""
    from alembic import command

    with database.write() as session:
        config = _config()
        config.attributes["connection"] = session.connection()
        command.revision(config, message, autogenerate=True, rev_id=number)


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config
