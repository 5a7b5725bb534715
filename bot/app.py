"""The composition root: settings → runtime, then every loop of the service until it is stopped."""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from bot.channels.contract import Channel, DownloadsFiles
from bot.conversation.inbox import converse
from bot.conversation.notifications.closings import tell_closed
from bot.delivery.downloads import download_files
from bot.delivery.lane import LaneWorker
from bot.delivery.settlement import retire_lanes, take_from_the_gone
from bot.runtime.dead_man import DeadMan
from bot.runtime.dependencies import Runtime
from bot.runtime.holders import new_holder
from bot.runtime.invitation_codes import new_code
from bot.runtime.settings import Settings, names_given
from locales import LANGUAGES
from locales.catalogs import name_of, slips
from scheduler.backups import Nightly
from scheduler.calendar import Calendar
from scheduler.jobs import start_housekeeping, start_jobs
from storage.calendar.holidays import read_holidays
from storage.database import Database
from storage.messages.troubles import Reason, note_troubles
from storage.people.privacy.retention import Retention

log = logging.getLogger(__name__)
# Seconds: after each call to the system the loop waits so long for a thread that computes, such as
# the one that puts digests into words; with Python's own 5 ms some of these waits add up
LONGEST_TURN_OF_A_THREAD = 0.0005


def build_runtime(
    settings: Settings,
    database: Database,
    channels: Mapping[str, Channel],
    now: Callable[[], datetime],
) -> Runtime:
    return Runtime(
        database=database,
        channels=channels,
        calendar=Calendar(read_holidays(), settings.timezone),
        now=now,
        new_code=new_code,
        holder=new_holder(),
        public_url=settings.public_url,
        api_calls_a_minute=settings.api_calls_a_minute,
        link_in_digests=settings.form_link_in_digests,
        metrics=settings.metrics,
        dead_man=settings.dead_man_url.get_secret_value(),
        nightly=nightly_of(settings),
        kept=kept_by(settings),
        phone_digits=settings.form_phone_digits,
    )


def kept_by(settings: Settings) -> Retention:
    return Retention(
        messages=settings.keep_messages_days,
        audit=settings.keep_audit_days,
        sessions=settings.keep_sessions_days,
        drafts=settings.keep_drafts_days,
        files=settings.keep_files_days,
    )


def nightly_of(settings: Settings) -> Nightly | None:
    if not settings.backup_folder:
        return None
    names, passphrase = names_given(os.environ), settings.backup_passphrase.get_secret_value()
    return Nightly(Path(settings.backup_folder), settings.backup_keep, names, passphrase)


class _Server(uvicorn.Server):
    """A web server that rings before it begins to wait for its open requests to end."""

    def __init__(self, web: ASGIApp, before_stop: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(web, log_config=None, access_log=False, timeout_graceful_shutdown=2)
        )
        self._before_stop = before_stop

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """A signal ends the serving and no more: what follows still has things to give back."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._before_stop()
        await super().shutdown(sockets)


async def serve(
    runtime: Runtime,
    web: ASGIApp,
    listening: socket.socket,
    before_stop: Callable[[], None] = lambda: None,
) -> None:
    """Run the whole service until a signal stops it; loops end cleanly and lanes are given back."""
    take_from_the_gone(runtime)
    retire_lanes(runtime)
    check_wording(runtime)
    sys.setswitchinterval(LONGEST_TURN_OF_A_THREAD)
    gc.freeze()  # what is there by now stays: no look for garbage holds the loop for it

    stopping = asyncio.Event()

    def stop_loops() -> None:
        if not stopping.is_set():  # who is told twice would not close every channel
            stopping.set()
            before_stop()
            loops.cancel()

    server = _Server(web, stop_loops)
    loops = asyncio.create_task(_run_loops(runtime, server))
    try:
        await server.serve(sockets=[listening])
    finally:
        stop_loops()
        await asyncio.gather(loops, return_exceptions=True)


async def _run_loops(runtime: Runtime, server: uvicorn.Server) -> None:
    """Every loop but the web's; they begin when the web answers, and end together."""
    while not server.started:  # noqa: ASYNC110  uvicorn rings no bell
        await asyncio.sleep(0.02)
    dead_man = DeadMan(runtime.dead_man) if runtime.dead_man else None
    jobs = start_jobs(
        runtime.database,
        runtime.now,
        runtime.calendar,
        _remind(runtime),
        dead_man.is_well if dead_man else lambda: None,
        tell_closed,
    )
    housekeeping = start_housekeeping(
        runtime.database, runtime.now, runtime.calendar, runtime.nightly, runtime.kept
    )
    try:
        async with asyncio.TaskGroup() as group:
            for loop in (converse(runtime), *_lanes(runtime), *_downloaders(runtime)):
                group.create_task(loop)
    except Exception:
        # Whoever watches the process starts it again
        log.exception("a loop of the service has died; stopping")
        server.should_exit = True
    finally:
        jobs.cancel()
        housekeeping.shutdown(wait=False)
        if dead_man is not None:
            await dead_man.close()
        for channel in runtime.channels.values():
            await channel.close()


def _remind(runtime: Runtime) -> Callable[[], None]:
    """What the jobs call when they have queued digests."""

    def digests_wait() -> None:
        runtime.digests.set()
        runtime.queued.set()

    return digests_wait


def _lanes(runtime: Runtime) -> list[Coroutine[Any, Any, None]]:
    return [LaneWorker(runtime, channel).run() for channel in runtime.channels.values()]


def _downloaders(runtime: Runtime) -> list[Coroutine[Any, Any, None]]:
    givers = [one for one in runtime.channels.values() if isinstance(one, DownloadsFiles)]
    return [download_files(runtime, channel) for channel in givers]


def check_wording(runtime: Runtime) -> None:
    """The files are read once, when the service starts: what cannot be said is told from now on."""
    found: dict[str, tuple[Reason, dict[str, Any]]] = {}
    for language in LANGUAGES:
        if seen := list(slips(language)):
            log.warning("line %s of %s: %s", seen[0].line, name_of(language), seen[0].why)
            where = {"file": f"locales/{name_of(language)}", "count": len(seen)}
            details = {**where, **seen[0]._asdict()}
            found[f"wording:{language}"] = (Reason.WORDING, details)
    with runtime.database.write() as session:
        note_troubles(session, found, [Reason.WORDING], runtime.now())
