"""Brings the tables of a database up to date; written with Alembic, run from the program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from storage.database import Database

FOLDER = Path(__file__).resolve().parent
_LOCK = 7_300_921  # any number of ours: replicas that start together upgrade one after another


def upgrade(database: Database) -> bool:
    """Bring the tables up to date; tell whether anything had to be done."""
    if is_current(database):
        return False
    with database.write() as session:
        connection = session.connection()
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def is_current(database: Database) -> bool:
    with database.engine.connect() as connection:
        revision = MigrationContext.configure(connection).get_current_revision()
    return revision == ScriptDirectory.from_config(_config()).get_current_head()


def write_revision(database: Database, message: str, number: str) -> None:
    """Write a new migration from the difference between the models and `database` (developers)."""
    with database.write() as session:
        config = _config()
        config.attributes["connection"] = session.connection()
        command.revision(config, message, autogenerate=True, rev_id=number)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config
