"""The few fixed jobs: the tick, and housekeeping; each may run twice, or on two machines."""

import asyncio
import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.monitoring.checks import run_checks
from scheduler.reminders.digests import queue_digests
from scheduler.rounds.opening import open_rounds
from storage.database import Database, insert_if_new
from storage.messages.attachments import drop_left_behind
from storage.models import Heartbeat

if TYPE_CHECKING:  # only the service needs it, and loads it when it starts
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY_SECONDS = 20  # on the loop's clock, which nobody can set

log = logging.getLogger(__name__)


def start_jobs(
    database: Database,
    now: Callable[[], datetime],
    calendar: Calendar,
    on_queued: Callable[[], None],
) -> asyncio.Task[None]:
    """Tick in the running event loop, until it is cancelled; the first tick comes at once.

    `on_queued` is called there when a digest waits.
    """

    async def ticking() -> None:
        while True:
            if await asyncio.to_thread(tick, database, now(), calendar):
                on_queued()
            await asyncio.sleep(EVERY_SECONDS)

    return asyncio.create_task(ticking())


def start_housekeeping(
    database: Database, now: Callable[[], datetime], calendar: Calendar
) -> "AsyncIOScheduler":
    """Begin in the running event loop; unlike the tick, it follows the machine's clock."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    async def keep_house() -> None:
        await asyncio.to_thread(drop_files_left_behind, database, now())

    jobs = AsyncIOScheduler(
        timezone=calendar.zone,
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    jobs.add_job(keep_house, "cron", minute=0, id="housekeeping")
    jobs.start()
    return jobs


def drop_files_left_behind(database: Database, now: datetime) -> None:
    """A chat that was replaced may have closed a draft: nobody's turn has dropped its files."""
    try:
        with database.write() as session:
            drop_left_behind(session, now)
    except Exception:
        log.exception("files left behind could not be dropped; the next hour will")


def tick(database: Database, now: datetime, calendar: Calendar) -> int:
    """Open rounds, look for troubles, queue digests, give a sign of life; the digests queued.

    Each part is a transaction of its own: one that fails is logged and stops no other.
    """
    _attempt(database, "opening rounds", lambda session: len(open_rounds(session, now, calendar)))
    _attempt(database, "looking for troubles", lambda session: run_checks(session, now, calendar))
    queued = _attempt(
        database, "queueing digests", lambda session: len(queue_digests(session, now, calendar))
    )
    _attempt(database, "the heartbeat", lambda session: _beat(session, now))
    return queued or 0


def _beat(session: Session, now: datetime) -> None:
    insert_if_new(session, Heartbeat, {"name": "scheduler", "beat_at": now})
    session.get_one(Heartbeat, "scheduler").beat_at = now


def _attempt(database: Database, what: str, part: Callable[[Session], int | None]) -> int | None:
    try:
        with database.write() as session:
            return part(session)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other parts must go on
        # Only the kind and the place: an error's own text may quote personal data
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s failed: %s\n%s", what, type(error).__name__, place)
        return None
