"""Eight lanes with a slow service: how near 64 requests at once come to what its answers allow."""

import time
from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import Integer, case, cast, update
from sqlmodel import col

from storage.database import open_database
from storage.models import ChatAccount
from tests.benchmarks.bench import Bench
from tests.benchmarks.bot_api.client import BotControl
from tests.benchmarks.figures import Goal, Line, compared
from tests.benchmarks.processes.contestants import service
from tests.benchmarks.processes.readiness import StillWaiting
from tests.benchmarks.worlds.calendar import EVE
from tests.benchmarks.worlds.databases import SQLITE
from tests.benchmarks.worlds.queueing import queue_texts
from tests.benchmarks.worlds.world import World

ROW = "lanes"
PEER = "the round trips alone: messages × 50 ms / 64"
LANES, IN_A_LANE = 8, 8
ROUND_TRIP = 0.05  # seconds
CHATS, EACH = 1000, 2
NOTICE = timedelta(seconds=3)  # before they are due
SECONDS = 20.0  # for all rounds
PATIENCE = 60.0
GOAL = Goal("≥ 90 % of the round trips' pace", 1 / 0.9, of_ratio=True)
NOTE = "no pace is kept in this row"


def measure(bench: Bench) -> Iterator[Line]:
    messages = CHATS * EACH
    alone = messages * ROUND_TRIP / (LANES * IN_A_LANE)
    ours = [_seconds(bench) for _ in bench.rounds(SECONDS)]
    what = f"{messages:,} messages over {LANES} lanes"
    theirs = [alone] * len(ours)
    yield compared(ROW, what, "s until the last one", ours, PEER, theirs, GOAL, NOTE)


def _seconds(bench: Bench) -> float:
    """From the moment at which all are due."""
    world = World(shipped_people=False, agencies=CHATS, is_reminded=False)
    url = bench.databases.fresh(SQLITE, world)
    bots = [bench.telegram.new_bot() for _ in range(LANES)]
    _spread(url, [bot.name for bot in bots])
    tokens = ",".join(bot.token for bot in bots)
    options = ("--unpaced", "--lanes", tokens)
    with service(bench.telegram, url, EVE - 20 * NOTICE, *options, folder=bench.folder) as ours:
        for bot in bots:
            bot.delay(ROUND_TRIP)
        set_at = ours.child.ask("clock", (EVE - NOTICE).isoformat())["at"]
        return _last_sent(bots) - float(set_at) - NOTICE.total_seconds()


def _spread(url: str, lanes: Sequence[str]) -> None:
    """The chats over the lanes, and what is to be said in them."""
    database = open_database(url)
    turn = cast(col(ChatAccount.id), Integer) % len(lanes)
    with database.write() as session:
        chosen = case(*((turn == number, name) for number, name in enumerate(lanes)))
        session.connection().execute(update(ChatAccount).values(channel=chosen))
        queue_texts(session, CHATS, EACH, send_at=EVE)
    database.close()


def _last_sent(bots: Sequence[BotControl]) -> float:
    """Seconds of the epoch. Raises StillWaiting."""
    until = time.monotonic() + PATIENCE
    sendings = [bot.sendings() for bot in bots]
    while sum(len(one.sent_at) for one in sendings) < CHATS * EACH:
        if time.monotonic() > until:
            raise StillWaiting("not every message was sent")
        time.sleep(0.1)
        sendings = [bot.sendings() for bot in bots]
    return max(one.sent_at[-1] for one in sendings)
