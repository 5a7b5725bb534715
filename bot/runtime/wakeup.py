"""Wakes the loops of this process at once; other processes find the rows at their next look."""

import asyncio


class Wakeup:
    """A bell for any number of loops. To be rung and heard in one event loop."""

    def __init__(self) -> None:
        self._bells: set[asyncio.Event] = set()

    def set(self) -> None:
        for bell in self._bells:
            bell.set()

    async def wait(self, seconds: float) -> None:
        """Until the bell rings, at most so long."""
        bell = asyncio.Event()
        self._bells.add(bell)
        try:
            async with asyncio.timeout(seconds):
                await bell.wait()
        except TimeoutError:
            pass
        finally:
            self._bells.discard(bell)
