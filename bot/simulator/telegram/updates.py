"""The queue of updates: given again and again until a higher offset confirms them."""

import asyncio
from typing import Any

from bot.simulator.state.store import State
from bot.simulator.telegram.envelope import Refused
from bot.simulator.telegram.payloads import Shape

BY_WEBHOOK = "Conflict: can't use getUpdates method while webhook is active"
BY_ANOTHER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
BY_SETTING = "Conflict: terminated by setWebhook request"
LONGEST_POLL = 50.0


class Updates:
    """Kept in the state, so a restart of the simulator loses none."""

    def __init__(self, state: State) -> None:
        self._state = state
        kept: dict[str, Any] = state.part("telegram", self._plain) or {}
        self.waiting: list[Shape] = kept.get("waiting", [])
        self.webhook: Shape = kept.get("webhook", {})
        self._allowed: list[str] = kept.get("allowed", [])
        self._last_id: int = kept.get("last_id", 700_000_000)
        self.last_query: int = kept.get("last_query", 0)
        self._poll: object = None

    def add(self, kind: str, carried: Shape) -> None:
        """`kind` as Telegram names it: message, callback_query, my_chat_member."""
        if self._allowed and kind not in self._allowed:
            return
        with self._state.changing():
            self._last_id += 1
            self.waiting.append({"update_id": self._last_id, kind: carried})

    def next_query(self) -> int:
        self.last_query += 1
        return self.last_query

    def allow(self, kinds: list[str] | None) -> None:
        """Which kinds come from now on; None leaves it, an empty list means all."""
        if kinds is not None and kinds != self._allowed:
            with self._state.changing():
                self._allowed = kinds

    def confirm(self, offset: int) -> None:
        """Forget the updates before `offset`; a negative one keeps only so many of the last."""
        if offset < 0:
            kept = self.waiting[offset:]
        else:
            kept = [update for update in self.waiting if update["update_id"] >= offset]
        if len(kept) < len(self.waiting):
            with self._state.changing():
                self.waiting = kept

    def set_webhook(self, webhook: Shape, drop: bool) -> None:
        """{url, secret_token, …}, or {} for none."""
        with self._state.changing():
            self.webhook = webhook
            if drop:
                self.waiting = []

    async def poll(self, limit: int, seconds: float) -> list[Shape]:
        """Waits for the first update. A later poll ends an earlier one, as at Telegram."""
        if self.webhook:
            raise Refused(409, f"{BY_WEBHOOK}; use deleteWebhook to delete the webhook first")
        poll = self._poll = object()
        self._state.ring()
        try:
            return await self._wait(poll, limit, min(seconds, LONGEST_POLL))
        finally:
            if self._poll is poll:
                self._poll = None

    async def _wait(self, poll: object, limit: int, seconds: float) -> list[Shape]:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while True:
            seen = self._state.revision
            if self.webhook:
                raise Refused(409, BY_SETTING)
            if self._poll is not poll:
                raise Refused(409, BY_ANOTHER)
            left = until - loop.time()
            if self.waiting or left <= 0 or self._state.closed:
                return self.waiting[:limit]
            await self._state.changed(seen, left)

    def _plain(self) -> Shape:
        return {
            "waiting": self.waiting,
            "webhook": self.webhook,
            "allowed": self._allowed,
            "last_id": self._last_id,
            "last_query": self.last_query,
        }
