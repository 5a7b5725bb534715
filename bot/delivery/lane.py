"""A channel's lane: while this process holds its lease, it listens and sends there."""

import asyncio
import logging
from datetime import datetime, timedelta

from bot.channels.contract import Channel
from bot.conversation.receiver import listen
from bot.delivery.sender import Sender
from bot.delivery.settlement import take_from_the_gone
from bot.runtime.dependencies import Runtime
from storage.messages.lanes import acquire_lease, release_lease

log = logging.getLogger(__name__)
LANE_LEASE = timedelta(seconds=15)  # written anew each half of it
LOOK_EVERY = 1.0  # seconds
SHORTEST = 0.005


class LaneWorker:
    def __init__(self, runtime: Runtime, channel: Channel) -> None:
        self._runtime = runtime
        self._channel = channel
        self._sender = Sender(runtime, channel)
        self._held_until: datetime | None = None
        self._listening: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """For ever, until cancelled; then the lane is free for another process at once."""
        looked_at = -1
        try:
            while True:
                is_called = self._runtime.queued.count != looked_at
                looked_at = self._runtime.queued.count
                if not await self._tick(is_called):
                    await self._runtime.queued.wait(self._pause(), looked_at)
        finally:
            self._runtime.carriers.pop(self._channel.name, None)
            try:
                await self._stop_listening()
                await self._sender.stop()
                await asyncio.to_thread(self._release)
            except Exception:  # then the lane is free when its lease has ended
                log.exception("lane %s could not be given back", self._channel.name)

    def _pause(self) -> float:
        """What is due sooner than the next look is not kept waiting for it."""
        coming = self._sender.seconds_to_next()
        return LOOK_EVERY if coming is None else min(LOOK_EVERY, max(SHORTEST, coming))

    async def _tick(self, is_called: bool) -> bool:
        """`is_called`: somebody of this process has queued something, else it is only a look."""
        try:
            if not self._is_held() and not await asyncio.to_thread(self._take_lease):
                self._runtime.carriers.pop(self._channel.name, None)
                await self._stop_listening()
                return False
            self._runtime.carriers[self._channel.name] = self._sender
            if self._listening is None:
                self._sender.take_over()
                self._listening = asyncio.create_task(listen(self._runtime, self._channel))
            if is_called or await self._sender.anything_due():
                return await self._sender.take_up()
        except Exception:
            self._runtime.carriers.pop(self._channel.name, None)  # it may be another's by now
            log.exception("lane %s could not deliver; trying again", self._channel.name)
        return False

    async def _stop_listening(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
            self._listening = None

    def _is_held(self) -> bool:
        """For half of its lease yet: only then is it written anew."""
        if self._held_until is None:
            return False
        left = self._held_until - self._runtime.now()
        return LANE_LEASE / 2 < left <= LANE_LEASE  # more: the clock was set back

    def _take_lease(self) -> bool:
        if self._held_until is None:
            take_from_the_gone(self._runtime)
        now = self._runtime.now()
        with self._runtime.database.write() as session:
            held = acquire_lease(session, self._channel.name, self._runtime.holder, now, LANE_LEASE)
        self._held_until = now + LANE_LEASE if held else None
        return held

    def _release(self) -> None:
        with self._runtime.database.write() as session:
            release_lease(session, self._channel.name, self._runtime.holder, self._runtime.now())
