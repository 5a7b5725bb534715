"""Listens on one channel: what comes in is committed before it is acknowledged."""

import asyncio
import logging
from collections.abc import Sequence

from bot.channels.contract import Channel, Store
from bot.conversation.hearing import Hearing
from bot.runtime.dependencies import Runtime
from storage.messages.inbox import Incoming, store_incoming
from storage.messages.lanes import describe_lane

log = logging.getLogger(__name__)
TRY_AGAIN_AFTER = 1.0  # seconds


def storing(runtime: Runtime) -> Store:
    """What a channel calls: it returns only when the messages are committed."""

    def commit(messages: Sequence[Incoming]) -> None:
        with runtime.database.write() as session:
            store_incoming(session, messages, runtime.now())

    async def store(messages: Sequence[Incoming]) -> None:
        if messages:
            await asyncio.to_thread(commit, messages)
            runtime.heard.set(len(messages))
            if any(message.file for message in messages):
                runtime.files.set()

    return store


async def listen(runtime: Runtime, channel: Channel) -> None:
    """For ever, until cancelled; a channel that hears by webhook returns at once."""
    hearing = Hearing(runtime, channel, storing(runtime))
    watching = asyncio.create_task(hearing.watch())
    is_described = False
    try:
        while True:
            try:
                if not is_described:
                    link = await channel.find_link()
                    await asyncio.to_thread(_describe, runtime, channel, link)
                    is_described = True
                await channel.receive(hearing.store)
                return
            except Exception:
                log.exception("lane %s could not listen; trying again", channel.name)
                await asyncio.sleep(TRY_AGAIN_AFTER)
    finally:
        watching.cancel()


def _describe(runtime: Runtime, channel: Channel, link: str) -> None:
    """Let everybody know where the chat is opened and what the bot may do."""
    quota = channel.capabilities.quota
    users, messages = (quota.users, quota.messages) if quota else (None, None)
    with runtime.database.write() as session:
        describe_lane(session, channel.name, link, users, messages)
