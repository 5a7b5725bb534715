"""What is put in order by the hour of the day; missed or done twice, it does no harm."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.calendar import Calendar
from storage.database import Database
from storage.messages.attachments import drop_left_behind

log = logging.getLogger(__name__)


def start_housekeeping(
    database: Database, now: Callable[[], datetime], calendar: Calendar
) -> AsyncIOScheduler:
    """Begin in the running event loop; unlike the tick, it follows the machine's clock."""

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
