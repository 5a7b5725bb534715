"""Calls an address while all is well: whoever waits for the calls hears when they stop."""

import asyncio
import logging

import httpx

from bot.channels.certificates import trusted

log = logging.getLogger(__name__)
EVERY_SECONDS = 60
PATIENCE = 10.0  # seconds


class DeadMan:
    """The address is a secret: who knows it can keep the alarm quiet."""

    def __init__(self, url: str, client: httpx.AsyncClient | None = None) -> None:
        self._url = url
        self._client = client or httpx.AsyncClient(verify=trusted(), timeout=PATIENCE)
        self._called_at: float | None = None
        self._calling: asyncio.Task[None] | None = None
        self._is_answered = True

    def is_well(self) -> None:
        """After each good tick, in the loop: call, unless it was called within the minute."""
        now = asyncio.get_running_loop().time()
        is_busy = self._calling is not None and not self._calling.done()
        if is_busy or (self._called_at is not None and now - self._called_at < EVERY_SECONDS):
            return
        self._called_at = now
        self._calling = asyncio.create_task(self._call())

    async def close(self) -> None:
        """Let a call under way end."""
        if self._calling is not None:
            await self._calling
        await self._client.aclose()

    async def _call(self) -> None:
        try:
            answer = await self._client.get(self._url)
            wrong = "" if answer.is_success else f"HTTP {answer.status_code}"
        except httpx.HTTPError as error:
            wrong = type(error).__name__
        if wrong and self._is_answered:  # said once, not each minute
            log.warning("DEAD_MAN_URL does not take our sign of life (%s)", wrong)
        self._is_answered = not wrong
