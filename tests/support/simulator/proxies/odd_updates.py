"""The updates of the Zalo platform that a bot has to live with, beside words and photos."""

import uuid

from bot.simulator.server import Simulator
from bot.simulator.zalo_bot.payloads import Shape, event, frame


def say_oddly(simulator: Simulator, phone_id: str, kind: str) -> None:
    """What `odd_update` makes of it comes from that phone. Raises KeyError."""
    phone = simulator.conversation(phone_id).phone
    account = simulator.zalo_bot.account_of(phone)
    account.admits(phone.id)
    message = frame(account.bot.id, phone, uuid.uuid4().hex[:20], simulator.now())
    account.give(odd_update(kind, message))


def odd_update(kind: str, message: Shape) -> Shape:
    """`message` holds no content yet. Raises KeyError."""
    group = {"chat": {"id": "g-1", "chat_type": "GROUP"}, "text": "@bot chào"}
    odd: dict[str, Shape] = {
        "sticker": event("sticker", message | {"sticker": "s1", "url": "https://x.example/s1"}),
        "voice": event("voice", message | {"voice_url": "https://x.example/v.aac"}),
        "unsupported": event("unsupported", message),
        "no-message": {"event_name": "message.unsupported.received"},
        "no-text": event("text", message),
        "unknown": {"event_name": "an.event.of.tomorrow", "message": message | {"text": "?"}},
        "reaction": event("reaction", message | {"icon": "heart"}),
        "group": event("text", message | group),
        "bot": event(
            "text", message | {"from": message["from"] | {"is_bot": True}, "text": "tự nói"}
        ),
    }
    return odd[kind]
