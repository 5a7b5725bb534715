"""People who answer reminders, one task after another, however often the program dies meanwhile."""

import asyncio
import random
from dataclasses import dataclass, field

from tests.crash.telegram import Arrived, Telegram

PATIENCE = 60.0  # seconds without a word; then it is typed once more
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
        line = f"{code} đang làm {self.chance.randint(5, 95)}%"
        self.telegram.type(self.chat, line)
        while True:
            try:
                async with asyncio.timeout(PATIENCE):
                    if await self._answered(code):
                        return
            except TimeoutError:
                self.again += 1
                self.telegram.type(self.chat, line)

    async def _answered(self, code: str) -> bool:
        """One message is read: whether it is the receipt."""
        seen = await self.news.get()
        while not _is_receipt(seen, code):
            if self.news.empty():  # who finds several taps below the newest
                break
            seen = self.news.get_nowait()
        if _is_receipt(seen, code):
            return True
        yes = next((data for label, data in seen.buttons if label.startswith(YES)), None)
        if yes is not None and code in seen.text:
            self.telegram.tap(self.chat, seen, yes)
        return False


def _is_receipt(seen: Arrived, code: str) -> bool:
    return RECEIPT in seen.text and code in seen.text
