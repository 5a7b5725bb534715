"""Asks a Zalo bot for its updates: each is given once, so it is stored before anything else."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from bot.channels.contract import Store
from bot.channels.zalo_bot.api import ZaloBotApi, answer_of
from bot.channels.zalo_bot.updates import Update, updates_in
from storage.messages.inbox import Incoming

log = logging.getLogger(__name__)
POLL_SECONDS = 30
# Seconds of rest
AFTER_EMPTY = 0.2  # a server that answers "nothing" at once is not asked without end
FIRST_PAUSE = 3.0
LONGEST_PAUSE = 60.0
AFTER_REFUSAL = 300.0  # a human has to see to the token or to the quota

T = TypeVar("T")
Pause = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Trouble:
    """Why a poll gave nothing. `is_final`: only a human can mend it."""

    reason: str
    is_final: bool = False


NOTHING_NEW = Trouble("")


class Polling:
    """Holds at most one answer in hand, and lets it go when it is stored."""

    def __init__(
        self,
        name: str,
        api: ZaloBotApi,
        read: Callable[[Sequence[Update]], list[Incoming]],
        pause: Pause,
    ) -> None:
        self._name = name
        self._api = api
        self._read = read
        self._pause = pause
        self._in_hand: list[Incoming] = []

    async def run(self, store: Store) -> None:
        """Until cancelled; what could not be stored by then is the first thing of the next run."""
        pauses = _pauses()
        try:
            while True:
                await self._until_stored(store)
                trouble = await self._poll(store)
                if trouble is None or trouble is NOTHING_NEW:
                    pauses = _pauses()
                if trouble is not None:
                    await self._rest(trouble, pauses)
        finally:
            if not await self._try(store):
                log.error("%s keeps a message in hand that could not be stored", self._name)

    async def _rest(self, trouble: Trouble, pauses: Iterator[float]) -> None:
        if trouble is NOTHING_NEW:
            await self._pause(AFTER_EMPTY)
            return
        level = logging.ERROR if trouble.is_final else logging.WARNING
        log.log(level, "%s gives no updates (%s); trying again", self._name, trouble.reason)
        await self._pause(AFTER_REFUSAL if trouble.is_final else next(pauses))

    async def _poll(self, store: Store) -> Trouble | None:
        try:
            async with self._api.polled(POLL_SECONDS) as response:
                # With the answer the service has forgotten the update: a cancellation waits
                return await _to_its_end(self._take(response, store))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Trouble(self._api.reason(error))

    async def _take(self, response: httpx.Response, store: Store) -> Trouble | None:
        await response.aread()
        answer = answer_of(response)
        updates = [] if answer.ok is False else updates_in(answer.body)
        if updates:
            self._in_hand = self._read(updates)
            await self._try(store)
            return None
        if answer.ok or answer.code == 408:
            if answer.ok is not None:  # else somebody in between was tired of waiting
                await store([])
            return NOTHING_NEW
        said = self._api.clean(f"{answer.code} {answer.description}")
        return Trouble(said, is_final=answer.ok is False and answer.code in (401, 429))

    async def _until_stored(self, store: Store) -> None:
        for pause in _pauses():
            if await _to_its_end(self._try(store)):
                return
            await self._pause(pause)

    async def _try(self, store: Store) -> bool:
        """Whether nothing is in hand any more."""
        if not self._in_hand:
            return True
        try:
            await store(self._in_hand)
        except Exception as error:  # noqa: BLE001 - whatever it is, the message must not be lost
            # No more of it: a database's error quotes what it could not store
            log.error("what %s heard cannot be stored (%s)", self._name, type(error).__name__)
            return False
        self._in_hand = []
        return True


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Await it; a cancellation meanwhile takes effect only when it is done."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.gather(task, return_exceptions=True)
        raise


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE)
