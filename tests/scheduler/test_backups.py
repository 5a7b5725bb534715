"""The nightly backup: one a day, at night or as soon as the service is back; so many are kept."""

import logging
from datetime import date, datetime
from pathlib import Path

import pytest

from scheduler.backups import Nightly, back_up_nightly
from storage.database import Database
from storage.messages.troubles import open_troubles
from tests.support.worlds.province import CALENDAR, at


@pytest.fixture
def nightly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Nightly:
    """Backups of a line each: what stands in one is looked at elsewhere."""

    def make(_database: Database, path: Path, *_: object) -> None:
        path.write_text("x")

    monkeypatch.setattr("scheduler.backups.make_backup", make)
    return Nightly(tmp_path / "backups", keep=3)


def names(nightly: Nightly) -> list[str]:
    return sorted(path.name for path in nightly.folder.iterdir())


def makes(database: Database, nightly: Nightly, now: datetime) -> str:
    path = back_up_nightly(database, nightly, now, CALENDAR)
    return path.name if path else ""


def told(database: Database) -> list[str]:
    with database.read() as session:
        return [one.reason for one in open_troubles(session)]


def test_one_a_day_from_two_at_night_on(in_memory: Database, nightly: Nightly) -> None:
    day = date(2026, 11, 14)
    assert makes(in_memory, nightly, at(day, 1)) == ""
    assert makes(in_memory, nightly, at(day, 2)) == "daumoi-2026-11-14.backup"
    assert makes(in_memory, nightly, at(day, 3)) == ""
    assert makes(in_memory, nightly, at(date(2026, 11, 15), 16)) == "daumoi-2026-11-15.backup"
    assert nightly.newest() == nightly.folder / "daumoi-2026-11-15.backup"


def test_the_oldest_go_and_nothing_else(in_memory: Database, nightly: Nightly) -> None:
    nightly.folder.mkdir()
    (nightly.folder / "của-tôi.backup").touch()
    for day in range(10, 15):
        makes(in_memory, nightly, at(date(2026, 11, day), 2))
    left = [f"daumoi-2026-11-{day}.backup" for day in (12, 13, 14)]
    assert names(nightly) == ["của-tôi.backup", *left]


def test_one_that_cannot_be_made_is_told_until_one_is(
    in_memory: Database,
    nightly: Nightly,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    nightly.folder.mkdir()
    (nightly.folder / "daumoi-2026-11-01.backup").touch()
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr("scheduler.backups.make_backup", full)
        assert makes(in_memory, nightly, at(date(2026, 11, 14), 2)) == ""
    assert "No space left" in caplog.text
    assert told(in_memory) == ["backup_failed"]
    assert names(nightly) == ["daumoi-2026-11-01.backup"]
    assert makes(in_memory, nightly, at(date(2026, 11, 14), 3)) != ""
    assert told(in_memory) == []
