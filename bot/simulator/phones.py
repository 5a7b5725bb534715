"""The phones: who holds them, and what can be read on them. No chat server is meant here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Any, Literal

Sender = Literal["bot", "user"]


class Refusal(ValueError):
    """A phone cannot do that; the text is one English sentence, ready for the translator."""


@dataclass(frozen=True)
class Phone:
    """One person's phone with the chat of one bot on it. `id` is stable: history hangs on it."""

    id: str
    name: str
    agency: str
    role: str
    channel: str = "telegram"  # or zalo-bot
    bot: str = ""  # which bot of the channel, by the number its token begins with; empty: the first
    has_pages: bool = False  # the person signs in to pages beside the phone


@dataclass(frozen=True)
class Button:
    """A button under a message; a tap sends `data` back, or opens `url`."""

    text: str
    data: str | None = None
    url: str | None = None


Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class SentFile:
    """What a message carries; the bytes are kept apart under `id`. Size in bytes."""

    id: str
    name: str
    size: int
    media_type: str
    is_photo: bool


@dataclass(frozen=True)
class Message:
    id: int
    sender: Sender
    text: str
    at: datetime
    buttons: Buttons = ()
    file: SentFile | None = None

    def plain(self, zone: tzinfo) -> dict[str, Any]:
        """As the page and the kept state read it: from, text, at with offset, rows of buttons."""
        plain: dict[str, Any] = {
            "id": self.id,
            "from": self.sender,
            "text": self.text,
            "at": self.at.astimezone(zone).isoformat(timespec="seconds"),
            "buttons": [[_plain_button(button) for button in row] for row in self.buttons],
        }
        if self.file is not None:
            plain["file"] = vars(self.file) | {"url": f"/files/{self.file.id}"}
        return plain


@dataclass
class Conversation:
    """What has happened on one phone. `code` is the invitation not used yet."""

    phone: Phone
    code: str | None = None
    blocked: bool = False
    messages: list[Message] = field(default_factory=list)

    def message(self, message_id: int) -> Message | None:
        return next((m for m in reversed(self.messages) if m.id == message_id), None)

    def set_buttons(self, message_id: int, buttons: Buttons) -> None:
        self.messages = [
            replace(message, buttons=buttons) if message.id == message_id else message
            for message in self.messages
        ]

    def plain(self, zone: tzinfo) -> dict[str, Any]:
        return vars(self.phone) | {
            "code": self.code,
            "blocked": self.blocked,
            "messages": [message.plain(zone) for message in self.messages],
        }

    def recall(self, plain: Mapping[str, Any]) -> None:
        """Take back what `plain` gave; who holds the phone is not taken from there."""
        self.code = plain["code"]
        self.blocked = plain["blocked"]
        self.messages = [_message(message) for message in plain["messages"]]


def _plain_button(button: Button) -> dict[str, str]:
    return {name: value for name, value in vars(button).items() if value is not None}


def _message(plain: Mapping[str, Any]) -> Message:
    file = dict(plain.get("file") or {})
    file.pop("url", None)
    return Message(
        id=plain["id"],
        sender=plain["from"],
        text=plain["text"],
        at=datetime.fromisoformat(plain["at"]),
        buttons=tuple(tuple(Button(**button) for button in row) for row in plain["buttons"]),
        file=SentFile(**file) if file else None,
    )
