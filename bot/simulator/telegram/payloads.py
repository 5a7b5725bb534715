"""The JSON shapes of the Bot API: users, chats, messages, and what updates carry."""

import hashlib
from typing import Any

from bot.simulator.phones import Buttons, Conversation, Message, Phone, SentFile

Shape = dict[str, Any]
BOT_USER: Shape = {
    "id": 100000001,
    "is_bot": True,
    "first_name": "Đầu Mối",
    "username": "daumoi_simulated_bot",
}


def chat_id(phone: Phone) -> int:
    """The same for the same phone at every start; of Telegram's size."""
    return int.from_bytes(hashlib.sha256(phone.id.encode()).digest()[:5]) + 1


def user_shape(phone: Phone) -> Shape:
    return {
        "id": chat_id(phone),
        "is_bot": False,
        "first_name": phone.name,
        "language_code": "vi",
    }


def chat_shape(phone: Phone) -> Shape:
    return {"id": chat_id(phone), "type": "private", "first_name": phone.name}


def message_shape(conversation: Conversation, message: Message) -> Shape:
    phone = conversation.phone
    shape: Shape = {
        "message_id": message.id,
        "from": BOT_USER if message.sender == "bot" else user_shape(phone),
        "chat": chat_shape(phone),
        "date": int(message.at.timestamp()),
    }
    if message.buttons:
        shape["reply_markup"] = {"inline_keyboard": _keyboard_shape(message.buttons)}
    if message.file is not None:
        return shape | _file_shape(message.file) | _if_any("caption", message.text)
    return shape | {"text": message.text} | _if_any("entities", _commands(message.text))


def callback_shape(conversation: Conversation, message: Message, data: str, query: int) -> Shape:
    return {
        "id": str(query),
        "from": user_shape(conversation.phone),
        "message": message_shape(conversation, message),
        "chat_instance": str(chat_id(conversation.phone)),
        "data": data,
    }


def blocking_shape(conversation: Conversation, at: int) -> Shape:
    """my_chat_member: the person has blocked the bot, or let it in again. `at` in seconds."""
    left: Shape = {"user": BOT_USER, "status": "kicked", "until_date": 0}
    member: Shape = {"user": BOT_USER, "status": "member"}
    old, new = (member, left) if conversation.blocked else (left, member)
    return {
        "chat": chat_shape(conversation.phone),
        "from": user_shape(conversation.phone),
        "date": at,
        "old_chat_member": old,
        "new_chat_member": new,
    }


def _keyboard_shape(buttons: Buttons) -> list[list[Shape]]:
    return [
        [{"text": b.text} | _if_any("callback_data", b.data) | _if_any("url", b.url) for b in row]
        for row in buttons
    ]


def _file_shape(file: SentFile) -> Shape:
    known = {"file_id": file.id, "file_unique_id": file.id[:16], "file_size": file.size}
    if file.is_photo:
        return {"photo": [known | {"width": 1280, "height": 960}]}
    return {"document": known | {"file_name": file.name, "mime_type": file.media_type}}


def _commands(text: str) -> list[Shape]:
    """The command a text begins with, marked as Telegram marks it."""
    if not text.startswith("/") or len(text) == 1:
        return []
    return [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]


def _if_any(name: str, value: object) -> Shape:
    return {name: value} if value else {}
