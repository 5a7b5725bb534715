"""The stand-in for the Bot API as the benchmark drives it."""

import json
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.benchmarks.processes.child import Child
from tests.support.patience import HANGS


@dataclass(frozen=True)
class Sendings:
    """What a bot has sent since it was last told to forget."""

    sent_at: list[float]  # seconds of the epoch
    refused: int
    unasked: int  # no answer to anything typed


@dataclass(frozen=True)
class Talked:
    seconds: float
    waits: list[float]


class BotControl:
    """One bot of the stand-in."""

    def __init__(self, api_base: str, token: str) -> None:
        self.api_base, self.token = api_base, token

    @property
    def name(self) -> str:
        """The bot's number."""
        return self.token.partition(":")[0]

    def wait_until_polled(self) -> None:
        self._ask("polled")

    def talk(self, chats: Sequence[str], text: str, each: int) -> Talked:
        """All at once, each typing again when its answer has come."""
        return Talked(**self._ask("in_turn", chats=list(chats), text=text, each=each))

    def type_at_a_beat(
        self, chats: Sequence[str], text: str, gap: float, patience: float
    ) -> list[float | None]:
        """The wait of each; None: no answer within `patience` seconds after the last one typed."""
        asked = {"chats": list(chats), "text": text, "gap": gap, "patience": patience}
        waits: list[float | None] = self._ask("at_a_beat", **asked)["waits"]
        return waits

    def limit(self, on: bool) -> None:
        self._ask("limit", on=on)

    def delay(self, seconds: float) -> None:
        self._ask("delay", seconds=seconds)

    def forget(self) -> None:
        self._ask("forget")

    def sendings(self) -> Sendings:
        return Sendings(**self._ask("sendings"))

    def wait_until_sent(self, number: int, patience: float) -> Sendings:
        """As many messages as that, or what came within `patience` seconds."""
        until = time.monotonic() + patience
        while self._ask("count")["sent"] < number and time.monotonic() < until:
            time.sleep(0.05)
        return self.sendings()

    def last_sent(self) -> dict[str, dict[str, str]]:
        """By chat, as the Bot API names what was given."""
        return self._ask("last_sent")

    def _ask(self, action: str, **asked: Any) -> dict[str, Any]:
        address = f"{self.api_base}/control/{self.token}/{action}"
        content = json.dumps(asked).encode()
        with urllib.request.urlopen(address, content, timeout=HANGS) as answer:
            found: dict[str, Any] = json.loads(answer.read())
        return found


class FakeTelegram(Child):
    """The process; a bot for each token."""

    def __init__(self, folder: Path) -> None:
        super().__init__("tests.benchmarks.bot_api.server", folder=folder)
        self.api_base = f"http://127.0.0.1:{self.greeting['port']}"
        self._numbers = count(1_000_001)

    def new_bot(self) -> BotControl:
        return BotControl(self.api_base, f"{next(self._numbers)}:benchmark")
