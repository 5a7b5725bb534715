"""Even pacing of one lane: at most so many messages a second."""

import asyncio


class RateLimit:
    """Hands out sending slots. `per_second` empty: no limit."""

    def __init__(self, per_second: float | None) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._next = 0.0

    async def acquire(self) -> None:
        """Wait for this message's turn."""
        clock = asyncio.get_running_loop().time
        wait = self._next - clock()
        self._next = max(self._next, clock()) + self._gap
        if wait > 0:
            await asyncio.sleep(wait)
