"""The summary of a province with eight rounds behind it, beside one GROUP BY over its rows."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session, col, select

from storage.database import open_database
from storage.models import Plan, Round
from storage.rounds.summary import summarise
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, compared
from tests.benchmarks.worlds.calendar import IN_OFFICE
from tests.benchmarks.worlds.databases import ENGINES, SQLITE, Unavailable
from tests.benchmarks.worlds.history import A_SEASON, LAST_SEASON, OLD_ROUND
from tests.benchmarks.worlds.large_plan import CODE
from tests.benchmarks.worlds.world import World
from tests.support.worlds.world import ZONE

ROW = "summary"
PEER = "one GROUP BY by agency over the round's expectations and their reports"
AGENCIES, TASKS, ROUNDS = 40, 85, 8
WORLD = World(
    shipped_people=False,
    agencies=AGENCIES,
    tasks=TASKS,
    old_rows=ROUNDS * A_SEASON,
    is_reminded=False,
)
WHAT = f"{AGENCIES} agencies × {TASKS} × {ROUNDS} rounds"
GROUPED = text(
    "SELECT expectation.agency_id, count(*), count(report.id) FROM expectation"
    " LEFT JOIN report ON report.expectation_id = expectation.id AND report.withdrawn_at IS NULL"
    " AND report.submitted_at <= :as_of"
    " WHERE expectation.round_id = :round_id GROUP BY expectation.agency_id"
)
TIMES = 5  # in one measurement
SECONDS = 5.0
RATIO = Goal("≤ 2× the SQL", 2, of_ratio=True)
INSTANTS = (
    ("now", IN_OFFICE, Goal("≤ 15 ms", 15)),
    ("as of a past day", LAST_SEASON + timedelta(days=1), Goal("≤ 30 ms", 30)),
)


def measure(bench: Bench) -> Iterator[Line]:
    for engine in ENGINES:
        try:
            yield from _of_engine(bench, engine)
        except Unavailable as reason:
            yield Line(ROW, engine, note=str(reason))


def _of_engine(bench: Bench, engine: str) -> Iterator[Line]:
    database = open_database(bench.databases.fresh(engine, WORLD))
    unit = "ms of CPU" if engine == SQLITE else "ms"
    with database.read() as session:
        plan, round_ = _newest_old_round(session)
        for when, as_of, goal in INSTANTS:
            ours, theirs = _in_turns(bench, engine, session, plan, round_, as_of)
            what = f"{engine}, {WHAT}, {when}"
            yield compared(ROW, what, unit, ours, PEER, theirs, goal)
            yield compared(ROW, what, unit, ours, PEER, theirs, RATIO)
    database.close()


def _newest_old_round(session: Session) -> tuple[Plan, Round]:
    """Everybody has reported in it."""
    query = select(Plan, Round).join(Round, col(Round.plan_id) == Plan.id)
    query = query.where(Plan.code == CODE, col(Round.title).startswith(OLD_ROUND))
    rounds = session.exec(query.order_by(col(Round.opened_at).desc())).all()
    return rounds[0]


def _in_turns(
    bench: Bench, engine: str, session: Session, plan: Plan, round_: Round, as_of: datetime
) -> tuple[list[float], list[float]]:
    """Milliseconds; a server's work is not in our CPU time: there it is time passed."""
    read = time.process_time if engine == SQLITE else time.perf_counter
    given = {"as_of": as_of.isoformat(sep=" "), "round_id": round_.id}

    def one(work: Callable[[], object]) -> float:
        begun = read()
        for _ in range(TIMES):
            work()
        return 1000 * (read() - begun) / TIMES

    def ours() -> object:
        return summarise(session, plan, round_, as_of, ZONE)

    def theirs() -> object:
        return session.connection().execute(GROUPED, given).all()

    for work in (ours, theirs):
        work()  # warms up
    both = [(one(ours), one(theirs)) for _ in bench.rounds(SECONDS)]
    return [mine for mine, _ in both], [their for _, their in both]
