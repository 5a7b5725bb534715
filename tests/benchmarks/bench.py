"""What every row is given: how much to measure, the databases, the stand-in for Telegram."""

import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from tests.benchmarks.bot_api.client import FakeTelegram
from tests.benchmarks.worlds.databases import Databases


class Bench:
    """`folder` is for everything that is made and thrown away."""

    def __init__(self, folder: Path, sizes: tuple[int, ...], is_full: bool) -> None:
        self.folder, self.sizes, self.is_full = folder, sizes, is_full
        self.databases = Databases(folder)

    @cached_property
    def telegram(self) -> FakeTelegram:
        return FakeTelegram(self.folder)

    def rounds(self, seconds: float) -> Iterator[int]:
        """As many as begin within that time, at least one and at most five; longer if full."""
        begun = time.monotonic()
        for number in range(5):
            yield number
            if time.monotonic() - begun > (5 * seconds if self.is_full else seconds):
                return

    def close(self) -> None:
        if "telegram" in self.__dict__:
            self.telegram.end()
        self.databases.close()
