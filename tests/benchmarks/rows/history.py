"""One message among years of old rows and a thousand agencies, against itself in a new province."""

from collections.abc import Iterator

from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, compared
from tests.benchmarks.processes.contestants import Cost, enough, service, talk
from tests.benchmarks.worlds.calendar import IN_OFFICE
from tests.benchmarks.worlds.databases import ENGINES, Unavailable
from tests.benchmarks.worlds.talkers import talkers
from tests.benchmarks.worlds.world import World

ROW = "history"
PEER = "itself without old rows"
AGENCIES = 1000
TYPED = ("nhiem vu", "tro giup")
SECONDS = 6.0  # for the rounds of one line
NOTE = "no pace is kept in this row"
CPU = Goal("≤ 1.3× its own CPU", 1.3, of_ratio=True)


def measure(bench: Bench) -> Iterator[Line]:
    for size in filter(None, bench.sizes):
        for engine in ENGINES:
            try:
                yield from _against_empty(bench, engine, size)
            except Unavailable as reason:
                yield Line(ROW, engine, note=str(reason))


def _against_empty(bench: Bench, engine: str, size: int) -> Iterator[Line]:
    old = bench.databases.fresh(engine, World(agencies=AGENCIES, old_rows=size))
    new = bench.databases.fresh(engine, World())
    given = {"folder": bench.folder}
    with (
        service(bench.telegram, old, IN_OFFICE, "--unpaced", **given) as ours,
        service(bench.telegram, new, IN_OFFICE, "--unpaced", **given) as empty,
    ):
        chats = talkers(empty.engine, 1)
        for said in TYPED:
            each = min(enough(talk(one, chats, said, 2), 1) for one in (ours, empty))
            costs: list[tuple[Cost, Cost]] = [
                (talk(ours, chats, said, each), talk(empty, chats, said, each))
                for _ in bench.rounds(SECONDS)
            ]
            yield from _lines(f"{engine}, “{said}”, {size:,} old rows", costs)


def _lines(what: str, costs: list[tuple[Cost, Cost]]) -> Iterator[Line]:
    cpu = [one.cpu for one, _ in costs], [one.cpu for _, one in costs]
    wall = [one.wall for one, _ in costs], [one.wall for _, one in costs]
    yield compared(ROW, what, "ms of CPU a message", cpu[0], PEER, cpu[1], CPU, NOTE)
    yield compared(ROW, what, "ms a message", wall[0], PEER, wall[1], note=NOTE)
