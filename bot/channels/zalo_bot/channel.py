"""The Zalo Bot channel: plain texts to private chats, polled for or told of what people write."""

import asyncio
import logging
import unicodedata
from collections.abc import Sequence
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.contract import (
    Capabilities,
    ChannelStopped,
    FileLimits,
    OutcomeUnknown,
    OutgoingMessage,
    Quota,
    SendError,
    Store,
)
from bot.channels.told import Teller, take_call
from bot.channels.zalo_bot.api import ZaloBotApi
from bot.channels.zalo_bot.files import download_picture
from bot.channels.zalo_bot.polling import Pause, Polling
from bot.channels.zalo_bot.updates import Update, incoming, updates_in
from storage.messages.inbox import Incoming, SentFile

log = logging.getLogger(__name__)
LONGEST_TEXT = 2000
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
A_SECOND = 10.0  # messages; no limit is published, and this is well below what was accepted
PICTURES = FileLimits(frozenset({"image/jpeg", "image/png"}), 10 * 1024 * 1024)


class ZaloBotChannel:
    """One Zalo bot. Its chats know neither buttons nor files; a group is answered by nobody."""

    def __init__(
        self,
        token: str,
        api_base: str,
        *,
        quota: Quota,
        client: httpx.AsyncClient | None = None,
        webhook_secret: str = "",
        webhook_path: str = "",
        pause: Pause = asyncio.sleep,
    ) -> None:
        """With a `webhook_path` it is told and does not ask; both at once is impossible there.

        Which of the two the bot is set to is never changed here: an administrator does that.
        """
        self.name = lane_of(token)
        self.capabilities = Capabilities(
            max_length=LONGEST_TEXT,
            buttons=False,
            pace=A_SECOND,
            scarce=True,
            quota=quota,
            files=PICTURES,
        )
        self.webhook_path = webhook_path
        self._teller = Teller("a Zalo bot", SECRET_HEADER, webhook_secret)
        self._api_base = api_base
        self._api = ZaloBotApi(token, api_base, client)
        self._polling = Polling(self.name, self._api, self._read, pause)

    async def send(self, message: OutgoingMessage) -> str:
        text = unicodedata.normalize("NFC", message.text)
        return await self._api.deliver("sendMessage", {"chat_id": message.address, "text": text})

    async def receive(self, store: Store) -> None:
        """At most once: what is given to a request whose answer never arrives is lost at Zalo."""
        if not self.webhook_path:
            await self._polling.run(store)

    async def handle_webhook(self, request: Request, store: Store) -> Response:
        return await take_call(request, self._teller, self._told, store)

    async def find_link(self) -> str:
        try:
            answer = await self._api.call("getMe", {})
        except (SendError, OutcomeUnknown, ChannelStopped) as error:
            log.warning("%s: the bot's name cannot be asked (%s)", self.name, error)
            return ""
        name = answer.result.get("account_name") if isinstance(answer.result, dict) else None
        return f"https://zalo.me/{name}" if name else ""

    async def download(self, file: SentFile) -> bytes:
        limit = PICTURES.max_size
        return await download_picture(self._api.client, file.ref, limit, self._api_base)

    async def close(self) -> None:
        await self._api.client.aclose()

    def _told(self, body: Any) -> list[Incoming]:
        return self._read(updates_in(body))

    def _read(self, updates: Sequence[Update]) -> list[Incoming]:
        return [heard for heard in (incoming(self.name, one) for one in updates) if heard]


def lane_of(token: str) -> str:
    """The first part of a token is the bot's id, and no secret."""
    return f"zalo-bot-{token.partition(':')[0]}"
