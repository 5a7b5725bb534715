"""Two that do the same work in turns: the service, and a peer; each a process with a bot."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from sqlalchemy import Engine, create_engine, text

from storage.models import UNSETTLED
from tests.benchmarks.bot_api.client import BotControl, FakeTelegram
from tests.benchmarks.processes.child import Child
from tests.benchmarks.processes.readiness import StillWaiting, wait_until_ready
from tests.support.patience import HANGS

OF_SERVICE = f"SELECT count(*) FROM outbox WHERE {UNSETTLED}"
OF_ANSWERING_PEER = "SELECT (SELECT count(*) FROM heard) - (SELECT count(*) FROM said)"
OF_REMINDING_PEER = "SELECT count(*) FROM apscheduler_jobs"
HERE = "tests.benchmarks.processes"

Answers = Mapping[str, Mapping[str, Mapping[str, str]]]  # by what was typed, by chat


@dataclass
class Contestant:
    """`unsettled` is SQL that counts what is still on its way."""

    child: Child
    bot: BotControl
    engine: Engine
    unsettled: str

    def wait_until_settled(self, patience: float = HANGS) -> None:
        """Raises StillWaiting."""
        until = time.monotonic() + patience
        while left := self._left():
            if time.monotonic() > until:
                raise StillWaiting(f"{left} messages are still on their way")
            time.sleep(0.01)

    def _left(self) -> int:
        with self.engine.connect() as connection:
            return int(connection.scalar(text(self.unsettled)) or 0)

    def cpu(self) -> float:
        """Seconds since the process began."""
        return float(self.child.ask("probe")["cpu"])


def settings_of(bot: BotControl, url: str) -> dict[str, str]:
    """What the service is started with; whatever else is set here is not."""
    return {
        "DATABASE_URL": url,
        "TELEGRAM_BOT_TOKEN": bot.token,
        "TELEGRAM_API_BASE": bot.api_base,
        "LOG_LEVEL": "ERROR",
        **dict.fromkeys(("ZALO_BOT_TOKENS", "ZALO_OA_APP_ID", "DAUMOI_CLOCK"), ""),
    }


@contextmanager
def service(
    telegram: FakeTelegram, url: str, clock: datetime, *options: str, folder: Path
) -> Iterator[Contestant]:
    """The service on that database; it listens, and its first tick is over."""
    bot = telegram.new_bot()
    arguments = [clock.isoformat(), *options]
    child = Child(f"{HERE}.service", arguments, settings_of(bot, url), folder=folder)
    with child, _engine(url) as engine:
        bot.wait_until_polled()
        wait_until_ready(child.greeting["port"], child.is_running)
        yield Contestant(child, bot, engine, OF_SERVICE)


@contextmanager
def answering_peer(
    telegram: FakeTelegram, url: str, answers: Answers, *, folder: Path
) -> Iterator[Contestant]:
    """python-telegram-bot, giving the answers that the service has given."""
    bot = telegram.new_bot()
    arguments = [bot.token, bot.api_base, url, _kept(answers, folder)]
    child = Child(f"{HERE}.answering_peer", arguments, folder=folder)
    with child, _engine(url) as engine:
        bot.wait_until_polled()
        yield Contestant(child, bot, engine, OF_ANSWERING_PEER)


@contextmanager
def reminding_peer(
    telegram: FakeTelegram, url: str, words: Mapping[str, str], *, folder: Path
) -> Iterator[Contestant]:
    """APScheduler and python-telegram-bot, with the words that the service has used."""
    bot = telegram.new_bot()
    arguments = [bot.token, bot.api_base, url, _kept(words, folder)]
    child = Child(f"{HERE}.reminding_peer", arguments, folder=folder)
    with child, _engine(url) as engine:
        yield Contestant(child, bot, engine, OF_REMINDING_PEER)


def _kept(words: Mapping[str, Any], folder: Path) -> str:
    """Where a peer reads them."""
    with NamedTemporaryFile("w", encoding="utf-8", dir=folder, delete=False) as file:
        json.dump(words, file)
    return file.name


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    engine = create_engine(url)
    yield engine
    engine.dispose()


@dataclass(frozen=True)
class Cost:
    """Of one message: CPU of the process and time that passed, in milliseconds."""

    cpu: float
    wall: float


def enough(cost: Cost, chats: int) -> int:
    """How often each chat types so that a measurement takes about a second."""
    return min(48, max(6, round(1000 / cost.wall))) // chats or 1


def talk(contestant: Contestant, chats: Sequence[str], said: str, each: int) -> Cost:
    """Every chat at once, in turns of its own, until the last answer is settled."""
    before = contestant.cpu()
    talked = contestant.bot.talk(chats, said, each)
    contestant.wait_until_settled()
    spent = contestant.cpu() - before
    messages = each * len(chats)
    return Cost(1000 * spent / messages, 1000 * talked.seconds / messages)
