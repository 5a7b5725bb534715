"""Watches whether a service that is asked for news answers; the lane is told when it does not."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.contract import Channel, Store
from bot.runtime.dependencies import Runtime
from storage.messages.inbox import Incoming
from storage.messages.lanes import note_deafness

log = logging.getLogger(__name__)
SILENCE_ALLOWED = 120.0  # seconds; a long poll and the longest pause after an error are shorter
LOOK_EVERY = 15.0


class Hearing:
    """Written is only what changes. Silence is measured by the loop's clock: nobody sets that."""

    def __init__(self, runtime: Runtime, channel: Channel, store: Store) -> None:
        self._runtime = runtime
        self._channel = channel
        self._store = store
        self._answered_at = asyncio.get_running_loop().time()
        self._is_deaf = False

    async def store(self, messages: Sequence[Incoming]) -> None:
        """As the store it is made of; nothing to store is an answer, too."""
        if messages:
            await self._store(messages)
        self._answered_at = asyncio.get_running_loop().time()
        if self._is_deaf:
            await self._note(None)

    async def watch(self) -> None:
        """For ever, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            silence = asyncio.get_running_loop().time() - self._answered_at
            if silence > SILENCE_ALLOWED and not self._is_deaf:
                log.error("the service of lane %s gives no answer", self._channel.name)
                await self._note(timedelta(seconds=silence))

    async def _note(self, silence: timedelta | None) -> None:
        try:
            await asyncio.to_thread(self._write, silence)
        except SQLAlchemyError as error:  # it is tried again
            log.warning("lane %s cannot be noted (%s)", self._channel.name, type(error).__name__)
        else:
            self._is_deaf = silence is not None

    def _write(self, silence: timedelta | None) -> None:
        since = None if silence is None else self._runtime.now() - silence
        with self._runtime.database.write() as session:
            note_deafness(session, self._channel.name, since)
