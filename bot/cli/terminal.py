"""What every command shares: settings, database, clock, one clear line on error."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from bot.cli.words import said, say
from bot.language.visible import visible

if TYPE_CHECKING:  # a command that needs none of them does not wait for them
    from bot.runtime.settings import Settings
    from scheduler.calendar import Calendar
    from storage.database import Database

_started = monotonic()
opened_now = ExitStack()  # what a command has opened; closed when it ends


def fail(*messages: str) -> NoReturn:
    """Say what went wrong, in one line each on standard error, and end with exit code 1."""
    for message in messages:
        _warn(message)
    raise typer.Exit(1)


def _warn(message: str) -> None:
    print(f"daumoi: {visible(' '.join(message.split()))}", file=sys.stderr)


def refuse(message: str, **values: object) -> NoReturn:
    """`fail` with a sentence of the catalog."""
    fail(say(message, **values))


@contextmanager
def failing_on(*refusals: type[Exception]) -> Iterator[None]:
    """What the rooms below refuse is told as they say it, and ends the command."""
    try:
        yield
    except refusals as error:
        fail(said(error))


def settings() -> "Settings":
    from bot.runtime.settings import SettingsError, read_settings

    with failing_on(SettingsError):
        return read_settings(os.environ)


def database(create: bool = False, upgraded: bool = True) -> "Database":
    """The configured database, its tables brought up to date, or the end of the command.

    A file that is not there is made only on purpose: its path may be mistyped.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from storage.database import DatabaseUrlError, file_of, open_database
    from storage.migrations import OtherVersion
    from storage.models.encrypted import KeyMissing, use_keys

    url = settings().database_url
    use_keys([key.get_secret_value() for key in settings().data_key])
    path = file_of(url)
    if not create and path is not None and not path.exists():
        _refuse_missing(path)
    try:
        opened = open_database(url)
        opened_now.callback(opened.close)
        if upgraded:
            _bring_up_to_date(opened, path)
        _try_keys(opened)
    except KeyMissing as error:
        refuse("the database cannot be read: {why}; see DATA_KEY in .env", why=said(error))
    except DatabaseUrlError as error:
        fail(said(error))
    except (SQLAlchemyError, OSError, OtherVersion) as error:
        why = said(error) if isinstance(error, OtherVersion) else reason_of(error)
        refuse("the database of DATABASE_URL cannot be opened: {why}", why=why)
    return opened


def _refuse_missing(path: Path) -> NoReturn:
    refuse(
        "there is no database at {path}; see DATABASE_URL and the folder you are in, "
        "or make it with: daumoi db upgrade",
        path=path,
    )


def _try_keys(opened: "Database") -> None:
    """Raises KeyMissing."""
    from storage.migrations import head, revision
    from storage.people.privacy.encryption import check_keys

    if revision(opened) == head():
        with opened.read() as session:
            check_keys(session)


def _bring_up_to_date(opened: "Database", path: Path | None) -> None:
    """A file of SQLite is kept as it was, should the new version have to be given up."""
    from storage.migrations import head, revision, revisions, upgrade

    if path is not None and revision(opened) in revisions() - {head()}:
        from storage.migrations.backups.copies import copy_out

        kept = path.with_name(f"{path.name}.before-{head()}-{now():%Y%m%dT%H%M%S}")
        copy_out(opened, kept)
        _warn(say("the database as it was is kept as {file}", file=kept))
    upgrade(opened)


def database_of_today() -> "Database":
    """The database with every round open whose day has come, as the service would have it."""
    from scheduler.rounds.opening import open_rounds

    opened = database()
    with opened.write() as session:
        open_rounds(session, now(), calendar(), tell_closed=_tell_closed)
    return opened


def _tell_closed(*what: Any) -> int:
    from bot.conversation.notifications.closings import tell_closed  # seldom: it loads much

    return tell_closed(*what)


def reason_of(error: BaseException) -> str:
    """The first line of what a driver said, without the statement it was about."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip() or type(cause).__name__).splitlines()[0]


def now() -> datetime:
    """This instant; from DAUMOI_CLOCK on when that is set."""
    return clock(settings())()


def clock(settings: "Settings") -> Callable[[], datetime]:
    """What a command that keeps running asks for the time: it reads the settings only once."""
    start = settings.clock
    if start is None:
        return SteadyClock(lambda: datetime.now(UTC), monotonic).now
    return lambda: start + timedelta(seconds=monotonic() - _started)


class SteadyClock:
    """Goes half as fast where the machine's clock was set back a little, until that has caught up.

    What is heard after a message was sent must not seem to be older than it.
    """

    A_LITTLE = timedelta(minutes=5)  # what is set back further was wrong, and is believed at once

    def __init__(self, wall: Callable[[], datetime], elapsed: Callable[[], float]) -> None:
        self._wall, self._elapsed = wall, elapsed
        self._lock = Lock()
        self._last, self._at = wall(), elapsed()

    def now(self) -> datetime:
        with self._lock:
            wall, at = self._wall(), self._elapsed()
            if timedelta() < self._last - wall <= self.A_LITTLE:
                wall = self._last + timedelta(seconds=(at - self._at) / 2)
            self._last, self._at = wall, at
            return wall


def agree(question: str, yes: bool) -> None:
    """A yes, from `--yes` or from whoever is asked, or the end of the command."""
    if yes:
        return
    try:
        agreed = typer.confirm(question)
    except typer.Abort:
        print()
        refuse("nothing is changed: nobody answered; add --yes where it is meant")
    if not agreed:
        refuse("nothing is changed")


def calendar() -> "Calendar":
    """Working days and office hours, in the province's zone."""
    from scheduler.calendar import Calendar
    from storage.calendar.holidays import read_holidays

    return Calendar(read_holidays(), settings().timezone)


def today() -> date:
    return local_time(now()).date()


def local_time(instant: datetime) -> datetime:
    """The same instant, in the province's zone."""
    return instant.astimezone(settings().timezone)


def note(opened: "Database", action: str, subject: str, **details: object) -> None:
    """In the log of changes: what was done at this machine."""
    from storage import audit

    with opened.write() as session:
        audit.record(session, now(), action, subject, details=details)


def write_file(path: Path, content: bytes) -> None:
    """Whole or not at all, or the end of the command."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe or a device
        else:
            replace_file(path, content)
    except OSError as error:
        refuse("{file} cannot be written: {why}", file=path, why=error.strerror)


def replace_file(path: Path, content: bytes) -> None:
    """Whole or not at all, also where the disk is full. Raises OSError."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def print_json(data: Any) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2, default=str)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=2, default=str)
    print(visible(text))


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """`columns` in English; locales/command_line.py takes them out of the code."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(*map(say, columns), box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(escape(visible(str(cell))) for cell in row))
    Console().print(table)


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal's standard error, and none where nobody looks."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
