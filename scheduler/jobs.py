"""The few fixed jobs: the tick, and housekeeping; each may run twice, or on two machines."""

import asyncio
import logging
import traceback
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from sqlmodel import Session

from scheduler.backups import Nightly, back_up_nightly
from scheduler.calendar import Calendar
from scheduler.monitoring.checks import run_checks
from scheduler.nightly import keep_nightly
from scheduler.reminders.digests import queue_digests
from scheduler.rounds.opening import open_rounds
from storage.audit import Newest, Scope, newest_rows, scope_of_changes
from storage.database import Database, insert_if_new, remember
from storage.messages.attachments import drop_left_behind
from storage.models import Heartbeat
from storage.people.absences import absences_since
from storage.people.privacy.retention import KEPT, Retention
from storage.plans.succession import lineage

if TYPE_CHECKING:  # only the service needs it, and loads it when it starts
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY_SECONDS = 20  # on the loop's clock, which nobody can set
LOOK_ANEW_AFTER = timedelta(minutes=5)
CHANGED_BY_NO_TICK = (lineage, absences_since)
Answer = TypeVar("Answer")

log = logging.getLogger(__name__)


def start_jobs(
    database: Database,
    now: Callable[[], datetime],
    calendar: Calendar,
    on_queued: Callable[[], None],
    on_good_tick: Callable[[], None] = lambda: None,
) -> asyncio.Task[None]:
    """Tick in the running event loop, until it is cancelled; the first tick comes at once.

    `on_queued` is called there when a digest waits, `on_good_tick` after each that went well.
    """

    ticks = Ticks(database, calendar)

    async def ticking() -> None:
        while True:
            if await asyncio.to_thread(ticks.tick, now()):
                on_queued()
            if ticks.was_good:
                on_good_tick()
            await asyncio.sleep(EVERY_SECONDS)

    return asyncio.create_task(ticking())


def start_housekeeping(
    database: Database,
    now: Callable[[], datetime],
    calendar: Calendar,
    nightly: Nightly | None = None,
    kept: Retention = KEPT,
) -> "AsyncIOScheduler":
    """Begin in the running event loop; unlike the tick, it follows the machine's clock."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    async def keep_house() -> None:
        await asyncio.to_thread(drop_files_left_behind, database, now())
        if nightly is not None:
            await asyncio.to_thread(back_up_nightly, database, nightly, now(), calendar)
        await asyncio.to_thread(keep_nightly, database, kept, now(), calendar)

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
    """One tick that looks at everything; the digests queued."""
    return Ticks(database, calendar).tick(now)


class Ticks:
    """The ticks of a process. What nothing was found in is not looked through again the same day
    until something is new, and then only what that is of. What time alone brings, and a change that
    adds no row, is seen when everything is looked at anew.
    """

    def __init__(self, database: Database, calendar: Calendar) -> None:
        self._database = database
        self._calendar = calendar
        self._known: tuple[date, Newest] | None = None  # the day, the rows nothing was found in
        self._looked_at: datetime | None = None  # everything
        self.was_good = False  # the last one: no part of it has failed

    def tick(self, now: datetime) -> int:
        """Look whether anything is to be done, give a sign of life; the digests queued."""
        found = _attempt(self._database, "looking for changes", newest_rows) or ()
        state = (self._calendar.today(now), found)
        queued, is_whole = 0, True
        if self._known != state or self._is_time(now):
            scope = self._scope(state, now)
            queued, is_whole = self._look(now, scope)
            self._known = state if is_whole and not queued else None
            self._looked_at = now if scope is None else self._looked_at
        beat = _attempt(self._database, "the heartbeat", lambda session: _beat(session, now))
        self.was_good = bool(found) and is_whole and beat is not None
        return queued

    def _is_time(self, now: datetime) -> bool:
        """To look at everything, whatever is new."""
        looked_at = self._looked_at
        return looked_at is None or not timedelta() <= now - looked_at < LOOK_ANEW_AFTER

    def _scope(self, state: tuple[date, Newest], now: datetime) -> Scope | None:
        """What a look has to be at; None: everything."""
        known, (today, newest) = self._known, state
        if known is None or known[0] != today or not (known[1] and newest) or self._is_time(now):
            return None
        before = known[1]
        return _attempt(
            self._database,
            "looking what has changed",
            lambda session: scope_of_changes(session, before, newest),
        )

    def _look(self, now: datetime, scope: Scope | None) -> tuple[int, bool]:
        """Open rounds, look for troubles, queue digests; how many, and whether no part has failed.

        Each part is a transaction of its own: one that fails is logged and stops no other. No
        trouble comes or goes with what a scope is of.
        """
        at = (now, self._calendar)
        parts: dict[str, Callable[[Session], int]] = {
            "opening rounds": lambda session: len(open_rounds(session, *at, scope)),
            "looking for troubles": lambda session: 0 if scope else run_checks(session, *at),
            "queueing digests": lambda session: len(queue_digests(session, *at, scope)),
        }
        done = [_attempt(self._database, what, part) for what, part in parts.items()]
        return done[-1] or 0, None not in done


def _beat(session: Session, now: datetime) -> datetime:
    insert_if_new(session, Heartbeat, {"name": "scheduler", "beat_at": now})
    session.get_one(Heartbeat, "scheduler").beat_at = now
    return now


def _attempt(database: Database, what: str, part: Callable[[Session], Answer]) -> Answer | None:
    """None: it has failed."""
    try:
        with database.write() as session:
            remember(session, *CHANGED_BY_NO_TICK)
            return part(session)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other parts must go on
        # Only the kind and the place: an error's own text may quote personal data
        place = "".join(traceback.format_tb(error.__traceback__))
        log.error("%s failed: %s\n%s", what, type(error).__name__, place)
        return None
