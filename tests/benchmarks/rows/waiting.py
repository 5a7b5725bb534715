"""How long an answer takes while ten thousand digests wait to be sent."""

from collections.abc import Iterator, Sequence
from statistics import quantiles

from storage.database import open_database
from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, compared
from tests.benchmarks.processes.contestants import service, talk
from tests.benchmarks.worlds.calendar import IN_OFFICE
from tests.benchmarks.worlds.databases import SQLITE
from tests.benchmarks.worlds.queueing import put_digests_back
from tests.benchmarks.worlds.talkers import talkers
from tests.benchmarks.worlds.world import World

ROW = "waiting"
PEER = "itself with nothing to send"
TYPED = "nhiem vu"
WORLD = World(agencies=1000, people=10)
DIGESTS = 10_000
TALKERS = 25
MESSAGES = 100
GAP = 0.1  # seconds between two messages; a chat's own pace is not touched
SECONDS = 30.0  # for all rounds
PATIENCE = 10.0
GOAL = Goal("p99 ≤ 2× when idle", 2, of_ratio=True)


def measure(bench: Bench) -> Iterator[Line]:
    idle: list[list[float | None]] = []
    busy: list[list[float | None]] = []
    for _ in bench.rounds(SECONDS):
        idle.append(_waits(bench, is_waiting=False))
        busy.append(_waits(bench, is_waiting=True))
    unanswered = sum(one is None for waits in busy for one in waits)
    note = f"{unanswered} of {MESSAGES * len(busy)} had no answer within {PATIENCE:.0f} s"
    what = f"{DIGESTS:,} digests queued and due"
    for part, goal in ((50, None), (99, GOAL)):
        ours, theirs = ([_percentile(waits, part) for waits in both] for both in (busy, idle))
        unit = f"ms to the answer, p{part}"
        yield compared(ROW, what, unit, ours, PEER, theirs, goal, note if unanswered else "")


def _waits(bench: Bench, is_waiting: bool) -> list[float | None]:
    """The waits of many messages, typed at an even beat by one person after the other."""
    url = bench.databases.fresh(SQLITE, WORLD)
    if is_waiting:
        _put_back(url)
    with service(bench.telegram, url, IN_OFFICE, folder=bench.folder) as ours:
        chats = talkers(ours.engine, TALKERS)
        if not is_waiting:
            talk(ours, chats, TYPED, 1)
        typing = chats * (MESSAGES // TALKERS)
        return ours.bot.type_at_a_beat(typing, TYPED, GAP, PATIENCE)


def _put_back(url: str) -> None:
    database = open_database(url)
    with database.write() as session:
        assert put_digests_back(session) == DIGESTS
    database.close()


def _percentile(waits: Sequence[float | None], part: int) -> float:
    """Milliseconds; whoever got no answer has waited as long as we did."""
    waited = [PATIENCE if one is None else one for one in waits]
    return 1000 * quantiles(waited, n=100, method="inclusive")[part - 1]
