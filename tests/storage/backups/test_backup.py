"""A backup holds everything as of one instant, and comes back whole or not at all."""

import json
import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, col, select

from storage import migrations
from storage.database import Database, open_database
from storage.messages.inbox import account_at
from storage.migrations.backups import backup as backups
from storage.migrations.backups.archive import Damaged, write_archive
from storage.migrations.backups.backup import make_backup, restore_file, restore_rows
from storage.migrations.backups.copies import NotEmpty, sqlite_file
from storage.models import Attachment, AttachmentContent, Expectation, Inbox, Person
from tests.support.databases import emptied
from tests.support.worlds.world import World

NOW = datetime(2026, 11, 14, 19, tzinfo=UTC)
PHOTO = bytes(range(256)) * 40
NAMES = ["SMTP_HOST", "ZALO_BOT_TOKENS"]


def every_row(database: Database) -> dict[str, list[Any]]:
    """Of every table, as the program reads it: of either engine the same."""
    with database.read() as session:
        read = session.connection().execute
        return {
            table.name: [
                tuple(row) for row in read(table.select().order_by(*table.primary_key.columns))
            ]
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.fixture
def filled(database: Database) -> Database:
    """A world after its first reminders, with a photo."""
    World(database).ticks()
    with database.write() as session:
        chat = account_at(session, "fake", "a").id or 0
        heard = Inbox(channel="fake", external_id="x", account_id=chat, received_at=NOW)
        session.add(heard)
        session.flush()
        asked = session.exec(select(Expectation.id).order_by(col(Expectation.id))).first() or 0
        photo = Attachment(
            expectation_id=asked,
            inbox_id=heard.id or 0,
            channel="fake",
            ref="ref",
            name="ảnh.jpg",
            media_type="image/jpeg",
            received_at=NOW,
        )
        session.add(photo)
        session.flush()
        session.add(AttachmentContent(attachment_id=photo.id or 0, content=PHOTO, sha256="x"))
    return database


@pytest.fixture
def made(filled: Database, tmp_path: Path) -> Path:
    path = tmp_path / "x.backup"
    make_backup(filled, path, NAMES, "", NOW)
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A backup that an earlier version of the program has made."""
    with sqlite_file(tmp_path / "old.sqlite3") as opened:
        migrations.upgrade(opened, to="0012")
        make_backup(opened, tmp_path / "old.backup", [], "", NOW)
    return tmp_path / "old.backup"


def nobody() -> str:
    raise AssertionError("no passphrase is needed")


def test_everything_comes_back_into_a_file(filled: Database, made: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "daumoi.sqlite3"
    manifest = restore_file(made, path, nobody)
    assert (manifest.made_at, list(manifest.settings)) == (NOW.isoformat(), NAMES)
    with sqlite_file(path) as opened:
        assert every_row(opened) == every_row(filled)
        with opened.read() as session:
            assert session.exec(select(AttachmentContent.content)).one() == PHOTO
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_only_we_may_read_it(made: Path, tmp_path: Path) -> None:
    restore_file(made, tmp_path / "new" / "x.sqlite3", nobody)
    for path in (made, tmp_path / "new" / "x.sqlite3"):
        assert path.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_everything_comes_back_into_postgresql(
    filled: Database, made: Path, postgresql: Database
) -> None:
    """From either engine; and what is written then has keys of its own."""
    before = every_row(filled)
    emptied(postgresql)
    restore_rows(made, postgresql, nobody)
    assert every_row(postgresql) == before
    with postgresql.write() as session:
        session.add(Person(code="new", full_name="Người Mới"))
    with pytest.raises(NotEmpty):
        restore_rows(made, postgresql, nobody)


def test_the_names_of_settings_are_in_it_and_no_value(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["settings"] == NAMES
    assert manifest["revision"] == migrations.head()


def test_whatever_is_changed_or_cut_off_is_refused_whole(made: Path, tmp_path: Path) -> None:
    content, path = made.read_bytes(), tmp_path / "new.sqlite3"
    places = [*range(0, len(content), len(content) // 60), len(content) - 1]
    for place in places:
        made.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(Damaged):
            restore_file(made, path, nobody)
        made.write_bytes(content[:place])
        with pytest.raises(Damaged):
            restore_file(made, path, nobody)
    assert sorted(one.name for one in tmp_path.iterdir()) == [made.name]


def test_a_sealed_one_opens_by_its_passphrase_only(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.migrations.backups.sealing._COST", 2)
    path, sealed = tmp_path / "new.sqlite3", tmp_path / "sealed.backup"
    make_backup(filled, sealed, NAMES, "một câu dài của riêng ta", NOW)
    assert b"SQLite" not in sealed.read_bytes()
    assert b"manifest" not in sealed.read_bytes()
    for word in ("", "một câu khác"):
        with pytest.raises(Damaged, match="passphrase"):
            restore_file(sealed, path, lambda word=word: word)  # type: ignore[misc]
    restore_file(sealed, path, lambda: "một câu dài của riêng ta")
    with sqlite_file(path) as opened:
        assert every_row(opened) == every_row(filled)


def test_one_of_an_earlier_version_is_brought_up_to_date(old: Path, tmp_path: Path) -> None:
    restore_file(old, tmp_path / "new.sqlite3", nobody)
    with sqlite_file(tmp_path / "new.sqlite3") as opened:
        assert migrations.revision(opened) == migrations.head()


def test_one_of_a_newer_version_is_refused(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "revisions", lambda: {"0001", "0012"})
    with pytest.raises(Damaged, match="use that version or a newer one"):
        restore_file(made, tmp_path / "new.sqlite3", nobody)
    monkeypatch.undo()
    monkeypatch.setattr("storage.migrations.backups.archive.FORMAT", 0)
    with pytest.raises(Damaged, match="which is newer"):
        restore_file(made, tmp_path / "new.sqlite3", nobody)
    assert not (tmp_path / "new.sqlite3").exists()


def test_a_database_that_was_damaged_before_is_not_put_back(tmp_path: Path, made: Path) -> None:
    """Rows without what they refer to: an upgrade later would stumble over them."""
    with zipfile.ZipFile(made) as archive:
        archive.extract("database.sqlite3", tmp_path)
    with closing(sqlite3.connect(tmp_path / "database.sqlite3")) as opened, opened:
        opened.execute("DELETE FROM person")
    worse = tmp_path / "worse.backup"
    manifest = restore_file(made, tmp_path / "good.sqlite3", nobody)
    write_archive(worse, tmp_path / "database.sqlite3", manifest)
    with pytest.raises(Damaged, match="before the backup"):
        restore_file(worse, tmp_path / "new.sqlite3", nobody)
    assert not (tmp_path / "new.sqlite3").exists()


def test_a_database_that_is_there_is_left_as_it_is(made: Path, tmp_path: Path) -> None:
    (tmp_path / "there.sqlite3").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        restore_file(made, tmp_path / "there.sqlite3", nobody)
    assert (tmp_path / "there.sqlite3").read_bytes() == b"mine"


def test_a_disk_that_is_full_leaves_nothing(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        make_backup(filled, tmp_path / "x.backup", [], "", NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_writer_at_work_neither_waits_nor_is_in_it(filled: Database, tmp_path: Path) -> None:
    """What is not committed is not in it; who writes meanwhile goes on."""
    source = filled
    if filled.is_sqlite and not filled.engine.url.database:
        source = open_database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    with source.write() as session:
        session.add(Person(code="new", full_name="Người Mới"))
        session.flush()
        make_backup(source, tmp_path / "x.backup", [], "", NOW)
    restore_file(tmp_path / "x.backup", tmp_path / "new.sqlite3", nobody)
    with sqlite_file(tmp_path / "new.sqlite3") as opened, opened.read() as session:
        assert "new" not in session.exec(select(Person.code)).all()
    with source.read() as session:
        assert "new" in session.exec(select(Person.code)).all()
