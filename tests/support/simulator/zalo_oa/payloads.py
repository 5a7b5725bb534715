"""The shapes of the webhook's events, their proof, and who is who."""

import hashlib
from typing import Any

from bot.simulator.phones import Message, Phone

Shape = dict[str, Any]
OA_ID = "4000000000000000001"
STAFF_ID = "4000000000000000009"


def user_id(phone: Phone) -> str:
    """The same for the same phone at every start; of Zalo's size."""
    number = int.from_bytes(hashlib.sha256(f"zalo-oa:{phone.id}".encode()).digest()[:7])
    return str(10**18 + number)


def mobile(phone: Phone) -> str:
    """A number that nobody can have."""
    return f"8400000{int(user_id(phone)) % 10_000:04d}"


def signature(app_id: str, body: bytes, timestamp: str, key: str) -> str:
    digest = hashlib.sha256(app_id.encode())
    for part in (body, timestamp.encode(), key.encode()):
        digest.update(part)
    return digest.hexdigest()


def message_event(phone: Phone, name: str, its_id: str, **message: Any) -> Shape:
    return {
        "event_name": name,
        "sender": {"id": user_id(phone)},
        "recipient": {"id": OA_ID},
        "user_id_by_app": user_id(phone)[::-1],
        "message": {"msg_id": its_id, **message},
    }


def following_event(phone: Phone, follows: bool) -> Shape:
    return {
        "event_name": "follow" if follows else "unfollow",
        "oa_id": OA_ID,
        "follower": {"id": user_id(phone)},
        "source": "oa_profile",
        "user_id_by_app": user_id(phone)[::-1],
    }


def chat_event(phone: Phone) -> Shape:
    """The button to write was pressed for the first time."""
    return {"event_name": "user_click_chatnow", "oa_id": OA_ID, "user_id": user_id(phone)}


def echo_event(phone: Phone, its_id: str, text: str, by_hand: bool) -> Shape:
    """What the account itself has sent; with `admin_id` where a human wrote it."""
    return {
        "event_name": "oa_send_text",
        "sender": {"id": OA_ID, **({"admin_id": STAFF_ID} if by_hand else {})},
        "recipient": {"id": user_id(phone)},
        "message": {"msg_id": its_id, "text": text},
    }


def message_id(message: Message) -> str:
    return f"{message.id:016x}"
