"""Phones with Zalo on them, and the real channel that asks a simulated bot for its updates."""

import asyncio
from collections.abc import Iterable, Sequence

from bot.channels.contract import Capabilities, Quota, Store
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.simulator.phones import Message
from bot.simulator.server import ZALO_BOT
from bot.simulator.zalo_bot import ZALO_BOT_PATH
from bot.simulator.zalo_bot.payloads import chat_id, message_id
from storage.messages.inbox import Incoming
from tests.support.patience import HANGS
from tests.support.phones.phones_world import BASE, Phones


class ZaloBotPhones(Phones):
    def __init__(self, people: Iterable[str], manner: Capabilities | None = None) -> None:
        super().__init__(people, "zalo-bot")
        quota = Quota(ZALO_BOT.users, ZALO_BOT.messages)
        base = f"{BASE}{ZALO_BOT_PATH}"
        self.connect(ZaloBotChannel(ZALO_BOT.token, base, quota=quota, client=self.client), manner)

    async def hears(self, store: Store, count: int) -> None:
        came: asyncio.Queue[Incoming] = asyncio.Queue()

        async def noting(messages: Sequence[Incoming]) -> None:
            await store(messages)
            for message in messages:
                came.put_nowait(message)

        listening = asyncio.create_task(self.real.receive(noting))
        try:
            async with asyncio.timeout(HANGS):
                for _ in range(count):
                    await came.get()
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)

    def chat_of(self, who: str) -> str:
        return chat_id(ZALO_BOT.id, self.simulator.conversation(who).phone)

    def meets(self, who: str) -> int:
        self.simulator.zalo_bot.accounts[ZALO_BOT.id].admits(who)
        return 0

    def external_id(self, message: Message) -> str:
        return message_id(ZALO_BOT.id, message)
