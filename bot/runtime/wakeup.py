"""Wakes the loops of this process at once; other processes find the rows at their next look."""

import asyncio


class Wakeup:
    """An event for any number of loops; `count` grows with each thing that happened.

    To be set and awaited in one event loop. What happens between a look and the wait is not
    missed: whoever looked at a `count` that has grown since does not wait.
    """

    def __init__(self) -> None:
        self.count = 0
        self._events: set[asyncio.Event] = set()

    def set(self, times: int = 1) -> None:
        self.count += times
        for event in self._events:
            event.set()

    async def wait(self, seconds: float, since: int) -> bool:
        """Until it is set, at most so long; whether it was set after the count was `since`."""
        if self.count != since:
            return True
        event = asyncio.Event()
        self._events.add(event)
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return False
        finally:
            self._events.discard(event)
        return True
