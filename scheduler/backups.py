"""The nightly backup: one a day into a folder, and the oldest go."""

import logging
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from scheduler.calendar import Calendar
from storage.database import Database
from storage.messages.troubles import Reason, note_troubles
from storage.migrations.backups.archive import Damaged
from storage.migrations.backups.backup import make_backup

FIRST_HOUR = 2  # of the province's night; whoever slept then makes it when the service is back
_NAMES = "daumoi-????-??-??.backup"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Nightly:
    """`keep`: so many are left. `settings`: names of those that are set. No passphrase: plain."""

    folder: Path
    keep: int
    settings: Sequence[str] = ()
    passphrase: str = field(default="", repr=False)

    def newest(self) -> Path | None:
        return max(self.folder.glob(_NAMES), default=None)


def back_up_nightly(
    database: Database, nightly: Nightly, now: datetime, calendar: Calendar
) -> Path | None:
    """The backup made, if one was due; that it cannot be made is a trouble to be told."""
    today = now.astimezone(calendar.zone)
    path = nightly.folder / f"daumoi-{today:%Y-%m-%d}.backup"
    if today.hour < FIRST_HOUR or path.exists():
        return None
    try:
        nightly.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_backup(database, path, nightly.settings, nightly.passphrase, now)
        _drop_oldest(nightly)
    except (OSError, SQLAlchemyError, sqlite3.Error, Damaged) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        log.error("the nightly backup cannot be made in %s: %s", nightly.folder, why)
        _note(database, {"folder": str(nightly.folder), "why": why}, now)
        return None
    _note(database, None, now)
    return path


def _drop_oldest(nightly: Nightly) -> None:
    """Only what bears the name of one of ours."""
    for path in sorted(nightly.folder.glob(_NAMES))[: -nightly.keep]:
        path.unlink()


def _note(database: Database, details: dict[str, Any] | None, now: datetime) -> None:
    found = {"backup": (Reason.BACKUP_FAILED, details)} if details else {}
    with database.write() as session:
        note_troubles(session, found, [Reason.BACKUP_FAILED], now)
