"""How often one key may call: so many times in each minute, counted by this process."""

from collections import Counter
from datetime import datetime
from threading import Lock


class RateLimit:
    """Where several processes serve, each counts for itself: the limit keeps a machine from being
    worn out by a script that runs wild, and guards nothing."""

    def __init__(self, calls_a_minute: int) -> None:
        self._most = calls_a_minute
        self._minute = -1
        self._calls: Counter[int] = Counter()
        self._lock = Lock()

    def wait(self, key_id: int, now: datetime) -> int:
        """Count a call: 0 where it is let by, else the seconds until the next is."""
        minute, second = divmod(int(now.timestamp()), 60)
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._calls.clear()
            self._calls[key_id] += 1
            return 0 if self._calls[key_id] <= self._most else 60 - second
