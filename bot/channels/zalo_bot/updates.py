"""Reads the updates of the Zalo Bot platform: in three shapes, with old and new names of fields."""

import hashlib
import json
import logging
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.channels.contract import stamped
from storage.messages.inbox import Incoming, SentFile

log = logging.getLogger(__name__)
WORDS = ("message.text.received", "message.link.received")
PICTURE = "message.image.received"
# The person is told kindly that these cannot be read. Other events are let pass: an answer to
# one that merely says "seen" would be seen in its turn, until the month's quota is gone.
UNREADABLE = ("message.sticker.received", "message.voice.received", "message.unsupported.received")
DEEPEST = 3  # a list inside an envelope inside a list is as far as it goes
LONGEST_ADDRESS = 2000
_ID = re.compile(r"[\w.:-]{1,128}", re.ASCII)
Update = Mapping[str, Any]


def updates_in(body: Any, depth: int = DEEPEST) -> list[Update]:
    """{event_name, message}, the same in {ok, result}, or a list of either; junk gives none."""
    if depth < 0:
        return []
    if isinstance(body, list):
        return [update for one in body for update in updates_in(one, depth - 1)]
    if not isinstance(body, dict):
        return []
    return [body] if "event_name" in body else updates_in(body.get("result"), depth - 1)


def incoming(channel: str, update: Update) -> Incoming | None:
    """What a person said in a private chat; None for everything else."""
    event, message = update.get("event_name"), update.get("message")
    if event not in (*WORDS, PICTURE, *UNREADABLE):
        log.info("an event of an unknown name is let pass: %.60r", event)
        return None
    if not isinstance(message, dict):
        return None
    chat, sender = _part(message, "chat"), _part(message, "from")
    address = _id(chat.get("id"))
    is_private = str(chat.get("chat_type", "")).upper() == "PRIVATE"
    if not address or not is_private or sender.get("is_bot") is True:
        return None
    return Incoming(
        channel,
        _external_id(update, address, _id(sender.get("id"))),
        address,
        text=_text(event, message),
        file=_picture(message) if event == PICTURE else None,
        sent_at=stamped(str(message.get("date", ""))),
    )


def _text(event: str, message: Update) -> str:
    names = ("text", "url") if event in WORDS else ("caption",) if event == PICTURE else ()
    texts = (message.get(name) for name in names)
    return next((text for text in texts if isinstance(text, str) and text), "")


def _picture(message: Update) -> SentFile | None:
    """By its temporary address: documented as `photo`, seen as `photo_url`."""
    for address in (message.get("photo"), message.get("photo_url")):
        if isinstance(address, str) and _is_address(address):
            is_png = urlsplit(address).path.lower().endswith(".png")
            return SentFile(address, media_type="image/png" if is_png else "image/jpeg")
    return None


def _is_address(text: str) -> bool:
    try:
        named = urlsplit(text).hostname
    except ValueError:
        return False
    return bool(named) and len(text) <= LONGEST_ADDRESS and text.isascii() and text.isprintable()


def _external_id(update: Update, address: str, sender: str) -> str:
    """Which message it is: its own id is unique only beside its chat and sender."""
    number = _id(_part(update, "message").get("message_id"))
    if number:
        return f"{update['event_name']}/{address}/{sender}/{number}"
    whole = json.dumps(update, sort_keys=True)  # as ASCII: half letters may be in it
    return f"sha256/{hashlib.sha256(whole.encode()).hexdigest()}"


def _part(whole: Update, name: str) -> Update:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _id(value: object) -> str:
    """An id that can be stored and sent back; "" for anything else."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if _ID.fullmatch(text) else ""
