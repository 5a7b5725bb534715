"""Telegram's pace is kept and used: 600 chats, and twenty chats with ten messages each."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec

from storage.database import open_database
from tests.benchmarks.bench import Bench
from tests.benchmarks.bot_api.client import BotControl
from tests.benchmarks.figures import Goal, Line, alone, compared
from tests.benchmarks.processes.child import Child
from tests.benchmarks.processes.contestants import HERE, service
from tests.benchmarks.worlds.calendar import EVE
from tests.benchmarks.worlds.databases import SQLITE
from tests.benchmarks.worlds.large_plan import FIRST_CHAT
from tests.benchmarks.worlds.queueing import TEXT, queue_texts
from tests.benchmarks.worlds.world import World

ROW = "pace"
PEER = "python-telegram-bot's AIORateLimiter as it comes"
LEFT_OUT = "the peer is left out: aiolimiter is not installed"
AGENCIES = 1000
NOTICE = timedelta(seconds=3)  # before they are due
SECONDS = 10.0  # for the rounds of one burst
PATIENCE = 60.0


@dataclass(frozen=True)
class Burst:
    """So many messages to each of so many chats, due at once; the goal in seconds."""

    chats: int
    each: int
    seconds: float

    @property
    def messages(self) -> int:
        return self.chats * self.each


BURSTS = (Burst(600, 1, 21), Burst(20, 10, 10.5))


@dataclass(frozen=True)
class Outcome:
    """Seconds until the last message was taken; how often the limit was hit; what never came."""

    seconds: float
    refused: int
    lost: int


def measure(bench: Bench) -> Iterator[Line]:
    for burst in BURSTS:
        is_there = find_spec("aiolimiter") is not None
        pairs = [
            (_ours(bench, burst), _peers(bench, burst) if is_there else None)
            for _ in bench.rounds(SECONDS)
        ]
        for name, unit, goal in (
            ("seconds", "s until the last one", Goal(f"≤ {burst.seconds} s", burst.seconds)),
            ("refused", "refused for the pace", Goal("0", 0)),
            ("lost", f"not sent within {PATIENCE:.0f} s", Goal("0", 0)),
        ):
            ours = [float(getattr(one, name)) for one, _ in pairs]
            theirs = [float(getattr(one, name)) for _, one in pairs if one is not None]
            given = (ROW, f"{burst.chats} chats × {burst.each}", unit, ours)
            if theirs:
                yield compared(*given, PEER, theirs, goal)
            else:
                yield alone(*given, goal, LEFT_OUT)


def _ours(bench: Bench, burst: Burst) -> Outcome:
    """On a day without reminders."""
    world = World(shipped_people=False, agencies=AGENCIES, is_reminded=False)
    url = bench.databases.fresh(SQLITE, world)
    database = open_database(url)
    with database.write() as session:
        queue_texts(session, burst.chats, burst.each, send_at=EVE)
    database.close()
    with service(bench.telegram, url, EVE - 20 * NOTICE, folder=bench.folder) as ours:
        ours.bot.limit(on=True)
        set_at = ours.child.ask("clock", (EVE - NOTICE).isoformat())["at"]
        due = float(set_at) + NOTICE.total_seconds()
        return _outcome(ours.bot, burst, due)


def _peers(bench: Bench, burst: Burst) -> Outcome:
    bot = bench.telegram.new_bot()
    bot.limit(on=True)
    chats = [str(FIRST_CHAT + number) for number in range(burst.chats)]
    with Child(f"{HERE}.pacing_peer", [bot.token, bot.api_base], folder=bench.folder) as peer:
        begun = time.time()
        peer.ask("send", json.dumps({"chats": chats, "each": burst.each, "words": TEXT}))
        return _outcome(bot, burst, begun, patience=0)


def _outcome(bot: BotControl, burst: Burst, begun: float, patience: float = PATIENCE) -> Outcome:
    left = max(0.0, begun + patience - time.time())
    sendings = bot.wait_until_sent(burst.messages, left)
    taken = len(sendings.sent_at)
    seconds = sendings.sent_at[-1] - begun if taken else PATIENCE
    return Outcome(seconds, sendings.refused, burst.messages - taken)
