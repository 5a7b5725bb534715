"""Brings the tables of a database up to date; written with Alembic, run from the program."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage import lazy
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
    found = revision(database)
    if found == head():
        return False
    if found is not None and found not in revisions():
        raise OtherVersion(
            lazy(
                "its tables are of another version of the program, {found}, and this one knows "
                "them up to {head}; use that version, or another database",
                found=found,
                head=head(),
            )
        )
    from alembic import command

    with _connected(database) as connection, connection.begin():
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, to)
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


def revision(database: Database) -> str | None:
    """What the tables are of; None where there are none.

    Asked at every start, and so without Alembic: it takes a tenth of a second and 10 MB.
    """
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        newest = text("SELECT max(version_num) FROM alembic_version")
        found: str | None = connection.scalar(newest)
        return found


def head() -> str:
    """The newest revision."""
    return max(revisions())


def revisions() -> set[str]:
    """They are numbered, and their files begin with the number."""
    return {path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py")}


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
