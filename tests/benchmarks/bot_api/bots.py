"""A bot of the stand-in: what was typed to it, what it has sent, and who waits for an answer."""

import asyncio
import time
from collections import defaultdict, deque
from typing import Any

from tests.benchmarks.bot_api.limits import Limits

Params = dict[str, str]
MOST_UPDATES = 100  # in one answer, as Telegram's default


class Refused(Exception):
    """429, with the seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too Many Requests: retry after {retry_after}")
        self.retry_after = retry_after


class Bot:
    def __init__(self) -> None:
        self.limits: Limits | None = None
        self.delay = 0.0  # seconds from a message's arrival to the answer
        self.polled = asyncio.Event()
        self._updates: deque[dict[str, Any]] = deque()  # not confirmed yet
        self._arrived = asyncio.Event()
        self._next_update = 1
        self._asking: defaultdict[str, deque[asyncio.Future[float]]] = defaultdict(deque)
        self.forget()

    def forget(self) -> None:
        """Count anew what is sent."""
        self.sent_at: list[float] = []
        self.refused = 0
        self.unasked = 0  # sent to a chat where nobody waited for an answer
        self.last_sent: dict[str, Params] = {}  # by chat

    # --- The people -----------------------------------------------------------------------------

    async def ask(self, chat: str, text: str) -> float:
        """Type a text; the seconds until the bot's next message to that chat."""
        answered: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._asking[chat].append(answered)
        self._updates.append(self._update(chat, text))
        typed_at = time.time()
        self._arrived.set()
        return await answered - typed_at

    def _update(self, chat: str, text: str) -> dict[str, Any]:
        number = self._next_update
        self._next_update += 1
        person = {"id": int(chat), "first_name": "Mẫu"}
        message = {
            "message_id": number,
            "from": {**person, "is_bot": False, "language_code": "vi"},
            "chat": {**person, "type": "private"},
            "date": int(time.time()),
            "text": text,
        }
        return {"update_id": number, "message": message}

    # --- The bot --------------------------------------------------------------------------------

    async def updates(self, offset: int, seconds: float) -> list[dict[str, Any]]:
        """What is not confirmed yet; without any, wait for it so long."""
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        self.polled.set()
        if not self._updates:
            self._arrived.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._arrived.wait()
            except TimeoutError:
                return []
        return list(self._updates)[:MOST_UPDATES]

    def send(self, params: Params) -> int:
        """Take a message and give its number. Raises Refused."""
        now, chat = time.time(), params["chat_id"]
        wait = self.limits.retry_after(chat, now) if self.limits else 0
        if wait:
            self.refused += 1
            raise Refused(wait)
        self.sent_at.append(now)
        self.last_sent[chat] = params
        asking = self._asking[chat]
        if asking:
            asking.popleft().set_result(now)
        else:
            self.unasked += 1
        return len(self.sent_at)
