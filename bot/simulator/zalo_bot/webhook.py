"""Delivers updates by POST to the webhook that is set: tried a few times, then forgotten."""

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx

from bot.channels.certificates import trusted
from bot.simulator.state.store import State
from bot.simulator.zalo_bot.account import Account
from bot.simulator.zalo_bot.envelope import Refused
from bot.simulator.zalo_bot.payloads import Shape, at_home

SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
SENDER = {"user-agent": b"Java/1.8.0_192"}
LOOPBACK = ("127.0.0.1", "localhost", "::1")
TRIES = 3  # nothing is documented, and no backfill is promised
PAUSE = 0.2


def checked_webhook(parameters: Shape) -> Shape:
    """{url, secret_token}. Raises Refused."""
    url, secret = str(parameters.get("url", "")), str(parameters.get("secret_token", ""))
    if not url:
        raise Refused(400, "Bad Request: url must not be empty")
    # The real one is the other way round: it refuses this machine, and wants https
    if urlsplit(url).hostname not in LOOPBACK:
        raise Refused(400, "Bad Request: only this machine can be reached")
    if not secret:
        raise Refused(400, "Bad Request: secret_token must not be empty")
    if not 8 <= len(secret) <= 256:
        raise Refused(400, "Bad Request: secret_token must have 8 to 256 characters")
    return {"url": url, "secret_token": secret}


class WebhookDelivery:
    """Of one bot, one update after the other."""

    def __init__(self, state: State, account: Account, base: Callable[[], str]) -> None:
        self._state = state
        self._account = account
        self._base = base

    async def run(self) -> None:
        """Until cancelled."""
        async with httpx.AsyncClient(timeout=10, trust_env=False, verify=trusted()) as client:
            while not self._state.closed:
                seen = self._state.revision
                if self._account.webhook and self._account.waiting:
                    await self._deliver(client, self._account.waiting[0])
                    if self._account.webhook:  # it may have been taken away meanwhile
                        self._account.drop_first()
                else:
                    await self._state.changed(seen, 60)

    async def _deliver(self, client: httpx.AsyncClient, update: Shape) -> None:
        body = at_home(update, self._base())
        for _ in range(TRIES):
            if await self._post(client, body):
                return
            await asyncio.sleep(PAUSE)

    async def _post(self, client: httpx.AsyncClient, body: Shape) -> bool:
        webhook = self._account.webhook
        if not webhook:
            return False
        headers = SENDER | {SECRET_HEADER: webhook["secret_token"].encode()}
        try:
            answer = await client.post(webhook["url"], json=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL):
            return False
        return answer.is_success
