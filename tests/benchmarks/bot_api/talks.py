"""People who type to a bot: each waits for the answer, or they type at a beat of their own."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

from tests.benchmarks.bot_api.bots import Bot


async def in_turn(bot: Bot, chats: Sequence[str], text: str, each: int) -> dict[str, Any]:
    """All chats at once; each types again when its answer has come."""

    async def talk(chat: str) -> list[float]:
        return [await bot.ask(chat, text) for _ in range(each)]

    begun = time.time()
    waits = await asyncio.gather(*map(talk, chats))
    seconds = time.time() - begun
    return {"seconds": seconds, "waits": [one for talked in waits for one in talked]}


async def at_a_beat(
    bot: Bot, chats: Sequence[str], text: str, gap: float, patience: float
) -> dict[str, Any]:
    """One chat after the other, whether there was an answer or not; null: none within patience."""
    asked = []
    for chat in chats:
        asked.append(asyncio.create_task(bot.ask(chat, text)))
        await asyncio.sleep(gap)
    await asyncio.wait(asked, timeout=patience)
    return {"waits": [one.result() if one.done() else None for one in asked]}
