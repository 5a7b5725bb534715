"""Keeps an outage from filling the log: said once in full, then counted with longer pauses."""

import logging
from dataclasses import dataclass

FIRST_PAUSE = 60.0  # seconds
LONGEST_PAUSE = 3600.0
FORGOTTEN_AFTER = 2 * LONGEST_PAUSE
MOST = 1000  # lines that are remembered


@dataclass
class _Repeated:
    said_at: float
    pause: float = FIRST_PAUSE
    unsaid: int = 0


class Repeated(logging.Filter):
    """Of a warning or an error that comes again: how often, and no traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[tuple[str, str], _Repeated] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        key = (record.name, record.getMessage())
        known = self._known.get(key)
        since = record.created - known.said_at if known else FORGOTTEN_AFTER
        if known is None or not 0 <= since < FORGOTTEN_AFTER:
            self._remember(key, record.created)
            return True
        if since < known.pause:
            known.unsaid += 1
            return False
        _shorten(record, known)
        known.said_at, known.unsaid = record.created, 0
        known.pause = min(2 * known.pause, LONGEST_PAUSE)
        return True

    def _remember(self, key: tuple[str, str], now: float) -> None:
        if len(self._known) >= MOST:
            self._known.pop(next(iter(self._known)))
        self._known.pop(key, None)
        self._known[key] = _Repeated(now)


def _shorten(record: logging.LogRecord, known: _Repeated) -> None:
    error = record.exc_info[1] if record.exc_info else None
    why = f" ({type(error).__name__})" if error is not None else ""
    record.msg = f"{record.getMessage()}{why}, {known.unsaid + 1} times since"
    record.args, record.exc_info, record.exc_text = (), None, None
