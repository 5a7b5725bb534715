"""What the Bot API refuses in a message: too long, empty, or buttons it cannot show."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.simulator.phones import Button, Buttons
from bot.simulator.telegram.envelope import Refused

LONGEST_TEXT = 4096  # UTF-16 units
LONGEST_CAPTION = 1024
LONGEST_DATA = 64  # bytes


def checked_text(parameters: Mapping[str, Any]) -> str:
    _plain_only(parameters)
    text = str(parameters.get("text", "")).strip()
    if not text:
        raise Refused(400, "Bad Request: message text is empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise Refused(400, "Bad Request: message is too long")
    return text


def checked_caption(parameters: Mapping[str, Any]) -> str:
    _plain_only(parameters)
    text = str(parameters.get("caption", "")).strip()
    if utf16_length(text) > LONGEST_CAPTION:
        raise Refused(400, "Bad Request: message caption is too long")
    return text


def checked_buttons(parameters: Mapping[str, Any]) -> Buttons:
    markup = parameters.get("reply_markup") or {}
    if not isinstance(markup, dict) or not set(markup) <= {"inline_keyboard"}:
        raise Refused(400, "Bad Request: only inline keyboards are simulated")
    return tuple(
        tuple(_checked_button(button) for button in row)
        for row in markup.get("inline_keyboard", ())
        if row
    )


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _plain_only(parameters: Mapping[str, Any]) -> None:
    if parameters.get("parse_mode"):
        raise Refused(400, "Bad Request: only plain text is simulated, without parse_mode")


def _checked_button(button: Mapping[str, Any]) -> Button:
    text, data, url = button.get("text"), button.get("callback_data"), button.get("url")
    if not text:
        raise Refused(400, "Bad Request: inline keyboard button text is empty")
    if data is None and url is None:
        raise Refused(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    if data is not None and not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    if url is not None and urlsplit(url).scheme not in ("http", "https", "tg"):
        raise Refused(400, "Bad Request: BUTTON_URL_INVALID")
    return Button(text, data, url)
