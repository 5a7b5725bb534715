"""The Telegram channel: python-telegram-bot's `Bot`, polling that stores before it confirms."""

import asyncio
import logging
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from telegram import (
    CallbackQuery,
    Message,
    Update,
)
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.channels.contract import (
    Capabilities,
    FileLimits,
    NumberedChoice,
    OutcomeUnknown,
    OutgoingMessage,
    Store,
)
from bot.channels.media_types import JPEG, LARGEST, REPORT_FILES, STICKER
from bot.channels.telegram.connections import Connections, one_connection
from bot.channels.telegram.errors import not_fetched, not_sent
from bot.channels.telegram.files import LARGEST_SENT, LONGEST_CAPTION, is_shown_whole, upload_of
from bot.channels.telegram.judged_request import JudgedRequest
from bot.channels.telegram.polling import Pause, PolledBot, Polling
from bot.channels.telegram.webhook import PATH as WEBHOOK_PATH
from bot.channels.telegram.webhook import Webhook
from storage.messages.inbox import Incoming, SentFile
from storage.models import InboundKind

log = logging.getLogger(__name__)
CONNECTIONS = 8
DOWNLOAD_SECONDS = 60
# Together no longer than delivery allows a request
UPLOAD_SECONDS: dict[str, Any] = {"connect_timeout": 5, "write_timeout": 15, "read_timeout": 10}
SHORT_IN_A_ROW = 3
# What python-telegram-bot meets in an answer whose shape it does not know
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)


class TelegramChannel:
    """One bot of Telegram. Private chats only; a group is answered by nobody."""

    name = "telegram"
    capabilities = Capabilities(
        max_length=4096,
        buttons=True,
        pace=29.5,
        chat_pace=1.0,
        files=FileLimits(REPORT_FILES, LARGEST),
        largest_file=LARGEST_SENT,
        longest_caption=LONGEST_CAPTION,
    )

    def __init__(
        self,
        token: str,
        api_base: str,
        request: BaseRequest | None = None,
        poll_request: BaseRequest | None = None,
        pause: Pause = asyncio.sleep,
        webhook_url: str = "",
        webhook_secret: str = "",
    ) -> None:
        """With a `webhook_url`, ours as the outside sees it, it is told and does not ask."""
        self._bot = PolledBot(
            token,
            base_url=f"{api_base}/bot",
            base_file_url=f"{api_base}/file/bot",
            request=JudgedRequest(
                request or Connections(one_connection() for _ in range(CONNECTIONS))
            ),
            get_updates_request=JudgedRequest(poll_request or one_connection()),
        )
        self._token = token
        self._polling = Polling(self._bot, self._heard, self._reason, pause)
        self.webhook_path = WEBHOOK_PATH if webhook_url else ""
        self._webhook = Webhook(
            self._bot, webhook_url, webhook_secret, self._heard, self._reason, pause
        )

    async def open(self) -> None:
        """Check the token. Raises telegram.error.TelegramError."""
        await self._bot.initialize()

    async def find_link(self) -> str:
        try:
            return f"https://t.me/{(await self._bot.get_me()).username}"
        except TelegramError as error:
            log.warning("the bot's name cannot be asked (%s)", self._reason(error))
            return ""

    async def close(self) -> None:
        self._webhook.stop()
        await self._bot.shutdown()

    async def send(self, message: OutgoingMessage) -> str:
        try:
            sent = await self._sent(message)
        except TelegramError as error:
            raise not_sent(error, self._reason(error)) from None
        except UNREADABLE as error:
            reason = f"it was taken, but the answer cannot be read ({type(error).__name__})"
            raise OutcomeUnknown(reason) from None
        return str(sent.message_id)

    async def _sent(self, message: OutgoingMessage) -> Message:
        buttons = _keyboard(message.choices)
        if message.file is None:
            return await self._bot.send_message(
                message.address, message.text, api_kwargs=buttons, disable_web_page_preview=True
            )
        upload = {"caption": message.text, "api_kwargs": buttons, **UPLOAD_SECONDS}
        file = upload_of(message.file)
        if is_shown_whole(message.file):
            return await self._bot.send_photo(message.address, file, **upload)
        return await self._bot.send_document(
            message.address, file, disable_content_type_detection=True, **upload
        )

    async def download(self, file: SentFile) -> bytes:
        try:
            found = await self._bot.get_file(file.ref)
            content = await found.download_as_bytearray(read_timeout=DOWNLOAD_SECONDS)
        except TelegramError as error:
            raise not_fetched(error, self._reason(error)) from None
        return bytes(content)

    async def receive(self, store: Store) -> None:
        if not self.webhook_path:
            await self._polling.run(store)
            return
        await self._webhook.ask_for_calls()
        await store([])

    async def handle_webhook(self, request: Request, store: Store) -> Response:
        return await self._webhook.take(request, store)

    def _heard(self, update: Update) -> Incoming | None:
        chat = update.effective_chat
        if chat is None or chat.type != ChatType.PRIVATE:
            return None
        identity: dict[str, Any] = {
            "channel": self.name,
            "external_id": str(update.update_id),
            "address": str(chat.id),
        }
        if update.callback_query is not None:
            return _tapped(update.callback_query, identity)
        if update.message is not None:
            return _message(update.message, identity)
        if update.edited_message is not None:
            return _edited(update.edited_message, identity)
        return None

    def _reason(self, error: TelegramError) -> str:
        """What was said, without the token: it is part of every address."""
        reason = str(error)
        for written in (self._token, quote(self._token, safe="")):  # in a download's address
            reason = reason.replace(written, "<token>")
        return reason[:300]


