"""A province of twenty plans and all its communes, beside the same province with one plan."""

import time
from collections.abc import Callable, Iterator
from datetime import date

from sqlmodel import select

from scheduler.jobs import tick
from storage.database import Database, open_database
from storage.importing.folder.reader import read_folder
from storage.models import Plan
from storage.plans.loading.folder_to_rows import load_plan
from storage.rounds.figures.of_plans import standings_of
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, compared
from tests.benchmarks.worlds.calendar import BEFORE_OFFICE, EVE, IN_OFFICE
from tests.benchmarks.worlds.databases import SQLITE
from tests.benchmarks.worlds.many_plans import build_plans
from tests.support.paths import DATA
from tests.support.worlds.world import CALENDAR, ZONE

ROW = "province"
PLANS, COMMUNES, TASKS, YEARS = 20, 166, 100, 3
PEER = "itself with one plan"
TIMES = 3
FLAT, LINEAR = Goal("≤ 1.3×", 1.3, of_ratio=True), Goal(f"≤ {PLANS}×", PLANS, of_ratio=True)
AN_HOUR_LATER = IN_OFFICE


def measure(bench: Bench) -> Iterator[Line]:
    """Smaller but where everything is measured: writing a million rows takes its time."""
    tasks = TASKS if bench.is_full else TASKS // 5
    worlds = {plans: _built(bench, plans, tasks, YEARS) for plans in (1, PLANS)}
    young = _built(bench, PLANS, tasks, 1)
    what = f"{PLANS} plans × {COMMUNES} communes × {tasks} tasks × {YEARS} years"
    for name, work, goal, times in (
        ("a tick with nothing to do", _idle, FLAT, TIMES),
        ("all plans at a glance", _glance, LINEAR, TIMES),
        ("a decision read and loaded", _load, FLAT, 1),
        ("the tick of a reminder morning", _morning, LINEAR, 1),
        ("the tick after it", _after, FLAT, TIMES),
    ):
        taken = {key: _taken(one, work, times) for key, one in ({**worlds, 0: young}).items()}
        yield compared(ROW, f"{what}: {name}", "ms of CPU", taken[PLANS], PEER, taken[1], goal)
        peer = "itself with one year"
        yield compared(ROW, f"{what}: {name}", "ms of CPU", taken[PLANS], peer, taken[0], FLAT)
    for one in (*worlds.values(), young):
        one.close()


def _built(bench: Bench, plans: int, tasks: int, years: int) -> Database:
    """The first tick finds what every first one does."""
    database = open_database(bench.databases.empty(SQLITE))
    build_plans(database, plans, COMMUNES, tasks, years)
    tick(database, EVE, CALENDAR)
    return database


def _taken(database: Database, work: Callable[[Database], None], times: int) -> list[float]:
    found = []
    for _ in range(times):
        begun = time.process_time()
        work(database)
        found.append(1000 * (time.process_time() - begun))
    return found


def _idle(database: Database) -> None:
    tick(database, EVE, CALENDAR)


def _morning(database: Database) -> None:
    tick(database, BEFORE_OFFICE, CALENDAR)


def _after(database: Database) -> None:
    tick(database, AN_HOUR_LATER, CALENDAR)


def _glance(database: Database) -> None:
    with database.read() as session:
        plans, now = session.exec(select(Plan)).all(), EVE.astimezone(ZONE)
        standings_of(session, plans, now, ZONE, date(2026, 1, 1))


def _load(database: Database) -> None:
    """A decision of another province comes."""
    with database.write() as session:
        load_plan(session, read_folder(DATA / "ben-tre"), EVE)
