"""What pages of a round cost at 4,000 agencies, beside those without old rows, and of few."""

import gc
import time
from collections.abc import Iterator

from storage.database import open_database
from tests.benchmarks.bench import Bench
from tests.benchmarks.doors import Desk
from tests.benchmarks.figures import Goal, Line, alone, compared
from tests.benchmarks.worlds.databases import SQLITE
from tests.benchmarks.worlds.world import World

ROW = "pages"
AGENCIES, TASKS, OLD_ROWS = 4_000, 3, 80_000
SMALL = 40  # agencies
UNIT = "ms of CPU"
NO_HISTORY, SMALL_PLAN = "itself without old rows", f"the page of a plan of {SMALL} agencies"
SECONDS = 10.0
FLAT = Goal("≤ 1.3×", 1.3, of_ratio=True)
PAGES: dict[str, tuple[str, Goal | None]] = {
    "overview": ("", Goal("≤ 200 ms", 200)),
    "overview as of a past day": ("?as_of=2026-10-13", Goal("≤ 300 ms", 300)),
    "answers": ("/answers", None),
    "an agency": ("/agencies/{agency}", None),
    "obstacles": ("/obstacles", None),
    "nudge": ("/nudge", None),
    "call list": ("/calls", None),
}


def measure(bench: Bench) -> Iterator[Line]:
    """On SQLite alone: a server's work is not in our CPU time."""
    worlds = {
        "large": _world(AGENCIES, OLD_ROWS),
        "bare": _world(AGENCIES, 0),
        "small": _world(SMALL, 0),
    }
    desks = {
        name: Desk(open_database(bench.databases.fresh(SQLITE, world)))
        for name, world in worlds.items()
    }
    gc.freeze()  # as the service does once it has started
    for name, (part, goal) in PAGES.items():
        found: dict[str, list[float]] = {one: [] for one in desks}
        for desk in desks.values():
            desk.opens(part)  # warms up
        for _ in bench.rounds(SECONDS):
            for one, desk in desks.items():
                found[one].append(_taken(desk, part))
        what = f"{SQLITE}, {AGENCIES:,} × {TASKS}, {name}"
        yield alone(ROW, what, UNIT, found["large"], goal)
        what = f"{what}, {OLD_ROWS:,} old rows"
        yield compared(ROW, what, UNIT, found["large"], NO_HISTORY, found["bare"], FLAT)
        yield compared(ROW, what, UNIT, found["large"], SMALL_PLAN, found["small"], None)
    gc.unfreeze()
    for desk in desks.values():
        desk.close()


def _world(agencies: int, old_rows: int) -> World:
    return World(shipped_people=False, agencies=agencies, tasks=TASKS, old_rows=old_rows)


def _taken(desk: Desk, part: str) -> float:
    """Milliseconds."""
    begun = time.process_time()
    desk.opens(part)
    return 1000 * (time.process_time() - begun)