def _tapped(query: CallbackQuery, identity: dict[str, Any]) -> Incoming:
    ref = str(query.message.message_id) if query.message else None
    return Incoming(**identity, tapped=query.data or "", refers_to=ref)


def _message(message: Message, identity: dict[str, Any]) -> Incoming:
    quoted = message.reply_to_message
    return Incoming(
        **identity,
        text=message.text or message.caption or "",
        file=_file_of(message),
        message_ref=str(message.message_id),
        refers_to=str(quoted.message_id) if quoted else None,
        sent_at=message.date,
    )


def _edited(message: Message, identity: dict[str, Any]) -> Incoming:
    ref = str(message.message_id)
    return Incoming(
        **identity,
        text=message.text or message.caption or "",
        kind=InboundKind.EDITED,
        message_ref=ref,
        refers_to=ref,
        sent_at=message.edit_date,
    )


def _file_of(message: Message) -> SentFile | None:
    """A photo or document; of what else may come, only its kind, so that it can be named."""
    if message.photo:
        photo = max(message.photo, key=lambda one: one.width * one.height)
        return SentFile(photo.file_id, "", JPEG, photo.file_size)
    # An animation comes as a document too, so it is looked for first
    if message.animation or message.video or message.video_note:
        return SentFile("", media_type="video/mp4")
    if message.voice or message.audio:
        return SentFile("", media_type="audio/ogg")
    if message.sticker:
        return SentFile("", media_type=STICKER)
    document = message.document
    if document is None:
        return None
    return SentFile(
        document.file_id, document.file_name or "", document.mime_type or "", document.file_size
    )


def _keyboard(choices: tuple[NumberedChoice, ...]) -> dict[str, Any] | None:
    """As the Bot API has it: objects of the library are dear, and a list has dozens of buttons.

    One button a row; short names, whose long form stands in the text, share rows.
    """
    if not choices:
        return None
    rows: list[list[NumberedChoice]] = []
    for choice in choices:
        if rows and choice.line and rows[-1][0].line and len(rows[-1]) < SHORT_IN_A_ROW:
            rows[-1].append(choice)
        else:
            rows.append([choice])
    buttons = [[{"text": one.label, "callback_data": one.data} for one in row] for row in rows]
    return {"reply_markup": {"inline_keyboard": buttons}}
