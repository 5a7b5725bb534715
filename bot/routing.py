"""What a message aims at: a question it answers, a command, or nothing that was understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogs import ALL
from storage.models import Inbox, Outbox
from storage.names import fold

COMMANDS = {word: dialog.name for dialog in ALL for word in dialog.words}
CANCEL_WORDS = frozenset({"huy", "/huy", "thoi", "cancel", "/cancel"})
_START = re.compile(r"/start\s+(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})\s*[.)]?")


@dataclass(frozen=True)
class Aim:
    text: str
    question: Outbox | None = None
    choice: str | None = None
    command: str = ""
    cancels: bool = False
    is_stale: bool = False  # a button of a question that was answered already


def aim_of(message: Inbox, questions: Sequence[Outbox]) -> Aim:
    """`questions`: the open ones of the chat, newest first."""
    if message.tapped:
        return _tapped(message.tapped, questions)
    text = _START.sub("", message.text.strip())
    word = fold_command(text)
    if word in COMMANDS:
        return Aim(text, command=COMMANDS[word])
    if word in CANCEL_WORDS:
        return Aim(text, cancels=True)
    seen = [question for question in questions if _was_seen(question, message)]
    return _numbered(text, seen) or _named(text, seen) or Aim(text)


def fold_command(text: str) -> str:
    """ "/TroGiup@bot" and "Trợ giúp" alike: small letters, no accents."""
    if text.startswith("/"):
        return text.split("@", 1)[0].lower()
    return "?" if text == "?" else fold(text)


def _tapped(data: str, questions: Sequence[Outbox]) -> Aim:
    question_id, _, key = data.partition(":")
    for question in questions:
        if str(question.id) == question_id and key in {c["key"] for c in _choices(question)}:
            return Aim("", question, key)
    return Aim("", is_stale=True)


def _was_seen(question: Outbox, message: Inbox) -> bool:
    """A number typed before the question arrived cannot be meant for it."""
    shown_at = question.sent_at or question.unknown_at
    return shown_at is not None and shown_at <= message.received_at


def _numbered(text: str, questions: Sequence[Outbox]) -> Aim | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    return _first(text, questions, lambda choice: choice["number"] == int(found[1]))


def _named(text: str, questions: Sequence[Outbox]) -> Aim | None:
    folded = fold(text)
    return _first(text, questions, lambda choice: fold(choice["label"]) == folded)


def _first(text: str, questions: Sequence[Outbox], fits: Any) -> Aim | None:
    for question in questions:
        for choice in _choices(question):
            if fits(choice):
                return Aim(text, question, choice["key"])
    return None


def _choices(question: Outbox) -> list[dict[str, Any]]:
    return question.choices or []
