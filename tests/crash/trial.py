"""One trial: a province of people, the program, and what befalls it; then it is judged."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from storage.database import Database, open_database
from storage.messages.outbox import unsettled
from storage.models import Appointment, ChatAccount, Expectation, Inbox, Item, Outbox
from tests.benchmarks.worlds.calendar import OFFICE_OPENS
from tests.benchmarks.worlds.databases import POSTGRESQL, Databases
from tests.benchmarks.worlds.world import World
from tests.crash import disasters
from tests.crash.harms import Chance
from tests.crash.people import Person
from tests.crash.process import Clock
from tests.crash.replicas import Replicas
from tests.crash.server import Server
from tests.crash.telegram import Telegram
from tests.crash.verdict import Verdict, judged, unwritten

NOTICE = timedelta(seconds=5)  # before the reminders are due
IN_FLIGHT = 5.0  # seconds before a kill in which nobody can have written it down for sure
TASKS = 4
WHEN_READY = 0.8  # of the kills come when all replicas answer; the others while they start
LONGEST_START = 60.0  # seconds
BETWEEN_KILLS = (0.2, 8.0)  # seconds
QUIET = 300.0  # seconds, and half of one a person: until then all is answered and settled
WAKES_UP = timedelta(minutes=2)  # later than it fell asleep


@dataclass(frozen=True)
class Plan:
    """`disaster_every`: after so many kills one befalls the machine, each kind in its turn."""

    engine: str
    people: int = 1000
    kills: int = 100
    replicas: int = 1
    harm: float = 0.05  # share of requests
    seed: int = 1
    disaster_every: int = 8
    slowness: float = 1.0  # of everything that befalls it


class Trial:
    def __init__(self, plan: Plan, databases: Databases, folder: Path) -> None:
        self._plan, self._databases, self._folder = plan, databases, folder
        self._random = random.Random(plan.seed)
        world = World(shipped_people=False, agencies=plan.people, tasks=TASKS, is_reminded=False)
        self._url = databases.fresh(plan.engine, world)
        self._database: Database = open_database(self._url)
        self._telegram = Telegram()
        self._chance = Chance(plan.seed, plan.harm)
        self._over = asyncio.Event()
        self._away: list[tuple[float, float]] = []  # when the database could not be written
        # When leases ended before their time, for all clocks went forward: what was in one
        # process' hands then was another's as well
        self._shaken: list[tuple[float, float]] = []

    async def play(self) -> Verdict:
        server = Server(self._telegram, self._chance)
        serving = await server.start()
        self._clock = Clock(OFFICE_OPENS - NOTICE, time.time(), self._folder / "clock")
        begun = time.monotonic()
        self._replicas = Replicas(self._plan.replicas, self._url, server, self._clock, self._folder)
        people = self._people()
        lives = asyncio.gather(*(self._life(one) for one in people))
        try:
            await self._disasters()
            await self._becomes_quiet(lives)
        finally:
            lives.cancel()
            with suppress(asyncio.CancelledError):
                await lives
            await asyncio.to_thread(self._replicas.stop)
            serving.close()
        return self._verdict(people, time.monotonic() - begun)

    # --- What happens ---------------------------------------------------------------------------

    def _people(self) -> list[Person]:
        query = (
            select(ChatAccount.address, Item.code)
            .join(Appointment, col(Appointment.person_id) == ChatAccount.person_id)
            .join(Expectation, col(Expectation.agency_id) == Appointment.agency_id)
            .join(Item, col(Item.id) == Expectation.item_id)
            .order_by(col(ChatAccount.id), col(Item.id))
        )
        with self._database.write() as session:
            _shorten_codes(session)
        codes: dict[str, list[str]] = {}
        with self._database.read() as session:
            for chat, code in session.exec(query):
                codes.setdefault(chat, []).append(code)
        assert len(codes) == self._plan.people
        return [
            Person(chat, theirs, self._telegram, random.Random(f"{self._plan.seed} {chat}"))
            for chat, theirs in codes.items()
        ]

    async def _life(self, person: Person) -> None:
        spread = 5.0 * self._plan.kills * self._plan.slowness
        await person.live(person.chance.uniform(2.0, spread), self._over)

    async def _disasters(self) -> None:
        kinds, every = self._kinds(), self._plan.disaster_every
        for number in range(1, self._plan.kills + 1):
            if self._random.random() < WHEN_READY:
                await self._ready()
            await self._pause(*BETWEEN_KILLS)
            slot = self._random.randrange(self._plan.replicas)
            await asyncio.to_thread(self._replicas.kill, slot)
            if number % every == 0:
                await kinds[number // every % len(kinds)]()

    async def _pause(self, least: float, most: float) -> None:
        await asyncio.sleep(self._random.uniform(least, most) * self._plan.slowness)

    async def _ready(self) -> None:
        """Or so dead that somebody has to start it again."""
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_START):
                while not await self._replicas.is_ready():  # noqa: ASYNC110  nobody rings
                    await asyncio.sleep(0.1)
        await asyncio.to_thread(self._replicas.watch)

    def _kinds(self) -> list[Callable[[], Awaitable[None]]]:
        of_database = self._power_cut if self._plan.engine == POSTGRESQL else self._full_disk
        return [of_database, self._storm, self._clock_back, self._sleep, self._clock_forward]

    async def _power_cut(self) -> None:
        server = disasters.PostgreSQL(self._databases._postgresql._server)
        begun = time.monotonic()
        await asyncio.to_thread(server.stop)
        await self._pause(2.0, 8.0)
        await asyncio.to_thread(server.start)
        self._away.append((begun, time.monotonic()))
        self._database.engine.dispose()

    async def _full_disk(self) -> None:
        begun = time.monotonic()
        for process in self._replicas.running:
            disasters.fill_disk(process)
        await self._pause(2.0, 8.0)
        for process in self._replicas.running:
            disasters.empty_disk(process)
        self._away.append((begun, time.monotonic()))
        await asyncio.to_thread(self._replicas.watch)

    async def _storm(self) -> None:
        self._chance.storm = True
        await self._pause(2.0, 5.0)
        self._chance.storm = False

    async def _clock_back(self) -> None:
        self._clock.jump(-self._random.uniform(2.0, 90.0))

    async def _clock_forward(self) -> None:
        begun = time.monotonic()
        self._clock.jump(self._random.uniform(2.0, 300.0))
        self._shaken.append((begun - IN_FLIGHT, begun + IN_FLIGHT))

    async def _sleep(self) -> None:
        """A replica sleeps over its lease; what it held then is another's, or its own again."""
        process, begun = self._random.choice(self._replicas.running), time.monotonic()
        process.pause()
        await asyncio.sleep(0.5)
        self._clock.jump(WAKES_UP.total_seconds())
        await self._pause(2.0, 6.0)
        process.resume()
        self._shaken.append((begun - IN_FLIGHT, time.monotonic() + IN_FLIGHT))

    # --- The end --------------------------------------------------------------------------------

    async def _becomes_quiet(self, lives: "asyncio.Future[list[None]]") -> None:
        """The network is good again: whoever began a report ends it, and all is settled."""
        self._over.set()
        self._chance.calm()
        seconds = QUIET + self._plan.people / 2
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            await asyncio.to_thread(self._replicas.watch)
            if not lives.done():
                await asyncio.wait([lives], timeout=1)
                continue
            waits, next_at = self._waits()
            if not waits:
                return
            if next_at is not None and (ahead := next_at - self._clock.now()) > timedelta(
                seconds=3
            ):
                self._clock.jump(ahead.total_seconds())  # a pause before it is tried again
            await asyncio.sleep(0.5)

    def _waits(self) -> tuple[bool, datetime | None]:
        """Whether anything is to be done yet today, and when the next message is due."""
        today = self._clock.now() + timedelta(hours=4)
        with self._database.read() as session:
            unread = session.exec(select(Inbox.id).where(col(Inbox.handled_at).is_(None))).first()
            next_at = session.exec(
                select(Outbox.send_at)
                .where(unsettled(Outbox), col(Outbox.send_at) < today)
                .order_by(col(Outbox.send_at))
            ).first()
        return unread is not None or next_at is not None, next_at

    def _verdict(self, people: list[Person], seconds: float) -> Verdict:
        lost_at = {one.run: one.at for one in self._replicas.killed}
        with self._database.read() as session:
            doomed = [
                one
                for one in self._telegram.arrived
                if self._is_shaken(one.at)
                or (one.run in lost_at and one.at >= self._known_until(lost_at[one.run]))
            ]
            in_flight = unwritten(session, doomed)
            paced = [one for one in self._telegram.arrived if not self._is_shaken(one.at)]
            verdict = judged(session, self._telegram, in_flight, people, self._clock.now(), paced)
        runs = [one.run for one in self._telegram.arrived if one.number in in_flight]
        verdict.figures |= {
            "seconds": round(seconds),
            "kills": len(self._replicas.killed) - len(self._replicas.died),
            "died by themselves": len(self._replicas.died),
            "most in flight at a kill": max(map(runs.count, set(runs)), default=0),
            "harms": dict(sorted(self._chance.done.items())),
            "log, bytes": len(self._replicas.log()),
        }
        unfinished = [one.chat for one in people if one.is_reporting]
        verdict.holds(not unfinished, f"dialogs that were never ended: {unfinished[:5]}")
        self._database.close()
        return verdict

    def _is_shaken(self, at: float) -> bool:
        return any(first <= at <= last for first, last in self._shaken)

    def _known_until(self, killed_at: float) -> float:
        """Before that, whatever had arrived was written down: a while, or before an outage."""
        begins = [since for since, until in self._away if until >= killed_at - IN_FLIGHT]
        return min([killed_at - IN_FLIGHT, *(one for one in begins if one <= killed_at)])


def _shorten_codes(session: Session) -> None:
    """As decisions number their tasks; nobody's has numbers of three digits."""
    for item in session.exec(select(Item)):
        agency, _, task = item.code.partition(".")
        if agency.isdigit() and int(agency) > 99:
            item.code = f"{int(agency) // 90 + 1}.{int(agency) % 90 + 1}.{task}"
