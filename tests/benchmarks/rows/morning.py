"""A reminder morning: a thousand people are due at 08:00, and how quickly all of them are told."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from scheduler.jobs import tick
from storage.database import open_database
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, compared
from tests.benchmarks.processes.contestants import (
    Contestant,
    reminding_peer,
    service,
)
from tests.benchmarks.processes.readiness import StillWaiting
from tests.benchmarks.worlds.calendar import BEFORE_OFFICE, OFFICE_OPENS
from tests.benchmarks.worlds.databases import SQLITE
from tests.benchmarks.worlds.world import World
from tests.support.worlds.world import CALENDAR

ROW = "morning"
PEER = "APScheduler's SQLAlchemyJobStore, a job each, and python-telegram-bot"
PEOPLE = 1000
NOTICE = timedelta(seconds=3)  # before they are due the clock is set
TO_ADD_JOBS = 8.0  # seconds
SECONDS = 30.0  # for all rounds
PATIENCE = 300.0
NOTE = "no pace is kept in this row"


@dataclass(frozen=True)
class Morning:
    """CPU in seconds, times in milliseconds after the moment at which all were due."""

    queueing: float  # of CPU, before
    cpu: float
    first: float
    over: float
    held: float  # the longest time for which the event loop did nothing else …
    busy: float  # … and the longest it computed, whoever else has used the machine meanwhile


FIGURES = (
    ("cpu", "due to settled, s of CPU", Goal("≤ 1/5 of the peer's CPU", 0.2, of_ratio=True)),
    ("queueing", "queueing beforehand, s of CPU", None),
    ("first", "due to the first message, ms", Goal("≤ 100 ms", 100)),
    ("over", "due to all settled, ms", None),
    ("held", "longest hold of the loop, ms", Goal("≤ 25 ms", 25)),
    ("busy", "longest work of the loop, ms of CPU", Goal("≤ 25 ms", 25)),
)


def measure(bench: Bench) -> Iterator[Line]:
    ours, theirs = [], []
    for _ in bench.rounds(SECONDS):
        morning, words = _ours(bench)
        ours.append(morning)
        theirs.append(_peers(bench, words))
    for name, unit, goal in FIGURES:
        mine, others = ([getattr(one, name) for one in all_] for all_ in (ours, theirs))
        yield compared(ROW, f"{PEOPLE:,} people", unit, mine, PEER, others, goal, NOTE)


def _ours(bench: Bench) -> tuple[Morning, dict[str, str]]:
    """With what each was told."""
    world = World(shipped_people=False, agencies=PEOPLE, is_reminded=False)
    url = bench.databases.fresh(SQLITE, world)
    queueing = _queue(url)
    options = ("--unpaced", "--beat")
    with service(bench.telegram, url, BEFORE_OFFICE, *options, folder=bench.folder) as ours:
        set_to = (OFFICE_OPENS - NOTICE).isoformat()
        due = float(ours.child.ask("clock", set_to)["at"]) + NOTICE.total_seconds()
        morning = _watched(ours, due, queueing)
        return morning, {chat: sent["text"] for chat, sent in ours.bot.last_sent().items()}


def _queue(url: str) -> float:
    """The tick that finds out who is to be told; its CPU."""
    database = open_database(url)
    before = time.process_time()
    assert tick(database, BEFORE_OFFICE, CALENDAR) == PEOPLE
    spent = time.process_time() - before
    database.close()
    return spent


def _peers(bench: Bench, words: dict[str, str]) -> Morning:
    url = bench.databases.empty(SQLITE)
    with reminding_peer(bench.telegram, url, words, folder=bench.folder) as peer:
        due = time.time() + TO_ADD_JOBS
        adding = float(peer.child.ask("add", str(due))["cpu"])
        return _watched(peer, due, adding)


def _watched(one: Contestant, due: float, queueing: float) -> Morning:
    """From the moment at which all are due."""
    time.sleep(max(0.0, due - time.time()))
    one.child.ask("reset")
    before = one.cpu()
    sent_at = one.bot.wait_until_sent(PEOPLE, PATIENCE).sent_at
    one.wait_until_settled()
    over = time.time() - due
    after = one.child.ask("probe")
    if len(sent_at) != PEOPLE:
        raise StillWaiting(f"{len(sent_at)} of {PEOPLE} messages were sent")
    return Morning(
        queueing=queueing,
        cpu=after["cpu"] - before,
        first=1000 * (sent_at[0] - due),
        over=1000 * over,
        held=1000 * after["held"],
        busy=1000 * after["busy"],
    )
