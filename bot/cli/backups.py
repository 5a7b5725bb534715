"""Backups on the command line: everything in one file, and everything back on a new machine."""

import os
import sqlite3
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.words import said, say, tell
from bot.language.visible import visible

if TYPE_CHECKING:
    from bot.runtime.settings import Settings
    from storage.migrations.backups.archive import Manifest

FILE = typer.Argument(metavar="FILE", help="Such as daumoi-2026-11-14.backup.")


def backup(file: Path = FILE) -> None:
    """Keep everything in one file, also while the service runs; sealed by BACKUP_PASSPHRASE."""
    from bot.runtime.settings import names_given
    from storage.migrations import head, revision
    from storage.migrations.backups.archive import Damaged
    from storage.migrations.backups.backup import make_backup

    if file.exists():
        terminal.refuse("{file} is there already; no backup is written over another", file=file)
    passphrase = terminal.settings().backup_passphrase.get_secret_value()
    opened = terminal.database(upgraded=False)
    try:
        make_backup(opened, file, names_given(os.environ), passphrase, terminal.now())
    except OSError as error:
        terminal.refuse("{file} cannot be written: {why}", file=file, why=error.strerror)
    except (Damaged, sqlite3.Error) as error:
        terminal.refuse("the database cannot be kept: {why}", why=said(error))
    if revision(opened) == head():  # an older one may have no such log yet
        terminal.note(opened, "data.backed_up", "database", sealed=bool(passphrase))
    bare = say("not sealed: BACKUP_PASSPHRASE is not set")
    how = say("sealed") if passphrase else bare
    tell(
        "{file}: {size:,} bytes, {how}", file=visible(str(file)), size=file.stat().st_size, how=how
    )
    tell("Secrets are not in it: keep .env somewhere else.")
    if terminal.settings().data_key:
        tell("It is encrypted by DATA_KEY of .env: without that key nobody reads it in full.")


def restore(file: Path = FILE) -> None:
    """Put a backup where DATABASE_URL says and nothing is yet, brought up to date."""
    from storage.migrations.backups.archive import Damaged
    from storage.migrations.backups.copies import NotEmpty
    from storage.models.encrypted import KeyMissing, use_keys

    settings = terminal.settings()
    use_keys([key.get_secret_value() for key in settings.data_key])
    if not file.is_file():
        terminal.refuse("there is no file {file}", file=file)
    try:
        manifest = _restored(file, settings)
    except FileExistsError as error:
        terminal.refuse(
            "there is a database at {path} already; a backup is put only where there is "
            "none: move it away, or set DATABASE_URL to another place",
            path=error,
        )
    except NotEmpty as error:
        terminal.refuse(
            "the database of DATABASE_URL is not empty ({table}); a backup is put only into "
            "an empty one: make another with createdb",
            table=error,
        )
    except (Damaged, KeyMissing, OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or said(error)
        terminal.refuse("{file} is not restored: {why}; nothing was changed", file=file, why=why)
    made = {"made_at": manifest.made_at, "version": manifest.version}
    terminal.note(terminal.database(), "data.restored", "database", **made)
    _tell(manifest)


def _restored(file: Path, settings: "Settings") -> "Manifest":
    from storage.database import DatabaseUrlError, file_of, open_database
    from storage.migrations.backups.backup import restore_file, restore_rows

    def passphrase() -> str:
        known = settings.backup_passphrase.get_secret_value()
        if known or not sys.stdin.isatty():
            return known
        return str(typer.prompt(say("Passphrase"), hide_input=True))

    with terminal.failing_on(DatabaseUrlError):
        path = file_of(settings.database_url)
        if path is not None:
            return restore_file(file, path, passphrase)
        opened = open_database(settings.database_url)
    terminal.opened_now.callback(opened.close)
    return restore_rows(file, opened, passphrase)


def _tell(manifest: "Manifest") -> None:
    from bot.runtime.settings import names_given

    made_at = datetime.fromisoformat(manifest.made_at).astimezone(terminal.settings().timezone)
    tell(
        "Restored as it was at {made_at}, kept by version {version}.",
        made_at=f"{made_at:%H:%M %d/%m/%Y}",
        version=manifest.version,
    )
    tell("What was sent after that may be sent once more.")
    if "DATA_KEY" in manifest.settings:
        tell("Telephones, addresses and tokens in it need the DATA_KEY of that time.")
    if missing := [name for name in manifest.settings if name not in names_given(os.environ)]:
        tell("Set then, and not set here: {names}", names=", ".join(missing))
    tell("Look at everything once, then start the service: daumoi doctor, daumoi run")
