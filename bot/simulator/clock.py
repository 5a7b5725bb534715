"""A clock that starts where it is told, runs on in real time, and can be moved forward only."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from locales import mark


class ClockError(ValueError):
    """The clock cannot be set so; the text is one English sentence, ready for the translator."""


class SimulatedClock:
    def __init__(self, start: datetime, elapsed: Callable[[], float] = time.monotonic) -> None:
        """`start` is aware; `elapsed` gives seconds that only grow."""
        if start.tzinfo is None:
            raise ValueError("a clock starts at an instant with an offset")
        self._elapsed = elapsed
        self._set(start)

    def now(self) -> datetime:
        """The simulated instant, in UTC."""
        return self._base + timedelta(seconds=self._elapsed() - self._mark)

    def jump_to(self, instant: datetime) -> None:
        """Go on from `instant`. Raises ClockError if that would go back."""
        if instant < self.now():
            raise ClockError(mark("The clock only goes forward; please choose a later day."))
        self._set(instant)

    def _set(self, instant: datetime) -> None:
        self._base = instant.astimezone(UTC)
        self._mark = self._elapsed()
