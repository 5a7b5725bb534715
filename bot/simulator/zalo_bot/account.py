"""What the platform keeps of one bot: who writes to it, what is used up, what it has not heard."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.simulator.state.store import State
from bot.simulator.zalo_bot.payloads import Shape


@dataclass(frozen=True)
class SimulatedBot:
    """A bot with its package: so many users at all, so many messages a month, in and out."""

    token: str
    users: int = 50
    messages: int = 3000

    @property
    def id(self) -> str:
        return self.token.partition(":")[0]


class Account:
    """Kept in the state, so a restart of the simulator loses nothing. Months as "2026-10"."""

    def __init__(self, state: State, bot: SimulatedBot) -> None:
        self.bot = bot
        self._state = state
        kept: Shape = state.part(f"zalo-bot-{bot.id}", self._plain) or {}
        self.waiting: list[Shape] = kept.get("waiting", [])
        self.webhook: Shape = kept.get("webhook", {})  # {url, secret_token, updated_at}
        self.users: list[str] = kept.get("users", [])
        self.used: dict[str, int] = kept.get("used", {})

    def is_spent(self, month: str) -> bool:
        return self.used.get(month, 0) >= self.bot.messages

    def count(self, month: str) -> None:
        with self._state.changing():
            self.used[month] = self.used.get(month, 0) + 1

    def admits(self, phone_id: str) -> bool:
        """Whether that person is served: the one after the last user is not."""
        if phone_id not in self.users and len(self.users) < self.bot.users:
            with self._state.changing():
                self.users.append(phone_id)
        return phone_id in self.users

    def give(self, update: Shape) -> None:
        with self._state.changing():
            self.waiting.append(update)

    def drop_first(self) -> None:
        with self._state.changing():
            del self.waiting[:1]

    def set_webhook(self, webhook: Shape) -> None:
        with self._state.changing():
            self.webhook = webhook

    async def poll(self, seconds: float, is_gone: Callable[[], Awaitable[bool]]) -> Shape | None:
        """The oldest update, which is then forgotten: who asks first has it, nobody else.

        None when nothing came in time; while a webhook is set, nothing ever does. `is_gone`:
        whether the one who asks has hung up; nobody knows if the real service looks at that,
        but a service that is killed and started again in a test shall not lose what comes next.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while True:
            seen = self._state.revision
            if self.waiting and not self.webhook:
                if await is_gone():
                    return None
                if self.waiting:  # nobody else has taken it meanwhile
                    with self._state.changing():
                        return self.waiting.pop(0)
            left = until - loop.time()
            if left <= 0 or self._state.closed:
                return None
            await self._state.changed(seen, left)

    def _plain(self) -> Shape:
        return {
            "waiting": self.waiting,
            "webhook": self.webhook,
            "users": self.users,
            "used": self.used,
        }
