"""The few fixed jobs: the tick, and housekeeping; each may run twice, or on two machines."""

import asyncio
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from sqlmodel import Session

from scheduler.backups import Nightly, back_up_nightly
from scheduler.calendar import Calendar
from scheduler.monitoring.checks import run_checks
from scheduler.nightly import keep_nightly
from scheduler.reminders.digests import queue_digests
from scheduler.rounds.opening import TellClosed, open_rounds
from storage.audit import Newest, Scope, newest_rows, scope_of_changes
from storage.database import Database, insert_if_new, remember
from storage.messages.attachments import drop_left_behind
from storage.messages.troubles import was_refused
from storage.models import Heartbeat
from storage.people.absences import absences_since
from storage.people.chat_accounts import people_reached
from storage.people.privacy.retention import KEPT, Retention
from storage.people.reachability import offices_ever
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
    tell_closed: TellClosed = lambda *_: 0,
) -> asyncio.Task[None]:
    """Tick in the running event loop, until it is cancelled; the first tick comes at once.

    `on_queued` is called there when a digest waits, `on_good_tick` after each that went well.
    `tell_closed` queues letters, which the next look of a lane finds.
    """

    ticks = Ticks(database, calendar, tell_closed)

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


@dataclass(frozen=True)
class Looked:
    """What a look begins with: when and on which day, the newest rows, who can be written to."""

    at: datetime
    day: date
    newest: Newest
    reached: frozenset[int]


class Ticks:
    """The ticks of a process. What has come is judged by the day: so everything is looked through
    once a day, by the first tick of it, and then only what is new.

    What is new is told by rows that are added; who can be written to again is compared every few
    minutes, when what has changed is looked at once more, too: on PostgreSQL a row may show behind
    newer ones. What a row edited by hand brings is seen the next day.
    """

    def __init__(
        self,
        database: Database,
        calendar: Calendar,
        tell_closed: TellClosed = lambda *_: 0,
    ) -> None:
        self._tell_closed = tell_closed
        self._database = database
        self._calendar = calendar
        self._seen: Looked | None = None  # by the last look; None: by none that went well
        self._passes: tuple[Looked, ...] = ()  # the last two looks at what adds no row
        self.was_good = False  # the last one: no part of it has failed

    def tick(self, now: datetime) -> int:
        """Look whether anything is to be done, give a sign of life; the digests queued."""
        newest = _attempt(self._database, "looking for changes", newest_rows) or ()
        queued, is_whole = 0, True
        is_time = self._is_time(now)
        if is_time or self._seen is None or self._seen.newest != newest:
            queued, is_whole = self._look(now, newest, is_time)
        beat = _attempt(self._database, "the heartbeat", lambda session: _beat(session, now))
        self.was_good = bool(newest) and is_whole and beat is not None
        return queued

    def _is_time(self, now: datetime) -> bool:
        """Another day, some minutes later, or a clock that was set."""
        if not self._passes or self._passes[-1].day != self._calendar.today(now):
            return True
        return not timedelta() <= now - self._passes[-1].at < LOOK_ANEW_AFTER

    def _look(self, now: datetime, newest: Newest, is_time: bool) -> tuple[int, bool]:
        """The digests queued, and whether no part of it has failed."""
        looked, scope = _attempt(
            self._database,
            "looking what has changed",
            lambda session: self._begun(session, now, newest, is_time),
        ) or (None, None)
        queued, is_whole = self._do(now, scope, is_time)
        self._seen = looked if is_whole else None
        if looked is None or scope is None or is_time:
            first = self._passes[-1:] if scope is not None else ()
            self._passes = (*first, looked) if looked is not None else ()
        return queued, is_whole

    def _begun(
        self, session: Session, now: datetime, newest: Newest, is_time: bool
    ) -> tuple[Looked, Scope | None]:
        """With what the look has to be at; None: everything."""
        day, before = self._calendar.today(now), self._seen
        reached = before.reached if before and not is_time else frozenset(people_reached(session))
        looked = Looked(now, day, newest, reached)
        if before is None or not newest or before.day != day or now < before.at:
            return looked, None
        since = self._passes[0] if is_time else before
        scope = scope_of_changes(session, since.newest, newest)
        if scope is None or (is_time and was_refused(session)):
            return looked, None
        people = scope.people | (reached - before.reached)
        offices = frozenset(offices_ever(session, people, day))
        return looked, replace(scope, people=people, offices=offices)

    def _do(self, now: datetime, scope: Scope | None, is_time: bool) -> tuple[int, bool]:
        """Open rounds, look for troubles, queue digests; how many, and whether no part has failed.

        Each part is a transaction of its own: one that fails is logged and stops no other. No
        trouble comes or goes with what a scope is of.
        """
        at = (now, self._calendar)

        def looks_for_troubles(session: Session) -> int:
            whole = scope is None
            return run_checks(session, *at, whole=whole) if whole or is_time else 0

        parts: dict[str, Callable[[Session], int]] = {
            "opening rounds": lambda session: len(
                open_rounds(session, *at, scope, self._tell_closed)
            ),
            "looking for troubles": looks_for_troubles,
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
