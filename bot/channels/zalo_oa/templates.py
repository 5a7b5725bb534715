"""Approved templates (ZBS), for whoever is outside the window: by user id, else by phone number."""

import asyncio
import hashlib
import logging
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.channels.contract import OutgoingMessage, SendError
from bot.channels.zalo_oa.api import Accepted, ZaloOAApi
from bot.channels.zalo_oa.errors import (
    TEMPLATE_CODES,
    Meaning,
    Refusal,
    as_error,
    is_night,
    tomorrow,
    until_morning,
)

log = logging.getLogger(__name__)
BY_UID_PATH = "/v3.0/oa/message/template"
BY_PHONE_PATH = "/message/template"
NORMAL_MODE = "1"  # "3" would go beyond the daily limit
LONGEST_TRACKING_ID = 48
LOOK_AGAIN = timedelta(hours=1)  # whether a human has put money, rights or approval right
MOBILE = re.compile(r"84[0-9]{8,12}")
# What the types of a template's parameters hold, in characters. Which type a parameter has is
# chosen at Zalo when the template is made; the names are those of bot.delivery.digest, and one that
# is not here is held to the shortest type of words.
LONGEST_VALUES = {
    "ten": 30,  # customer name
    "co_quan": 200,  # product or brand, the one type for long words
    "so_nhiem_vu": 20,  # quantity
    "han_bao_cao": 20,  # date
}
LONGEST_OTHER = 30
NOTHING = "-"  # an empty value is refused
Note = Callable[[str], bool]  # tells a human why no template goes; whether that was news


class Templates:
    """Money, rights and limits of templates stop the templates only, never the talks."""

    def __init__(
        self,
        api: ZaloOAApi,
        bases: tuple[str, str],
        template_id: str,
        note: Note,
        end_note: Callable[[], None],
    ) -> None:
        """`bases`: of the account's API, of the template service."""
        self._api = api
        self._oa_base, self._zbs_base = bases
        self._template_id = template_id
        self._note = note
        self._end_note = end_note
        self._is_noted = True  # perhaps, by a process before this one
        self._closed_until: datetime | None = None
        self._closed_reason = ""

    async def send(self, message: OutgoingMessage, local: datetime, deadline: float) -> str:
        """`local`: now in the province's zone. Raises the errors of the contract."""
        if not self._template_id or not message.template:
            raise SendError("outside the window, and no template says this", permanent=True)
        if self._closed_until is not None and local < self._closed_until:
            raise SendError(self._closed_reason, permanent=True)
        if is_night(local):
            wait = until_morning(local)
            raise SendError("no templates at night", retry_after=wait, is_alone=True)
        answer = await self._by_uid(message, deadline)
        if isinstance(answer, Refusal) and answer.meaning is Meaning.BY_PHONE:
            if not MOBILE.fullmatch(message.mobile):
                raise SendError(f"{answer.reason}; no mobile number is known", permanent=True)
            answer = await self._by_phone(message, deadline)
        if isinstance(answer, Accepted):
            await self._went()
            return answer.message_id
        raise await self._error(answer, local)

    async def _by_uid(self, message: OutgoingMessage, deadline: float) -> Accepted | Refusal:
        body = {"user_id": message.address, **self._filled(message)}
        return await self._call(f"{self._oa_base}{BY_UID_PATH}", body, deadline)

    async def _by_phone(self, message: OutgoingMessage, deadline: float) -> Accepted | Refusal:
        body = {
            "phone": message.mobile,
            **self._filled(message),
            "tracking_id": tracking_id(message),
            "sending_mode": NORMAL_MODE,
        }
        return await self._call(f"{self._zbs_base}{BY_PHONE_PATH}", body, deadline)

    def _filled(self, message: OutgoingMessage) -> dict[str, Any]:
        data = {name: value_of(name, value) for name, value in message.template.items()}
        return {"template_id": self._template_id, "template_data": data}

    async def _call(self, url: str, body: Mapping[str, Any], deadline: float) -> Accepted | Refusal:
        return await self._api.call(url, body, TEMPLATE_CODES, deadline)

    async def _error(self, refusal: Refusal, local: datetime) -> Exception:
        if refusal.meaning is Meaning.TEMPLATES_STOPPED:
            await self._close(refusal.reason, local + LOOK_AGAIN)
        elif refusal.meaning is Meaning.TEMPLATES_QUOTA:
            await self._close(refusal.reason, tomorrow(local))
        return as_error(refusal, local)

    async def _close(self, reason: str, until: datetime) -> None:
        self._closed_until, self._closed_reason = until, reason
        self._is_noted = True
        if await asyncio.to_thread(self._note, reason):
            log.error("no templates until %s: %s", until.isoformat(), reason)

    async def _went(self) -> None:
        self._closed_until = None
        if self._is_noted:
            await asyncio.to_thread(self._end_note)
            self._is_noted = False


def value_of(name: str, value: str) -> str:
    """One line, as long as its type holds; a cut is shown."""
    text = " ".join(unicodedata.normalize("NFC", value).split()) or NOTHING
    longest = LONGEST_VALUES.get(name, LONGEST_OTHER)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def tracking_id(message: OutgoingMessage) -> str:
    """The same at each attempt; Zalo sends it back with the receipt."""
    key = message.key or f"{message.address}\n{message.text}"
    if re.fullmatch(rf"[A-Za-z0-9_.:-]{{1,{LONGEST_TRACKING_ID}}}", key):
        return key
    return hashlib.sha256(key.encode()).hexdigest()[:LONGEST_TRACKING_ID]
