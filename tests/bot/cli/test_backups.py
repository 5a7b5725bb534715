"""Backup and restore on the command line: one command each, and one line where it cannot be."""

import shutil
from pathlib import Path

from storage import migrations
from storage.database import open_database
from tests.bot.conftest import DATABASE, Terminal

FILE = "x.backup"


def moved(terminal: Terminal) -> dict[str, str]:
    """The settings of another machine."""
    return {"DATABASE_URL": f"sqlite:///{Path('new', 'daumoi.sqlite3').absolute()}"}


def test_a_province_goes_to_another_machine_by_two_commands(loaded: Terminal) -> None:
    before = loaded.json("people", "show", "--json")
    said = loaded.prints("backup", FILE, SMTP_HOST="mail.example", ZALO_BOT_TOKENS="1:quux")
    assert "BACKUP_PASSPHRASE is not set" in said
    assert b"quux" not in Path(FILE).read_bytes()
    said = loaded.prints("restore", FILE, **moved(loaded))
    assert "Restored as it was at 07:30 14/10/2026" in said
    assert "Set then, and not set here: SMTP_HOST, ZALO_BOT_TOKENS" in said
    loaded.env |= moved(loaded)
    assert loaded.json("people", "show", "--json") == before


def test_what_cannot_be_kept_or_put_back_is_one_line(terminal: Terminal) -> None:
    assert "there is no database at" in terminal.fails("backup", FILE, **moved(terminal))
    assert "cannot be written: No such file" in terminal.fails("backup", "nowhere/x.backup")
    terminal.prints("backup", FILE)
    assert "is there already" in terminal.fails("backup", FILE)
    assert "there is a database at" in terminal.fails("restore", FILE)
    assert "there is no file nowhere" in terminal.fails("restore", "nowhere")
    Path("bad").write_bytes(Path(FILE).read_bytes()[:-1])
    assert "is not restored: it is no backup" in terminal.fails("restore", "bad", **moved(terminal))
    assert not Path("new", "daumoi.sqlite3").exists()
    short = {"BACKUP_PASSPHRASE": "short"}
    assert "12 characters or more" in terminal.fails("backup", "y.backup", **short)
    assert "must begin with /" in terminal.fails("doctor", BACKUP_FOLDER="backups")


def test_a_sealed_one_asks_for_its_passphrase(terminal: Terminal) -> None:
    word = {"BACKUP_PASSPHRASE": "một câu dài của riêng ta"}
    assert "sealed" in terminal.prints("backup", FILE, **word)
    assert "the passphrase does not open it" in terminal.fails("restore", FILE, **moved(terminal))
    assert "Restored" in terminal.prints("restore", FILE, **moved(terminal), **word)


def test_an_upgrade_keeps_the_database_as_it_was(terminal: Terminal) -> None:
    Path(DATABASE).unlink()
    old = open_database(terminal.env["DATABASE_URL"])
    migrations.upgrade(old, to="0012")
    old.close()
    result = terminal.run("db", "upgrade")
    kept = Path(f"{DATABASE}.before-{migrations.head()}-20261014T073000")
    assert str(kept) in result.stderr
    assert kept.stat().st_mode & 0o777 == 0o600
    opened = open_database(f"sqlite:///{kept}")
    assert migrations.revision(opened) == "0012"
    opened.close()
    kept.unlink()
    terminal.prints("db", "upgrade")
    assert list(Path().glob("*.before-*")) == []


def test_a_mistyped_path_is_refused_and_nothing_is_made(terminal: Terminal) -> None:
    shutil.move(DATABASE, "elsewhere")
    for command in (("doctor",), ("people", "show"), ("backup", FILE), ("run",)):
        assert "there is no database at" in terminal.fails(*command, TELEGRAM_BOT_TOKEN="1:x")
    assert not Path(DATABASE).exists()
