"""People who answer reminders, one task after another, however often the program dies meanwhile."""

import asyncio
import random
from dataclasses import dataclass, field

from tests.crash.telegram import Arrived, Telegram

PATIENCE = 30.0  # seconds without a word; then once more, and then twice as long, up to …
LONGEST_PATIENCE = 240.0
YES = "Đúng"
RECEIPT = "Đã ghi nhận"


@dataclass
class Person:
    """`codes`: of the tasks to report. `done`: those whose receipt has come."""

    chat: str
    codes: list[str]
    telegram: Telegram
    chance: random.Random
    done: list[str] = field(default_factory=list)
    is_reporting: bool = False
    again: int = 0  # how often something had to be typed once more
    news: asyncio.Queue[Arrived] = field(default_factory=asyncio.Queue)

    async def live(self, begin: float, over: asyncio.Event) -> None:
        """From a moment of their own until no task is left; none is begun once it is `over`."""
        self.telegram.listen(self.chat, self.news.put_nowait)
        await asyncio.sleep(begin)
        for code in self.codes:
            if over.is_set():
                return
            self.is_reporting = True
            await self._report(code)
            self.is_reporting = False
            self.done.append(code)
            await asyncio.sleep(self.chance.uniform(0.5, 6.0))

    async def _report(self, code: str) -> None:
        """Taps once, and then waits: who taps whatever comes makes each button an old one."""
        line = f"{code} đang làm {self.chance.randint(5, 95)}%"
        self.telegram.type(self.chat, line)
        newest: tuple[Arrived, str] | None = None
        has_tapped, patience = False, PATIENCE
        while True:
            try:
                async with asyncio.timeout(patience):
                    seen = await self.news.get()
            except TimeoutError:
                self.again, patience = self.again + 1, min(2 * patience, LONGEST_PATIENCE)
                if (
                    newest is not None
                ):  # where it was answered, and the receipt lost: anew next time
                    self.telegram.tap(self.chat, *newest)
                    newest, has_tapped = None, False
                else:
                    self.telegram.type(self.chat, line)
                continue
            if _is_receipt(seen, code):
                return
            yes = next((data for label, data in seen.buttons if label.startswith(YES)), None)
            if yes is not None and code in seen.text:
                newest = seen, yes
                if not has_tapped:
                    has_tapped = True
                    self.telegram.tap(self.chat, *newest)


def _is_receipt(seen: Arrived, code: str) -> bool:
    return RECEIPT in seen.text and code in seen.text
