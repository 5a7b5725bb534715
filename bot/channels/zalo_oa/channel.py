"""The Zalo Official Account channel: windows decide how a message travels; a webhook listens."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.channels.contract import Capabilities, OutgoingMessage, Store
from bot.channels.zalo_oa.api import Accepted, ZaloOAApi
from bot.channels.zalo_oa.consultation import Consulting
from bot.channels.zalo_oa.errors import Meaning, as_error
from bot.channels.zalo_oa.files import LIMITS, download
from bot.channels.zalo_oa.templates import Templates
from bot.channels.zalo_oa.tokens import ZaloTokens
from bot.channels.zalo_oa.webhook import (
    LONGEST_BODY,
    SIGNATURE_HEADER,
    Event,
    event_of,
    is_signed,
    messages_of,
)
from storage.database import Database
from storage.messages.channel_tokens import end_trouble, note_one
from storage.messages.inbox import SentFile
from storage.messages.troubles import Reason

log = logging.getLogger(__name__)
NAME = "zalo-oa"
FREE_FOR = timedelta(hours=48)  # after the last word or touch
PAID_UNTIL = timedelta(days=7)
LONGEST_TEXT = 2000  # characters in NFC
PACE = 1.5  # messages a second: the smaller packages allow about a hundred calls a minute
SEND_SECONDS = 25.0  # everything one sending may take; delivery's lease is a little longer
CONNECT_SECONDS = 5.0


@dataclass(frozen=True)
class OfficialAccount:
    """The account as it is set up; see .env.example."""

    app_id: str
    secret_key: str  # of the webhook page; it is not the app's secret
    api_base: str
    zbs_base: str
    template_id: str
    is_paid_allowed: bool
    endpoint: str  # auto, v3_cs, v2
    button_template_type: str
    zone: ZoneInfo


class ZaloOAChannel:
    """One Official Account. It is told by a webhook; nothing is asked for."""

    name = NAME
    # The numbers stand in the text; buttons, where they fit, go along beside them
    capabilities = Capabilities(max_length=LONGEST_TEXT, buttons=False, pace=PACE, files=LIMITS)
    webhook_path = "/webhooks/zalo-oa"

    def __init__(
        self,
        account: OfficialAccount,
        tokens: ZaloTokens,
        database: Database,
        now: Callable[[], datetime],
        client: httpx.AsyncClient,
    ) -> None:
        self._account = account
        self._tokens = tokens
        self._database = database
        self._now = now
        self._client = client
        self._api = api = ZaloOAApi(client, tokens)
        self._consulting = Consulting(
            api, account.api_base, account.endpoint, account.button_template_type
        )
        bases = (account.api_base, account.zbs_base)
        self._templates = Templates(
            api, bases, account.template_id, self._note_templates, self._end_note
        )

    # --- Out ------------------------------------------------------------------------------------

    async def send(self, message: OutgoingMessage) -> str:
        deadline = asyncio.get_running_loop().time() + SEND_SECONDS
        local = self._now().astimezone(self._account.zone)
        silence = None if message.last_heard_at is None else self._now() - message.last_heard_at
        if not self._is_open(silence):
            return await self._templates.send(message, local, deadline)
        is_free = silence is not None and silence <= FREE_FOR
        answer = await self._consulting.send(message, deadline)
        if isinstance(answer, Accepted):
            _watch_the_price(answer, is_free)
            return answer.message_id
        # Zalo knows better than we when it heard the person last
        closed = (Meaning.OUTSIDE,) if is_free else (Meaning.OUTSIDE, Meaning.QUOTA)
        if answer.meaning in closed:
            log.info("outside the window: %s", answer.reason)
            return await self._templates.send(message, local, deadline)
        raise as_error(answer, local)

    def _is_open(self, silence: timedelta | None) -> bool:
        if silence is None:
            return False
        return silence <= (PAID_UNTIL if self._account.is_paid_allowed else FREE_FOR)

    def _note_templates(self, why: str) -> bool:
        with self._database.write() as session:
            subject = f"templates:{self.name}"
            return note_one(session, subject, Reason.TEMPLATES_STOPPED, why, self._now())

    def _end_note(self) -> None:
        with self._database.write() as session:
            end_trouble(session, self._now(), Reason.TEMPLATES_STOPPED)

    # --- In -------------------------------------------------------------------------------------

    async def receive(self, store: Store) -> None:  # noqa: ARG002  what comes is told us instead
        await self._tokens.keep_fresh()

    async def handle_webhook(self, request: Request, store: Store) -> Response:
        """200 once it is stored; 403 without Zalo's proof; 503 where it shall be brought again."""
        raw = await _body(request)
        if raw is None:
            return PlainTextResponse("too large\n", 413)
        event = event_of(raw)
        signature = request.headers.get(SIGNATURE_HEADER, "")
        if event == {}:
            return PlainTextResponse("ok\n")  # asked when the address is saved, before any key
        account = self._account
        if event is None or not is_signed(
            signature, account.app_id, raw, event, account.secret_key
        ):
            log.warning("a call of the webhook without Zalo's signature was turned away")
            return PlainTextResponse("not signed\n", 403)
        return await _stored(store, event)

    async def find_link(self) -> str:
        account_id = await self._api.account_id(self._account.api_base)
        return f"https://zalo.me/{account_id}" if account_id else ""

    async def download(self, file: SentFile) -> bytes:
        return await download(self._client, file, self._account.api_base)

    async def close(self) -> None:
        await self._tokens.close()
        await self._client.aclose()


async def _body(request: Request) -> bytes | None:
    """None where it is longer than any event."""
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LONGEST_BODY:
                return None
    except ClientDisconnect:
        return b""  # nobody waits for the answer
    return bytes(body)


async def _stored(store: Store, event: Event) -> Response:
    messages = messages_of(NAME, event)
    if messages:
        try:
            await store(messages)
        except Exception as error:  # noqa: BLE001  whatever it was, Zalo shall bring it again
            # No traceback: what a database says may repeat the person's words
            log.error("an event could not be stored (%s)", type(error).__name__)
            return PlainTextResponse("not stored\n", 503)
    return PlainTextResponse("ok\n")


def _watch_the_price(answer: Accepted, is_free: bool) -> None:
    """A message that is billed carries no quota."""
    if is_free and not answer.data.get("quota"):
        log.warning("Zalo billed a message that was taken to be free")
