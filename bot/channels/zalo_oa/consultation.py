"""Messages in free words ("tin tư vấn"): their body, their buttons, and the address they go to."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.channels.contract import NumberedChoice, OutgoingMessage
from bot.channels.zalo_oa.api import Accepted, ZaloOAApi
from bot.channels.zalo_oa.errors import OA_CODES, Meaning, Refusal

V3_PATH, V2_PATH = "/v3.0/oa/message/cs", "/v2.0/oa/message"
PATHS = {"v3_cs": V3_PATH, "v2": V2_PATH}
MOST_BUTTONS = 5
LONGEST_TITLE = 100
LONGEST_PAYLOAD = 1000
# Before a button's data, which comes back as an ordinary text: "1:xong" may be typed by anybody,
# "#1:xong" is not. Texts that begin so pass the console's filter "Lọc cú pháp", too
PRESSED = "#"


class Consulting:
    """Where the address is not set: v3, until it says that it is not for this kind of account."""

    def __init__(self, api: ZaloOAApi, base: str, endpoint: str, template_type: str) -> None:
        self._api = api
        self._base = base
        self._path = PATHS.get(endpoint, "")  # empty: not known yet
        self._template_type = template_type

    async def send(self, message: OutgoingMessage, deadline: float) -> Accepted | Refusal:
        body = body_of(message, self._template_type)
        answer = await self._post(self._path or V3_PATH, body, deadline)
        if self._path or not _says(answer, Meaning.NOT_THIS_KIND):
            return answer
        # Surely not delivered: a state agency's account may need the older address
        older = await self._post(V2_PATH, body, deadline)
        if not _says(older, Meaning.NOT_THIS_KIND) and not _says(older, Meaning.SHUT):
            self._path = V2_PATH
        return older

    async def _post(
        self, path: str, body: Mapping[str, Any], deadline: float
    ) -> Accepted | Refusal:
        return await self._api.call(f"{self._base}{path}", body, OA_CODES, deadline)


def _says(answer: Accepted | Refusal, meaning: Meaning) -> bool:
    return isinstance(answer, Refusal) and answer.meaning is meaning


def body_of(message: OutgoingMessage, template_type: str = "") -> dict[str, Any]:
    """The numbers stand in the text; buttons go along where all of them have room."""
    content: dict[str, Any] = {"text": unicodedata.normalize("NFC", message.text)}
    buttons = [_button(choice) for choice in message.choices]
    fit = all(len(button["payload"]) <= LONGEST_PAYLOAD for button in buttons)
    if buttons and fit and len(buttons) <= MOST_BUTTONS:
        payload: dict[str, Any] = {"template_type": template_type} if template_type else {}
        payload["buttons"] = buttons
        content["attachment"] = {"type": "template", "payload": payload}
    return {"recipient": {"user_id": message.address}, "message": content}


def _button(choice: NumberedChoice) -> dict[str, str]:
    title = unicodedata.normalize("NFC", choice.label)[:LONGEST_TITLE]
    return {"title": title, "type": "oa.query.show", "payload": f"{PRESSED}{choice.data}"}
