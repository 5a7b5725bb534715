"""Makes a backup, and puts one back on a new machine."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import lazy
from storage.database import Database
from storage.migrations import head, revision, revisions, upgrade
from storage.migrations.backups.archive import (
    Damaged,
    Manifest,
    manifest_of,
    read_archive,
    write_archive,
)
from storage.migrations.backups.copies import copy_in, copy_out, sqlite_file
from storage.migrations.backups.sealing import WrongPassphrase, is_sealed, seal, unseal


def make_backup(
    database: Database, path: Path, settings: Sequence[str], passphrase: str, now: datetime
) -> None:
    """Everything in one file at `path`, whole or not at all; sealed if there is a passphrase.

    Raises OSError, Damaged where PostgreSQL's tables are of another version.
    """
    found = revision(database)
    if found is None or (found != head() and not database.is_sqlite):
        raise Damaged(
            lazy(
                "its tables are of version {found}, not {head}: daumoi db upgrade",
                found=found,
                head=head(),
            )
        )
    with _room_for(database) as room:
        copy_out(database, room / "copy")
        write_archive(room / "archive", room / "copy", manifest_of(found, settings, now))
        (room / "copy").unlink()
        if passphrase:
            seal(room / "archive", room / "sealed", passphrase)
        _move(room / ("sealed" if passphrase else "archive"), path)


def restore_file(backup: Path, path: Path, passphrase: Callable[[], str]) -> Manifest:
    """Make `path` the database of SQLite that `backup` holds, brought up to date.

    `passphrase` is asked for where it is needed. Raises Damaged; then nothing was made.
    """
    if path.exists():
        raise FileExistsError(path)
    with _beside(path) as room:
        manifest = _unpack(backup, room, passphrase)
        _move(room / "copy", path)
    return manifest


def restore_rows(backup: Path, database: Database, passphrase: Callable[[], str]) -> Manifest:
    """Put everything into an empty PostgreSQL. Raises Damaged, NotEmpty; nothing was put there."""
    with TemporaryDirectory(prefix="daumoi-") as room:
        manifest = _unpack(backup, Path(room), passphrase)
        upgrade(database)
        with sqlite_file(Path(room) / "copy") as copy:
            copy_in(copy, database)
    return manifest


def _unpack(backup: Path, room: Path, passphrase: Callable[[], str]) -> Manifest:
    """The database of it as `copy` in `room`, looked through and brought up to date."""
    archive = backup
    if is_sealed(backup):
        archive = room / "archive"
        try:
            unseal(backup, archive, passphrase())
        except WrongPassphrase:
            raise Damaged(
                lazy("the passphrase does not open it, or it was cut off or changed")
            ) from None
    manifest = read_archive(archive, room / "copy")
    if manifest.revision not in revisions():
        raise Damaged(
            lazy(
                "it was made by version {version} with tables of {revision}; this program knows "
                "them up to {head}: use that version or a newer one",
                version=manifest.version,
                revision=manifest.revision,
                head=head(),
            )
        )
    with sqlite_file(room / "copy") as copy:
        upgrade(copy)
    _look_through(room / "copy")
    return manifest


def _look_through(copy: Path) -> None:
    with closing(sqlite3.connect(copy)) as opened:
        [first] = opened.execute("PRAGMA integrity_check(1)").fetchone()
        if first != "ok" or opened.execute("PRAGMA foreign_key_check").fetchone():
            raise Damaged(lazy("its database was damaged before the backup was made"))
        opened.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _room_for(database: Database) -> Iterator[Path]:
    """Where what is not sealed may lie for a moment: where the database itself lies."""
    path = database.engine.url.database
    if database.is_sqlite and path:
        with _beside(Path(path)) as room:
            yield room
    else:
        with TemporaryDirectory(prefix="daumoi-") as room_of_system:
            yield Path(room_of_system)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".daumoi-", dir=path.parent) as room:
        yield Path(room)


def _move(made: Path, path: Path) -> None:
    """It may be another disk: there it is written beside the place, and then put into it."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with made.open("rb") as source, part.open("wb") as target:
            while block := source.read(1 << 20):
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
