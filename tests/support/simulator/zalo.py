"""What the tests of the simulated Zalo bots share: our own channel, and plain calls."""

import asyncio
from collections.abc import Sequence

from bot.channels.contract import OutgoingMessage, Quota
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.simulator.server import ZALO_BOT, Simulator
from bot.simulator.zalo_bot import ZALO_BOT_PATH, SimulatedBot
from bot.simulator.zalo_bot.payloads import chat_id
from storage.messages.inbox import Incoming
from tests.support.patience import HANGS
from tests.support.simulator.running import RunningSimulator


def channel_to(running: RunningSimulator, bot: SimulatedBot = ZALO_BOT) -> ZaloBotChannel:
    base = f"{running.base_url}{ZALO_BOT_PATH}"
    return ZaloBotChannel(bot.token, base, quota=Quota(bot.users, bot.messages))


def dung(simulator: Simulator, bot: SimulatedBot = ZALO_BOT, phone: str = "dung") -> str:
    return chat_id(bot.id, simulator.conversation(phone).phone)


def says(simulator: Simulator, text: str) -> OutgoingMessage:
    return OutgoingMessage(dung(simulator), text)


async def heard(channel: ZaloBotChannel, count: int = 1) -> list[Incoming]:
    """What the channel stores until it has so many."""
    came: asyncio.Queue[Incoming] = asyncio.Queue()

    async def store(messages: Sequence[Incoming]) -> None:
        for message in messages:
            came.put_nowait(message)

    listening = asyncio.create_task(channel.receive(store))
    try:
        async with asyncio.timeout(HANGS):
            return [await came.get() for _ in range(count)]
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
