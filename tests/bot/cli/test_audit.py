"""The log of changes, keys and exports on the command line; what writes leaves a row."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli import app
from bot.web.pages.audit.wording import ACTIONS
from storage.database import open_database
from storage.models.encrypted import use_keys
from tests.bot.conftest import Terminal
from tests.support.worlds.linked import link


@pytest.fixture(autouse=True)
def no_keys() -> Iterator[None]:
    yield
    use_keys([])


def forge(terminal: Terminal, *statements: str) -> None:
    """Past the program, and past its triggers."""
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.engine.connect() as connection, connection.begin():
        connection.execute(text("DROP TRIGGER audit_entry_is_kept"))
        for one in statements:
            connection.execute(text(one))
    opened.close()


def test_the_log_is_shown_by_plan_person_and_days(loaded: Terminal) -> None:
    everything = loaded.json("audit", "show", "--json")
    assert {one["action"] for one in everything} == {"plan.loaded", "person.loaded", "round.opened"}
    of_plan = loaded.json("audit", "show", "--plan", "ben-tre", "--json")
    assert {one["action"] for one in of_plan} == {"plan.loaded", "round.opened"}
    [of_person] = loaded.json("audit", "show", "--person", "sct", "--json")
    assert of_person["action"] == "person.loaded"
    assert loaded.json("audit", "show", "--from", "2026-10-15", "--json") == []
    assert loaded.json("audit", "show", "--to", "2026-10-13", "--json") == []
    assert len(loaded.json("audit", "show", "--from", "2026-10-14", "--to", "2026-10-14", "--json"))
    assert "Plan loaded" in loaded.prints("audit", "show")
    assert "nobody has the code 'x'" in loaded.fails("audit", "show", "--person", "x")
    assert "no plan 'x'" in loaded.fails("audit", "show", "--plan", "x")


def test_verify_names_the_first_row_that_is_not_as_it_was(loaded: Terminal) -> None:
    said = loaded.prints("audit", "verify")
    noted = said.strip().rsplit(": ", 1)[1]
    assert "are as they were written" in said
    loaded.prints("audit", "verify", "--noted", noted)
    assert "must be as an earlier verify" in loaded.fails("audit", "verify", "--noted", "x")
    assert "is missing" in loaded.fails("audit", "verify", "--noted", f"99999:{noted[-64:]}")
    forge(loaded, "UPDATE auditentry SET action = 'x' WHERE id = 2")
    assert "entry 2 was changed: x of " in loaded.fails("audit", "verify")
    assert "entry 2 was changed" in loaded.run("doctor").stdout


def test_everything_about_somebody_is_given_out_once(loaded: Terminal, tmp_path: Path) -> None:
    link(loaded, "sct")
    out = tmp_path / "sct.json"
    loaded.prints("people", "export", "sct", "--out", str(out))
    given = json.loads(out.read_text())
    assert given["person"][0]["code"] == "sct"
    assert "Thông tin cá nhân (1)" in out.with_suffix(".txt").read_text("utf-8-sig")
    assert "not be there yet" in loaded.fails("people", "export", "sct", "--out", str(out))
    assert loaded.json("audit", "show", "--json")[0]["action"] == "data.exported"


def test_keys_are_made_used_and_changed(loaded: Terminal, tmp_path: Path) -> None:
    old, new = (loaded.prints("secrets", "new").strip() for _ in range(2))
    assert "DATA_KEY is not set" in loaded.fails("secrets", "rotate")
    assert "DATA_KEY is not set" in loaded.run("doctor").stdout
    loaded.env["DATA_KEY"] = old
    assert "not encrypted yet" in loaded.run("doctor").stdout
    assert "row(s) are encrypted" in loaded.prints("secrets", "rotate")
    assert "encryption   ok" in loaded.run("doctor").stdout
    loaded.env["DATA_KEY"] = f"{new},{old}"
    loaded.prints("secrets", "rotate")
    loaded.env["DATA_KEY"] = new
    people = loaded.json("people", "show", "--json")
    assert [one for one in people if one["office_phone"]]
    for key in ("", Fernet.generate_key().decode()):
        assert "see DATA_KEY" in loaded.fails("people", "show", DATA_KEY=key)
    assert "a key of it has 44 letters" in loaded.fails("people", "show", DATA_KEY="x")
    said = loaded.prints("backup", str(tmp_path / "b.backup"))
    assert "without that key" in said
    url = f"sqlite:///{tmp_path / 'again.sqlite3'}"
    said = loaded.prints("restore", str(tmp_path / "b.backup"), DATABASE_URL=url)
    assert "the DATA_KEY of that time" in said


# What each command that changes something leaves in the log
WRITES = {
    "agencies reassign": "assignment.chosen",
    "api-key add": "api_key.made",
    "api-key revoke": "api_key.revoked",
    "backup": "data.backed_up",
    "chat": "terminal.opened",
    "extensions ask": "extension.asked",
    "extensions decide": "extension.decided",
    "files": "file.downloaded",
    "invite": "person.invited",
    "like-tasks confirm": "tasks.paired",
    "like-tasks undo": "tasks.parted",
    "letter": "letter.drafted",
    "login": "sign_in.link_made",
    "nudge": "agencies.nudged",
    "people back": "absence.ended",
    "people erase": "person.erased",
    "people export": "data.exported",
    "people leave": "absence.announced",
    "people load": "person.loaded",
    "people reopen": "chat.reopened",
    "plan amend": "plan.amended",
    "plan give": "plan.amended",
    "plan load": "plan.loaded",
    "plan settle": "doubt.settled",
    "reminders settings": "reminders.chosen",
    "restore": "data.restored",
    "rounds close": "round.closed",
    "rounds open": "round.opened",
    "rounds reopen": "round.reopened",
    "secrets rotate": "secrets.rotated",
    "summary": "file.downloaded",
}
# They change no right, plan, day, ladder, report, review or person
READS = {
    *("agencies show", "answers", "api-key list", "audit show", "audit verify", "calls"),
    *("communes show", "communes write", "db upgrade", "demo", "doctor", "extensions list"),
    *(
        "like-tasks show",
        "obstacles",
        "people show",
        "plan diff",
        "plan doubts",
        "plan import",
        "plan show",
    ),
    *("plan template", "rehearse", "reminders preview", "reminders proof"),
    *("rounds show", "run", "secrets new", "understand"),
}


def test_every_command_leaves_a_row_or_changes_nothing() -> None:
    """A new one fails here until somebody has decided."""
    assert sorted(commands()) == sorted([*WRITES, *READS])
    assert set(WRITES.values()) <= set(ACTIONS)


LEAVE = ("--from", "2026-10-14", "--to", "2026-10-30")
RUN: list[tuple[str, tuple[str, ...]]] = [
    ("invite", ("sct",)),
    ("people leave", ("sct", *LEAVE)),
    ("people back", ("sct",)),
    ("people export", ("sct", "--out", "sct.json")),
    ("people erase", ("sct", "--yes")),
    ("secrets rotate", ()),
    ("summary", ("ben-tre", "--format", "json", "--out", "x.json")),
    ("summary", ("--province", "Bến Tre", "--out", "x.txt")),
    ("files", ("ben-tre", "--out", "files")),
    ("backup", ("x.backup",)),
    ("restore", ("x.backup",)),
]


def test_what_is_run_is_in_the_log(loaded: Terminal) -> None:
    loaded.env["DATA_KEY"] = Fernet.generate_key().decode()
    for command, arguments in RUN:
        before = actions(loaded).count(WRITES[command])
        if command == "restore":  # the log goes on where the backup ends
            loaded.env["DATABASE_URL"] = f"sqlite:///{Path('new', 'x.sqlite3').absolute()}"
        loaded.prints(*command.split(), *arguments)
        assert actions(loaded).count(WRITES[command]) == before + 1, command
    loaded.prints("audit", "verify")


def actions(terminal: Terminal) -> list[str]:
    return [one["action"] for one in terminal.json("audit", "show", "--most", "999", "--json")]


def commands() -> Iterator[str]:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    for name in group.list_commands(None):  # type: ignore[arg-type]
        one = group.get_command(None, name)  # type: ignore[arg-type]
        inner = getattr(one, "commands", None)
        yield from (f"{name} {part}" for part in inner) if inner else (name,)
