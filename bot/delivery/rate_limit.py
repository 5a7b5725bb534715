"""Even pacing of one lane: so many messages a second over all, and to one chat; replies first."""

import asyncio
from heapq import heappop, heappush
from itertools import count


class RateLimit:
    """Hands out sending slots. A rate of None is no limit. Used within one event loop."""

    def __init__(self, per_second: float | None, per_chat: float | None = None) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._chat_gap = 1 / per_chat if per_chat else 0.0
        self._next = 0.0  # when the lane may send again, on the loop's clock
        self._taken_over = 0.0  # and any chat at all: another may have written there just before
        self._next_of: dict[str, float] = {}  # the same for a chat that was written to lately
        self._waiting: list[tuple[bool, int, asyncio.Event]] = []
        self._order = count()
        self._serving: asyncio.Task[None] | None = None

    def take_over(self) -> None:
        """From another process, or from an earlier start, whose last sendings nobody knows here."""
        self._taken_over = asyncio.get_running_loop().time() + self._chat_gap

    async def acquire(self, chat: str, is_bulk: bool = False) -> None:
        """Wait for this message's turn; what somebody waits for goes before bulk."""
        await self._wait_for_chat(chat)
        if not self._gap:
            return
        turn = asyncio.Event()
        heappush(self._waiting, (is_bulk, next(self._order), turn))
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve())
        await turn.wait()

    def leaves(self, chat: str) -> None:
        """Its message begins to be sent: the next one's gap counts from now, for the lane's turn
        or a connection may have been waited for since the chat's own."""
        if self._chat_gap:
            free = asyncio.get_running_loop().time() + self._chat_gap
            self._next_of[chat] = max(free, self._next_of.get(chat, 0.0))

    async def _serve(self) -> None:
        while self._waiting:
            now = asyncio.get_running_loop().time()
            if self._next > now:
                await asyncio.sleep(self._next - now)
                continue
            self._next = now + self._gap
            heappop(self._waiting)[2].set()

    async def _wait_for_chat(self, chat: str) -> None:
        if not self._chat_gap:
            return
        now = asyncio.get_running_loop().time()
        at = max(now, self._taken_over, self._next_of.get(chat, 0.0))
        self._next_of[chat] = at + self._chat_gap
        if len(self._next_of) > 1000:
            self._next_of = {one: free for one, free in self._next_of.items() if free > now}
        if at > now:
            await asyncio.sleep(at - now)
