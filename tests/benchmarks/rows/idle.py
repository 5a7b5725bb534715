"""What looking costs when there is nothing to do, however much lies behind."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack

from storage.database import open_database
from tests.benchmarks.bench import Bench
from tests.benchmarks.doors import AT_ONCE, IdleService
from tests.benchmarks.figures import Goal, Line, alone, compared
from tests.benchmarks.rows.history import AGENCIES
from tests.benchmarks.worlds.calendar import LATER
from tests.benchmarks.worlds.databases import ENGINES, SQLITE, Unavailable
from tests.benchmarks.worlds.queueing import queue_texts
from tests.benchmarks.worlds.world import World

ROW = "idle"
PEER = "itself without old rows"
SECONDS = 0.1  # for one measurement, of as many looks as go into it
MEASUREMENTS = 5
Look = Callable[[IdleService], None]
LOOKS: dict[str, tuple[Look, Goal | None]] = {
    "one look for due messages": (IdleService.look_for_due, Goal("≤ 1 ms", 1)),
    "one look for waiting messages": (IdleService.look_for_waiting, Goal("≤ 1 ms", 1)),
    "one tick": (IdleService.tick, Goal("≤ 10 ms", 10)),
    "a claim of eight": (IdleService.claim_eight, None),
}


def measure(bench: Bench) -> Iterator[Line]:
    for engine in ENGINES:
        try:
            yield from _of_engine(bench, engine)
        except Unavailable as reason:
            yield Line(ROW, engine, note=str(reason))


def _of_engine(bench: Bench, engine: str) -> Iterator[Line]:
    sizes = sorted({0, *bench.sizes})
    with ExitStack() as stack:
        services = {size: stack.enter_context(_service(bench, engine, size)) for size in sizes}
        for name, (look, goal) in LOOKS.items():
            yield from _lines(engine, name, _in_turns(engine, services, look), goal)


def _service(bench: Bench, engine: str, size: int) -> IdleService:
    world = World(agencies=AGENCIES, old_rows=size) if size else World()
    database = open_database(bench.databases.fresh(engine, world))
    with database.write() as session:
        queue_texts(session, chats=AT_ONCE, each=1, send_at=LATER)
    return IdleService(database)


def _in_turns(
    engine: str, services: Mapping[int, IdleService], look: Look
) -> dict[int, list[float]]:
    """Milliseconds, by size; a server's work is not in our CPU time: there it is time passed."""
    read = time.process_time if engine == SQLITE else time.perf_counter
    warm = {size: _times(service, look) for size, service in services.items()}
    found: dict[int, list[float]] = {size: [] for size in services}
    for _ in range(MEASUREMENTS):
        for size, service in services.items():
            begun = read()
            for _ in range(warm[size]):
                look(service)
            found[size].append(1000 * (read() - begun) / warm[size])
    return found


def _times(service: IdleService, look: Look) -> int:
    """How often it is to look for one measurement; the first time warms up."""
    look(service)
    begun = time.perf_counter()
    look(service)
    return max(1, round(SECONDS / (time.perf_counter() - begun)))


def _lines(
    engine: str, name: str, found: dict[int, list[float]], goal: Goal | None
) -> Iterator[Line]:
    unit = "ms of CPU" if engine == SQLITE else "ms"
    empty = found.pop(0)
    yield alone(ROW, f"{engine}, {name}", unit, empty, goal)
    for size, taken in found.items():
        what = f"{engine}, {name}, {size:,} old rows"
        yield compared(ROW, what, unit, taken, PEER, empty, goal)
