"""The console channel: `daumoi chat` talks to the bot in the terminal, with numbered choices."""

from collections.abc import Callable
from itertools import count

from bot.channels.contract import Capabilities, OutgoingMessage, Store
from storage.people.chat_accounts import CONSOLE


class ConsoleChannel:
    """Says each message through `say`; hearing is done by the command that owns the terminal."""

    name = CONSOLE
    capabilities = Capabilities(max_length=100_000, buttons=False)

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._ids = count(1)

    async def send(self, message: OutgoingMessage) -> str:
        self._say(message.text)
        return str(next(self._ids))

    async def receive(self, store: Store) -> None:
        """Nothing to listen to: the command stores each typed line itself."""

    async def find_link(self) -> str:
        return ""

    async def close(self) -> None: ...
