"""What the doctor sees of the machine: backups, room on the disk, clock and time zone."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.words import say
from locales import mark
from storage.database import Database, file_of
from storage.messages.heartbeats import last_beat

if TYPE_CHECKING:  # the reader of settings takes a while to load
    from bot.runtime.settings import Settings

LATEST_BACKUP = timedelta(hours=36)  # a night that was missed is seen the day after
LEAST_ROOM = 1024**3  # bytes
AHEAD = timedelta(minutes=2)


@dataclass(frozen=True)
class Finding:
    subject: str
    trouble: str = ""
    state: str = mark("ok")  # where there is no trouble


def machine(settings: "Settings", database: Database, now: datetime) -> Iterator[Finding]:
    yield backups(settings, now)
    for folder in folders(settings):
        yield room(folder, shutil.disk_usage(folder).free, _size(settings))
    with database.read() as session:
        yield clock(last_beat(session, "scheduler"), settings, now)


def backups(settings: "Settings", now: datetime) -> Finding:
    """How old the newest of the nightly ones is."""
    from scheduler.backups import Nightly

    if not settings.backup_folder:
        return Finding(
            mark("backups"), state=say("BACKUP_FOLDER is not set: none is made every night")
        )
    folder = Path(settings.backup_folder)
    newest = Nightly(folder, settings.backup_keep).newest()
    if newest is None:
        why = say("there is none in {folder} yet; make one with: daumoi backup", folder=folder)
        return Finding(mark("backups"), why)
    age = now.timestamp() - newest.stat().st_mtime
    old = max(round(age / 3600), 0)
    hours = say("{file} is {hours} hours old", file=newest.name, hours=old)
    if age > LATEST_BACKUP.total_seconds():
        why = say("{hours}; is `daumoi run` running, and can it write there?", hours=hours)
        return Finding(mark("backups"), why)
    if not settings.backup_passphrase:
        hours = say("{hours}, not sealed (BACKUP_PASSPHRASE)", hours=hours)
    return Finding(mark("backups"), state=say("ok, {state}", state=hours))


def folders(settings: "Settings") -> list[Path]:
    """Where the program writes, each disk once."""
    path = file_of(settings.database_url)
    wanted = [path.parent] if path else []
    wanted += [Path(settings.backup_folder)] if settings.backup_folder else []
    return list({os.stat(one).st_dev: one for one in reversed(wanted) if one.is_dir()}.values())


def room(folder: Path, free: int, needed: int) -> Finding:
    """`needed`: bytes of the database, which a backup and an upgrade copy once."""
    at = folder.absolute()
    left = say("{room:.1f} GB are free at {folder}", room=free / LEAST_ROOM, folder=at)
    if free < LEAST_ROOM + needed:
        why = say("{left}: too little for a copy of the database; make room", left=left)
        return Finding(mark("disk"), why)
    return Finding(mark("disk"), state=say("ok, {state}", state=left))


def clock(beat: datetime | None, settings: "Settings", now: datetime) -> Finding:
    """A clock that was ahead is seen by what was written then; of one behind nothing is known."""
    here = now.astimezone(settings.timezone)
    told = say("{now:%H:%M %d/%m/%Y} in {zone}", now=here, zone=settings.timezone.key)
    if beat is not None and beat - now > AHEAD:
        seen = beat.astimezone(settings.timezone)
        why = say(
            "it is {now}, but the service has written at {seen:%H:%M %d/%m/%Y} already: "
            "set the clock, and let the machine keep it (NTP)",
            now=told,
            seen=seen,
        )
        return Finding(mark("clock"), why)
    machine_zone = timedelta(seconds=time.localtime(now.timestamp()).tm_gmtoff)
    if machine_zone != here.utcoffset():
        told = say("{now}; the machine's own zone is another one", now=told)
    return Finding(mark("clock"), state=say("ok, {state}", state=told))


def _size(settings: "Settings") -> int:
    path = file_of(settings.database_url)
    return path.stat().st_size if path and path.exists() else 0
