"""What the Official Account's webhook brings: its proof, and its events as messages of ours."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any

from bot.channels.contract import stamped
from bot.channels.zalo_oa.consultation import PRESSED
from bot.channels.zalo_oa.files import sent_file
from storage.messages.inbox import Incoming
from storage.models import InboundKind

SIGNATURE_HEADER = "X-ZEvent-Signature"
LONGEST_BODY = 1024 * 1024  # bytes; an event has a few thousand
LONGEST_ID = 200
_PRESS = re.compile(rf"{PRESSED}([0-9]+:\S.*)")
# Words, or what stands in their place; those of groups and of people not logged in are not ours
_SENT = frozenset(
    f"user_send_{kind}"
    for kind in (
        "text",
        "image",
        "link",
        "audio",
        "video",
        "sticker",
        "location",
        "business_card",
        "file",
        "gif",
    )
)
_WITH_FILE = ("user_send_image", "user_send_file")
# user_submit_info brings a phone number, too: it is not kept, since nobody has consented to that
_ABOUT_THE_CHAT = {
    "follow": InboundKind.TOUCHED,
    "user_click_chatnow": InboundKind.TOUCHED,
    "user_submit_info": InboundKind.TOUCHED,
    "unfollow": InboundKind.STOPPED,
    "user_withdraw": InboundKind.STOPPED,
}
_ECHO = "oa_send_"

Event = Mapping[str, Any]


def event_of(raw: bytes) -> Event | None:
    """The body as an object; None where it is none. Nothing is proven yet."""
    try:
        event = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def is_signed(signature: str, app_id: str, raw: bytes, event: Event, secret_key: str) -> bool:
    """Whether it is SHA-256 of app id, raw body, the body's timestamp and the OA Secret Key.

    With or without "mac=", in any letter case. Without a key of ours nothing is signed.
    """
    expected = signature_of(app_id, raw, _text(event.get("timestamp")), secret_key)
    given = re.sub(r"\s", "", signature).lower().removeprefix("mac=")
    return bool(secret_key) and hmac.compare_digest(given.encode(), expected.encode())


def signature_of(app_id: str, raw: bytes, timestamp: str, secret_key: str) -> str:
    whole = b"".join((app_id.encode(), raw, timestamp.encode(), secret_key.encode()))
    return hashlib.sha256(whole).hexdigest()


def messages_of(channel: str, event: Event) -> list[Incoming]:
    """What is to be stored of an event; nothing for what is no concern of ours."""
    name = _text(event.get("event_name"))
    address = _text(_part(event, "sender").get("id"))
    if name in _SENT:
        return _sent(channel, event, name, address)
    if name in _ABOUT_THE_CHAT:
        # These name the person in one place or another
        who = [_part(event, "follower").get("id"), event.get("user_id"), address]
        address = next(filter(None, map(_text, who)), "")
        return _about_the_chat(channel, event, address, _ABOUT_THE_CHAT[name])
    if name.startswith(_ECHO) and _text(_part(event, "sender").get("admin_id")):
        # Not the echo of our own sending: somebody writes by hand
        address = _text(_part(event, "recipient").get("id"))
        return _about_the_chat(channel, event, address, InboundKind.HUMAN)
    return []


def _sent(channel: str, event: Event, name: str, address: str) -> list[Incoming]:
    if not address:
        return []
    message = _part(event, "message")
    external_id, sent_at = _external_id(event, address), stamped(_text(event.get("timestamp")))
    text = _text(message.get("text"))
    pressed = _PRESS.fullmatch(text.strip()) if name == "user_send_text" else None
    if pressed:
        return [Incoming(channel, external_id, address, tapped=pressed[1], sent_at=sent_at)]
    payloads = _payloads(message) if name in _WITH_FILE else []
    files = [file for file in (sent_file(name, one) for one in payloads) if file is not None]
    file = next(iter(files), None)
    first = Incoming(
        channel,
        external_id,
        address,
        text,
        file=file,
        refers_to=_text(message.get("quote_msg_id")) or None,
        sent_at=sent_at,
    )
    more = [
        Incoming(channel, f"{external_id}#{number}", address, file=file, sent_at=sent_at)
        for number, file in enumerate(files[1:], start=2)
    ]
    return [first, *more]


def _about_the_chat(channel: str, event: Event, address: str, kind: InboundKind) -> list[Incoming]:
    if not address:
        return []
    return [Incoming(channel, _external_id(event, address), address, kind=kind)]


def _external_id(event: Event, address: str) -> str:
    """Zalo brings an event again with the same message id, or the same name and time."""
    message_id = _text(_part(event, "message").get("msg_id"))
    name, at = _text(event.get("event_name")), _text(event.get("timestamp"))
    found = message_id or f"{name}:{at}:{address}"
    if len(found) <= LONGEST_ID:
        return found
    return hashlib.sha256(found.encode("utf-8", "replace")).hexdigest()


def _payloads(message: Event) -> list[Event]:
    attachments = message.get("attachments")
    if not isinstance(attachments, list):
        return []
    return [_part(one, "payload") for one in attachments if isinstance(one, dict)]


def _part(event: Event, name: str) -> Event:
    part = event.get(name)
    return part if isinstance(part, dict) else {}


def _text(value: object) -> str:
    """Ids and instants are text, in some samples numbers."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
