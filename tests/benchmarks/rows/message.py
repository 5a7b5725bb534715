"""One message, durable, end to end: heard, stored, its turn taken, answered, settled."""

from collections.abc import Iterator, Sequence
from itertools import product

from tests.benchmarks.bench import Bench
from tests.benchmarks.figures import Goal, Line, alone, compared
from tests.benchmarks.processes.contestants import (
    Answers,
    Contestant,
    Cost,
    answering_peer,
    enough,
    service,
    talk,
)
from tests.benchmarks.worlds.calendar import IN_OFFICE
from tests.benchmarks.worlds.databases import ENGINES, Unavailable
from tests.benchmarks.worlds.talkers import talkers
from tests.benchmarks.worlds.world import World

ROW = "message"
PEER = "python-telegram-bot, a row and a transaction for message and reply"
TYPED = ("nhiem vu", "tro giup")
AT_ONCE = (1, 8)
SECONDS = 3.0  # for the rounds of one line
COUNTED = 20  # messages
BESIDES = ("commits", "rollbacks", "words of savepoints")
NOTE = "no pace is kept in this row"
CPU = Goal("≤ 1.0× the peer's CPU", 1.0, of_ratio=True)
STATEMENTS = Goal("≤ 15 statements", 15)
TRANSACTIONS = Goal("≤ 4 transactions", 4)


def measure(bench: Bench) -> Iterator[Line]:
    for engine in ENGINES:
        try:
            yield from _against_peer(bench, engine)
            yield from _counted(bench, engine)
        except Unavailable as reason:
            yield Line(ROW, engine, note=str(reason))


def _against_peer(bench: Bench, engine: str) -> Iterator[Line]:
    url = bench.databases.fresh(engine, World())
    with service(bench.telegram, url, IN_OFFICE, "--unpaced", folder=bench.folder) as ours:
        chats = talkers(ours.engine, max(AT_ONCE))
        answers = _answers(ours, chats)
        empty = bench.databases.empty(engine)
        with answering_peer(bench.telegram, empty, answers, folder=bench.folder) as peer:
            for said, number in product(TYPED, AT_ONCE):
                both = _in_turns(bench, ours, peer, chats[:number], said)
                people = "a chat" if number == 1 else f"{number} chats at once"
                yield from _lines(f"{engine}, “{said}”, {people}", *both)


def _answers(ours: Contestant, chats: Sequence[str]) -> Answers:
    """What the service says to each, which warms it up."""
    answers = {}
    for said in TYPED:
        talk(ours, chats, said, 2)
        answers[said] = ours.bot.last_sent()
    assert not ours.bot.sendings().unasked, "an answer comes in parts: they would count as several"
    return answers


def _in_turns(
    bench: Bench, ours: Contestant, peer: Contestant, chats: Sequence[str], said: str
) -> tuple[list[Cost], list[Cost]]:
    """The first ones warm up."""
    talk(peer, chats, said, 2)
    each = enough(talk(ours, chats, said, 2), len(chats))
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in bench.rounds(SECONDS):
        costs[0].append(talk(ours, chats, said, each))
        costs[1].append(talk(peer, chats, said, each))
    return costs


def _lines(what: str, ours: list[Cost], theirs: list[Cost]) -> Iterator[Line]:
    cpu = [one.cpu for one in ours], [one.cpu for one in theirs]
    wall = [one.wall for one in ours], [one.wall for one in theirs]
    yield compared(ROW, what, "ms of CPU a message", cpu[0], PEER, cpu[1], CPU, NOTE)
    yield compared(ROW, what, "ms a message", wall[0], PEER, wall[1], note=NOTE)


def _counted(bench: Bench, engine: str) -> Iterator[Line]:
    """In a process of its own: to count costs time."""
    options = ("--unpaced", "--count")
    url = bench.databases.fresh(engine, World())
    with service(bench.telegram, url, IN_OFFICE, *options, folder=bench.folder) as ours:
        chats = talkers(ours.engine, 1)
        for said in TYPED:
            talk(ours, chats, said, 3)
            counts = _counts_a_message(ours, chats, said)
            rest = ", ".join(f"{counts.get(name, 0):.1f} {name}" for name in BESIDES)
            for name, goal, note in (
                ("statements", STATEMENTS, ""),
                ("transactions", TRANSACTIONS, rest),
            ):
                figures = [counts.get(name, 0.0)]
                yield alone(ROW, f"{engine}, “{said}”", f"{name} a message", figures, goal, note)


def _counts_a_message(ours: Contestant, chats: Sequence[str], said: str) -> dict[str, float]:
    """By what is counted; what a look finds nothing with is in it, too."""
    ours.child.ask("reset")
    talk(ours, chats, said, COUNTED)
    counts: dict[str, int] = ours.child.ask("probe")["counts"]
    return {name: number / COUNTED for name, number in counts.items()}
