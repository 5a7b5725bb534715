"""A migration that has landed is never changed: a database from between would not be upgraded."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlmodel import select

from storage import migrations
from storage.database import open_database
from storage.models import Report
from tests.support.worlds.answers.histories import make_history

FOLDER = Path(migrations.__file__).parent / "versions"
# Of each file as it landed; a new one gets its line here, and no line is ever changed
LANDED: dict[str, str] = {
    "0001_the_first_tables.py": "c37abeb5f787f005",
    "0002_fair_and_closed.py": "1b3db12d6f46fde8",
    "0003_roster_lines.py": "adc01a5ab00fa730",
    "0004_quotes_and_parts_of_a_percent.py": "e723e07f282c6c00",
    "0005_who_holds_a_message.py": "da00888acb323ae7",
    "0006_days_of_their_own.py": "11a3971425fdc051",
    "0007_amendments.py": "f3c03c4401023966",
    "0008_answers_carried_over.py": "324a45194c31ec78",
    "0009_issuer.py": "3e026c30a8acb97d",
    "0010_obstacles.py": "cd0fc681da536d9f",
    "0011_province_leader.py": "f6c5d1be74f07975",
    "0012_files_asked_for.py": "4dc503fcfb419923",
    "0013_values_as_numbers.py": "ff763032d3e26dbb",
    "0014_signing_in.py": "7c4aace08143f4ef",
    "0022_api_keys.py": "ac5a10788f79f249",
    "0023_letters_and_calendars.py": "8e179a830a09cc02",
}


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def test_every_migration_has_its_checksum() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.py")) == sorted(LANDED)


@pytest.mark.parametrize(("name", "landed"), LANDED.items())
def test_a_migration_is_as_it_landed(name: str, landed: str) -> None:
    assert checksum(FOLDER / name) == landed, "write a new migration instead"


def test_the_newest_by_its_number_is_the_one_that_the_others_lead_to() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER.parent))
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.head()


def test_values_of_before_are_read_as_the_dialogs_wrote_them(tmp_path: Path) -> None:
    """Every word stays; what is one number gets it, and its unit."""
    path = tmp_path / "old.sqlite3"
    database = open_database(f"sqlite:///{path}")
    migrations.upgrade(database)
    written = {
        "95,5%": ("95.5", "%"),
        "khoảng 1.200 triệu đồng": ("1200", "triệu đồng"),
        "-5": ("-5", ""),
        ">90%": ("90", "%"),
        "đô thị 95%, nông thôn 80%": (None, ""),
        "chưa có": (None, ""),
    }
    with database.write() as session:
        make_history(session, 3)
        for report, value in zip(session.exec(select(Report)), written, strict=False):
            report.value = value
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("ALTER TABLE report DROP COLUMN value_number")
        old.execute("ALTER TABLE report DROP COLUMN value_unit")
        for table in (
            "sign_in_link",
            "web_session",
            "api_key_plan",
            "api_key",
            "email_link",
            "calendar_feed",
        ):  # of later ones
            old.execute(f"DROP TABLE {table}")
        old.execute("ALTER TABLE person DROP COLUMN email")
        old.execute("ALTER TABLE round DROP COLUMN moves")
        old.execute("UPDATE alembic_version SET version_num = '0012'")
    migrations.upgrade(database)
    with closing(sqlite3.connect(path)) as new:
        read = new.execute("SELECT value, value_number, value_unit FROM report WHERE value != ''")
        assert {value: tuple(rest) for value, *rest in read} == written
    database.close()
