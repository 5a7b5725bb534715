"""Even pacing of one lane: so many messages a second over all, and to one chat; replies first."""

import asyncio
from collections import deque

EVERY = 8  # of so many, one is bulk, if any waits: an answer then stands behind one more at most


class RateLimit:
    """Hands out sending slots. A rate of None is no limit. Used within one event loop."""

    def __init__(self, per_second: float | None, per_chat: float | None = None) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._chat_gap = 1 / per_chat if per_chat else 0.0
        self._next = 0.0  # when the lane may send again, on the loop's clock
        self._taken_over = 0.0  # and any chat at all: another may have written there just before
        self._next_of: dict[str, float] = {}  # the same for a chat that was written to lately
        self._replies: deque[asyncio.Event] = deque()
        self._bulk: deque[asyncio.Event] = deque()
        self._share = FairShare()
        self._serving: asyncio.Task[None] | None = None

    def take_over(self) -> None:
        """From another process, or from an earlier start, whose last sendings nobody knows here."""
        self._taken_over = asyncio.get_running_loop().time() + self._chat_gap

    async def acquire(self, chat: str, is_bulk: bool = False) -> None:
        """Wait for this message's turn; what somebody waits for goes before bulk, which has its
        share."""
        await self._wait_for_chat(chat)
        if not self._gap:
            return
        turn = asyncio.Event()
        (self._bulk if is_bulk else self._replies).append(turn)
        if self._serving is None or self._serving.done():
            self._serving = asyncio.create_task(self._serve())
        await turn.wait()

    def begin_gap(self, chat: str) -> None:
        """No message follows in that chat before its gap from now on: the lane's turn, a
        connection or the way of the last one may have taken longer than that."""
        if self._chat_gap:
            free = asyncio.get_running_loop().time() + self._chat_gap
            self._next_of[chat] = max(free, self._next_of.get(chat, 0.0))

    async def _serve(self) -> None:
        while self._replies or self._bulk:
            now = asyncio.get_running_loop().time()
            if self._next > now:
                await asyncio.sleep(self._next - now)
                continue
            self._next = now + self._gap
            self._choose().popleft().set()

    def _choose(self) -> deque[asyncio.Event]:
        kept = self._share.of_bulk(1) if self._bulk else 0
        is_bulk = bool(self._bulk) and (kept > 0 or not self._replies)
        if self._bulk:
            self._share.taken(not is_bulk, is_bulk, kept)
        return self._bulk if is_bulk else self._replies

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


class FairShare:
    """The share that bulk has of a lane that answers fill: they go first, but not for ever."""

    def __init__(self) -> None:
        self._replies = 0  # that went first since bulk had its last turn

    def of_bulk(self, room: int) -> int:
        """How many of so many places are kept for the bulk that waits."""
        return min(room, (self._replies + room) // EVERY)

    def taken(self, replies: int, bulk: int, kept: int) -> None:
        """Who has had the places. What was kept for bulk, of which none could go, was its turn."""
        self._replies = 0 if bulk or kept else min(self._replies + replies, EVERY)
