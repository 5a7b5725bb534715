"""Delivers updates by POST to the webhook that is set, one after another, until each is taken."""

import asyncio
import re
from urllib.parse import urlsplit

import httpx

from bot.channels.certificates import trusted
from bot.simulator.state.store import State
from bot.simulator.telegram.envelope import Refused
from bot.simulator.telegram.payloads import Shape
from bot.simulator.telegram.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0


def checked_webhook(parameters: Shape) -> Shape:
    """{url, secret_token}; {} if no url is given. Raises Refused."""
    url = str(parameters.get("url", ""))
    secret = str(parameters.get("secret_token", ""))
    if not url:
        return {}
    if urlsplit(url).hostname not in LOOPBACK:
        raise Refused(400, "Bad Request: bad webhook: only this machine can be reached")
    if secret and not SECRET.fullmatch(secret):
        raise Refused(400, "Bad Request: secret token contains unallowed characters")
    return {"url": url, "secret_token": secret}


class WebhookDelivery:
    def __init__(self, state: State, updates: Updates) -> None:
        self._state = state
        self._updates = updates
        self.last_error = ""

    async def run(self) -> None:
        """Until cancelled."""
        pause = FIRST_PAUSE
        async with httpx.AsyncClient(timeout=10, trust_env=False, verify=trusted()) as client:
            while not self._state.closed:
                seen = self._state.revision
                if not (self._updates.webhook and self._updates.waiting):
                    await self._state.changed(seen, 60)
                elif await self._deliver(client, self._updates.waiting[0]):
                    pause = FIRST_PAUSE
                else:
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)

    async def _deliver(self, client: httpx.AsyncClient, update: Shape) -> bool:
        webhook = self._updates.webhook
        secret = webhook["secret_token"]
        try:
            answer = await client.post(
                webhook["url"], json=update, headers={SECRET_HEADER: secret} if secret else {}
            )
        except (httpx.HTTPError, httpx.InvalidURL):
            self.last_error = "Connection failed"
            return False
        if not answer.is_success:
            self.last_error = f"Wrong response from the webhook: {answer.status_code}"
            return False
        self.last_error = ""
        self._updates.confirm(update["update_id"] + 1)
        return True
