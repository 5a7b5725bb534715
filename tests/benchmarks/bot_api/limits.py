"""What Telegram allows a bot: 30 messages a second over all, one a second to a chat."""

from collections import defaultdict, deque

OVER_ALL, TO_A_CHAT = 30, 1  # a second
EARLY = 0.1  # seconds; who keeps the pace is not refused for the jitter of a busy machine


class Window:
    """At most so many in any second."""

    def __init__(self, most: int) -> None:
        self._taken_at: deque[float] = deque(maxlen=most)

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 where it is."""
        if len(self._taken_at) < (self._taken_at.maxlen or 0):
            return 0.0
        wait = self._taken_at[0] + 1 - now
        return wait if wait > EARLY else 0.0

    def take(self, now: float) -> None:
        self._taken_at.append(now)


class Limits:
    """Both limits of one bot."""

    def __init__(self) -> None:
        self._over_all = Window(OVER_ALL)
        self._to_a_chat: defaultdict[str, Window] = defaultdict(lambda: Window(TO_A_CHAT))

    def retry_after(self, chat: str, now: float) -> int:
        """Whole seconds, as Telegram says them; 0: the message is taken."""
        windows = (self._over_all, self._to_a_chat[chat])
        if any(window.wait(now) for window in windows):
            return 1
        for window in windows:
            window.take(now)
        return 0
