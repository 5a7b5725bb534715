"""A province of twenty plans and all its communes, beside the same province with one plan."""

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from sqlmodel import select

from scheduler.jobs import LOOK_ANEW_AFTER, Ticks, tick
from scheduler.rounds.ad_hoc import open_ad_hoc
from storage.database import Database, open_database
from storage.importing.folder.reader import read_folder
from storage.models import Agency, Plan
from storage.plans.known_agencies import COMMUNE
from storage.plans.loading.folder_to_rows import load_plan
from storage.rounds.figures.of_plans import standings_of
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, compared
from tests.benchmarks.worlds.calendar import BEFORE_OFFICE, EVE
from tests.benchmarks.worlds.databases import SQLITE
from tests.benchmarks.worlds.many_plans import build_plans
from tests.support.paths import DATA
from tests.support.worlds.world import CALENDAR, ZONE

ROW = "province"
PLANS, COMMUNES, TASKS, YEARS = 20, 166, 100, 3
PEER = "itself with one plan"
TIMES = 3
FLAT, LINEAR = Goal("≤ 1.3×", 1.3, of_ratio=True), Goal(f"≤ {PLANS}×", PLANS, of_ratio=True)
A_TICK, MORNING = timedelta(seconds=20), BEFORE_OFFICE.date()


def measure(bench: Bench) -> Iterator[Line]:
    """Smaller but where everything is measured: writing a million rows takes its time."""
    tasks = TASKS if bench.is_full else TASKS // 5
    sizes = {1: (1, YEARS), PLANS: (PLANS, YEARS), 0: (PLANS, 1)}
    everywhere = {key: _built(bench, plans, tasks, years) for key, (plans, years) in sizes.items()}
    what = f"{PLANS} plans × {COMMUNES} communes × {tasks} tasks × {YEARS} years"
    for name, work, goal, times in (
        ("the first look of a day or a process", _whole, LINEAR, TIMES),
        ("the look every few minutes, with nothing to do", _idle, FLAT, TIMES),
        ("the look after one plan has asked everybody", _one_plan, FLAT, TIMES),
        ("all plans at a glance", _glance, LINEAR, TIMES),
        ("a decision read and loaded", _load, FLAT, 1),
        ("the tick of a reminder morning", _morning, LINEAR, 1),
        ("the look minutes after it", _idle, FLAT, TIMES),
    ):
        taken = {key: _taken(one, work, times) for key, one in everywhere.items()}
        yield compared(ROW, f"{what}: {name}", "ms of CPU", taken[PLANS], PEER, taken[1], goal)
        peer = "itself with one year"
        yield compared(ROW, f"{what}: {name}", "ms of CPU", taken[PLANS], peer, taken[0], FLAT)
    for one in everywhere.values():
        one.database.close()


class Running:
    """A process that runs beside the database: its clock, and its ticks."""

    def __init__(self, database: Database) -> None:
        self.database, self.ticks, self.now = database, Ticks(database, CALENDAR), EVE

    def look(self, later: timedelta = timedelta()) -> None:
        self.now += later
        self.ticks.tick(self.now)


Work = Callable[[Running], Callable[[], object]]  # what comes before the clock; what is measured


def _built(bench: Bench, plans: int, tasks: int, years: int) -> Running:
    """The first tick finds what every first one does."""
    database = open_database(bench.databases.empty(SQLITE))
    build_plans(database, plans, COMMUNES, tasks, years)
    tick(database, EVE, CALENDAR)
    return Running(database)


def _taken(one: Running, work: Work, times: int) -> list[float]:
    found = []
    for _ in range(times):
        measured = work(one)
        begun = time.process_time()
        measured()
        found.append(1000 * (time.process_time() - begun))
    return found


def _whole(one: Running) -> Callable[[], object]:
    one.ticks = Ticks(one.database, CALENDAR)
    return one.look


def _idle(one: Running) -> Callable[[], object]:
    return partial(one.look, LOOK_ANEW_AFTER)


def _one_plan(one: Running) -> Callable[[], object]:
    one.look(LOOK_ANEW_AFTER)
    with one.database.write() as session:
        plan = session.exec(select(Plan)).first()
        asked = session.exec(select(Agency.id).where(Agency.kind == COMMUNE)).all()
        assert plan is not None
        given = (f"Báo cáo nhanh lúc {one.now}", MORNING, [key or 0 for key in asked], None)
        open_ad_hoc(session, plan, *given, one.now, CALENDAR)
    return partial(one.look, A_TICK)


def _morning(one: Running) -> Callable[[], object]:
    one.now = BEFORE_OFFICE
    return one.look


def _glance(one: Running) -> Callable[[], object]:
    return partial(_at_a_glance, one.database)


def _load(one: Running) -> Callable[[], object]:
    return partial(_loads, one.database)


def _at_a_glance(database: Database) -> None:
    with database.read() as session:
        plans, now = session.exec(select(Plan)).all(), EVE.astimezone(ZONE)
        standings_of(session, plans, now, ZONE, date(2026, 1, 1))


def _loads(database: Database) -> None:
    """A decision of another province comes."""
    with database.write() as session:
        load_plan(session, read_folder(DATA / "ben-tre"), EVE)
