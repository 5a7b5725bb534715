"""When each person last did something in the chat of the account: the windows hang on it."""

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from typing import Any

from bot.simulator.phones import Phone
from bot.simulator.state.store import State


class Interactions:
    """Kept in the state, so that a window stays as it was over a restart."""

    def __init__(self, state: State, now: Callable[[], datetime], zone: tzinfo) -> None:
        self._now = now
        self._zone = zone
        kept: dict[str, Any] = state.part("zalo_oa_interactions", self._plain) or {}
        self._last = {who: datetime.fromisoformat(at) for who, at in kept.items()}

    def note(self, phone: Phone) -> None:
        """Inside `state.changing()`."""
        self._last[phone.id] = self._now()

    def silence(self, phone: Phone) -> timedelta | None:
        last = self._last.get(phone.id)
        return None if last is None else self._now() - last

    def local_hour(self) -> int:
        return self._now().astimezone(self._zone).hour

    def _plain(self) -> dict[str, str]:
        return {who: at.isoformat() for who, at in self._last.items()}
