"""The JSON shapes of the platform: opaque ids, and what updates carry."""

import hashlib
from datetime import datetime
from typing import Any

from bot.simulator.phones import Message, Phone

Shape = dict[str, Any]
FILES = "/files/"  # of an address within the simulator, which learns its own host from a request


def opaque_id(*parts: object) -> str:
    """Twenty hexadecimal digits, always the same for the same parts."""
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:20]


def chat_id(bot_id: str, phone: Phone) -> str:
    """One person has another id with each bot."""
    return opaque_id("chat", bot_id, phone.id)


def message_id(bot_id: str, message: Message) -> str:
    return opaque_id("message", bot_id, message.id)


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def bot_shape(bot_id: str) -> Shape:
    return {
        "id": bot_id,
        "account_name": f"bot.{opaque_id('name', bot_id)[:8]}",
        "account_type": "BASIC",
        "can_join_groups": False,
        "display_name": "Bot Đầu Mối",
    }


def update_of(bot_id: str, phone: Phone, message: Message) -> Shape:
    """What the bot hears of a message."""
    if message.file is None:
        kind = "link" if "://" in message.text else "text"
        content: Shape = {"text": message.text}
    elif message.file.is_photo:
        kind = "image"
        content = {"photo_url": FILES + message.file.id}
        content |= {"caption": message.text} if message.text else {}
    else:
        kind, content = "unsupported", {}
    sent = frame(bot_id, phone, message_id(bot_id, message), message.at)
    return event(kind, sent | content)


def frame(bot_id: str, phone: Phone, number: str, at: datetime) -> Shape:
    """A message without any content."""
    chat = chat_id(bot_id, phone)
    return {
        "from": {"id": chat, "display_name": phone.name, "is_bot": False},
        "chat": {"id": chat, "chat_type": "PRIVATE"},
        "message_id": number,
        "date": milliseconds(at),
        "message_type": "CHAT_MESSAGE",
    }


def event(kind: str, message: Shape) -> Shape:
    return {"event_name": f"message.{kind}.received", "message": message}


def at_home(update: Shape, base: str) -> Shape:
    """The update with whole addresses; `base` is where the simulator was reached."""
    message = update.get("message")
    if not isinstance(message, dict):
        return update
    whole = {
        name: base + value if isinstance(value, str) and value.startswith(FILES) else value
        for name, value in message.items()
    }
    return update | {"message": whole}
