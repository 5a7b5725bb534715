"""A migration that has landed is never changed: a database from between would not be upgraded."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from storage import migrations
from storage.database import open_database

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
    "0015_links_that_open_pages.py": "ce5b265999f3a04f",
    "0016_the_form.py": "2f916498d2e9769b",
    "0017_doubts_settled.py": "34a0560690ba92c5",
    "0018_offices_within.py": "9d92020875c6db80",
    "0022_api_keys.py": "7a1e098fe94b9099",
    "0023_letters_and_calendars.py": "8e179a830a09cc02",
    "0024_links_with_messages.py": "89082af9a0895f28",
    "0025_tasks_alike.py": "258bce6a5590fc41",
    "0029_decision_files.py": "1d9154149c1553cf",
    "0030_assignments_found_quickly.py": "30078f22c4072666",
    "0031_rounds_found_quickly.py": "e0d362cbac036a3b",
    "0032_late_messages.py": "5bbb2a56f2ee1e8d",
    "0027_a_chained_audit.py": "24e077b518bdb7af",
    "0028_encrypted_and_kept_for_a_time.py": "f453dccdad70bbd9",
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


_OF_TYPE = {"DATE": "2026-11-15", "DATETIME": "2026-11-15 00:00:00", "VARCHAR": "", "JSON": "{}"}


def filled_in(old: sqlite3.Connection, table: str, **given: object) -> None:
    """A row of the table as it was then; what has to be given and was not is empty."""
    needed = [
        (name, kind.partition("(")[0])
        for _, name, kind, is_needed, default, is_key in old.execute(f"PRAGMA table_info({table})")
        if is_needed and default is None and not is_key and name not in given
    ]
    row = given | {name: _OF_TYPE.get(kind, 0) for name, kind in needed}
    places, names = ", ".join("?" * len(row)), ", ".join(f'"{name}"' for name in row)
    old.execute(f'INSERT INTO "{table}" ({names}) VALUES ({places})', [*row.values()])


def test_values_of_before_are_read_as_the_dialogs_wrote_them(tmp_path: Path) -> None:
    """Every word stays; what is one number gets it, and its unit."""
    path = tmp_path / "old.sqlite3"
    database = open_database(f"sqlite:///{path}")
    migrations.upgrade(database, to="0012")
    written = {
        "95,5%": ("95.5", "%"),
        "khoảng 1.200 triệu đồng": ("1200", "triệu đồng"),
        "-5": ("-5", ""),
        ">90%": ("90", "%"),
        "đô thị 95%, nông thôn 80%": (None, ""),
        "chưa có": (None, ""),
    }
    with closing(sqlite3.connect(path)) as old, old:
        filled_in(old, "plan", id=1)
        filled_in(old, "agency", id=1)
        filled_in(old, "round", id=1, plan_id=1)
        filled_in(old, "expectation", id=1, round_id=1, agency_id=1)
        for value in written:
            filled_in(old, "report", expectation_id=1, value=value)
    migrations.upgrade(database)
    with closing(sqlite3.connect(path)) as new:
        read = new.execute("SELECT value, value_number, value_unit FROM report WHERE value != ''")
        assert {value: tuple(rest) for value, *rest in read} == written
    database.close()


def test_a_link_that_waits_to_be_sent_goes_with_its_message_still(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    database = open_database(f"sqlite:///{path}")
    migrations.upgrade(database, to="0023")
    chart = {"form": "png", "plan_id": 1}
    rows: list[tuple[int, dict[str, object] | None, dict[str, object] | None]] = [
        (1, None, {"link": "sign-in", "until": None}),
        (0, {"form_until": "2027-01-13"}, {"link": "form", "until": "2027-01-13"}),
        (0, {"calendar": True}, {"link": "calendar", "until": None}),
        (0, chart, chart),
        (0, None, None),
    ]
    with closing(sqlite3.connect(path)) as old, old:
        filled_in(old, "chataccount", id=1)
        for signs_in, wanted, _ in rows:
            given = {} if wanted is None else {"wanted_file": json.dumps(wanted)}
            filled_in(old, "outbox", account_id=1, signs_in=signs_in, **given)
    migrations.upgrade(database)
    with closing(sqlite3.connect(path)) as new:
        read = new.execute("SELECT wanted_file FROM outbox ORDER BY id").fetchall()
        assert [json.loads(one) if one else None for (one,) in read] == [new for *_, new in rows]
    database.close()


def test_a_database_of_every_version_is_brought_up_to_date_with_its_rows(tmp_path: Path) -> None:
    """Each version writes into every table that it knows before the next one comes."""
    path = tmp_path / "old.sqlite3"
    database = open_database(f"sqlite:///{path}")
    for number in sorted(migrations.revisions()):
        migrations.upgrade(database, to=number)
        assert migrations.revision(database) == number
        with closing(sqlite3.connect(path)) as old, old:
            empty = [name for name in _tables(old) if not old.execute(_COUNT + name).fetchone()[0]]
            for table in empty:
                filled_in(old, table, **_references(old, table))
    with closing(sqlite3.connect(path)) as new:
        counts = {name: new.execute(_COUNT + name).fetchone()[0] for name in _tables(new)}
        assert set(counts.values()) == {1}
        assert counts.keys() == SQLModel.metadata.tables.keys()
        assert new.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


_COUNT = "SELECT count(*) FROM "


def _tables(old: sqlite3.Connection) -> list[str]:
    found = old.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if name != "alembic_version"]


def _references(old: sqlite3.Connection, table: str) -> dict[str, object]:
    """Each to the first row of the table it refers to; keys that are no numbers are a word."""
    columns = old.execute(f"PRAGMA table_info({table})").fetchall()
    keys = {name: "x" for _, name, kind, *_, is_key in columns if is_key and kind != "INTEGER"}
    found = old.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    needed = {name for _, name, _, is_needed, _, is_key in columns if is_needed or is_key}
    return keys | {own: 1 for _, _, _, own, *_ in found if own in needed}
