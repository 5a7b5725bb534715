"""What a message aims at: a question it answers, a command, or nothing that was understood."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.routing.open_questions import (
    choices_of,
    current,
    is_draft,
    is_list,
    is_multiline,
    was_seen,
)
from bot.dialogs import ALL
from bot.language.words.small_talk import read_yes_no
from storage.models import Inbox, Outbox
from storage.names import fold

COMMANDS = {word: dialog.name for dialog in ALL for word in dialog.words}
SLASH_COMMANDS = {word.replace(" ", ""): name for word, name in COMMANDS.items()}
CANCEL_WORDS = frozenset({"huy", "thoi", "cancel"})
_START = re.compile(r"/start\s+(?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})\s*[.)]?")


@dataclass(frozen=True)
class Route:
    text: str
    question: Outbox | None = None
    choice: str | None = None
    command: str = ""
    cancels: bool = False
    is_stale: bool = False  # a button of a question that was answered already
    is_deep_link: bool = False  # came through an invitation link


def route(message: Inbox, questions: Sequence[Outbox], numbers_shown: bool) -> Route:
    """`questions`: the open ones, newest first; `numbers_shown`: the channel prints them."""
    if message.tapped:
        return _tapped(message.tapped, questions)
    text = message.text.strip()
    if _START.match(text):
        return Route(_START.sub("", text), is_deep_link=True)
    if text.startswith("/"):
        return _slash(text)
    seen = [question for question in questions if was_seen(question, message)]
    word = "?" if text == "?" else fold(text)
    offered = _offered(text, seen)
    if offered is not None:
        return offered  # also where a command is called the same
    if word in COMMANDS:
        return Route(text, command=COMMANDS[word])
    if word in CANCEL_WORDS:
        return Route(text, cancels=True)
    return (
        _numbered(text, seen, numbers_shown)
        or _named(text, seen)
        or _agreed(text, seen)
        or Route(text)
    )


def _slash(text: str) -> Route:
    """ "/TroGiup@bot": known or not, never part of an answer."""
    word = fold(text.split()[0].split("@", 1)[0]).replace(" ", "")
    return Route(text, command=SLASH_COMMANDS.get(word, "help"), cancels=word in CANCEL_WORDS)


def _tapped(data: str, questions: Sequence[Outbox]) -> Route:
    question_id, _, key = data.partition(":")
    for question in questions:
        if str(question.id) == question_id and key in {c["key"] for c in choices_of(question)}:
            return Route("", question, key)
    return Route("", is_stale=True)


def _numbered(text: str, seen: Sequence[Outbox], numbers_shown: bool) -> Route | None:
    """A printed number is the choice it stands for. Beside buttons, which show none, it counts
    the buttons of the question at hand, and only where not any text may be the answer.
    The numbers of a list of tasks are printed everywhere, and hold until a newer question."""
    asked = current(seen)
    found = _NUMBER.fullmatch(_head(text, asked))
    if found is None or asked is None:
        return None
    number = int(found[1])
    lists = [one for one in seen if is_list(one) and (not is_draft(asked) or _is_newer(one, asked))]
    if numbers_shown:

        def is_it(choice: dict[str, Any]) -> bool:
            return bool(choice["number"] == number > 0)

        printed = [asked] if asked.free_text else seen
        return _the_one(text, lists, is_it) or _the_one(text, printed, is_it)

    def is_printed(choice: dict[str, Any]) -> bool:
        return bool(choice.get("is_in_text")) and choice["number"] == number

    buttons = [] if asked.free_text or is_list(asked) else choices_of(asked)
    if 1 <= number <= len(buttons):
        counted = Route(text, asked, buttons[number - 1]["key"])
        return _the_one(text, lists, is_printed) or counted
    return _the_one(text, lists, is_printed)


def _head(text: str, asked: Outbox | None) -> str:
    """The first line, where the question takes more below it; else the whole text."""
    return text.split("\n", 1)[0].strip() if asked is not None and is_multiline(asked) else text


def _offered(text: str, seen: Sequence[Outbox]) -> Route | None:
    """A label of the question at hand."""
    asked = current(seen)
    return _named(text, [asked]) if asked is not None else None


def _named(text: str, questions: Sequence[Outbox]) -> Route | None:
    folded = fold(text)
    if not folded:
        return None
    return _the_one(text, questions, lambda choice: fold(choice["label"]) == folded)


def _agreed(text: str, seen: Sequence[Outbox]) -> Route | None:
    """A plain yes or no to a confirmation, if that was the last thing asked: "ok" after a newer
    reminder may be meant for that. A no where only correcting is offered means correcting."""
    asked = current(seen)
    if asked is None or asked.free_text or asked is not seen[0]:
        return None
    keys, agrees = {choice["key"] for choice in choices_of(asked)}, read_yes_no(text)
    if agrees is None or "yes" not in keys:
        return None
    key = "yes" if agrees else next((key for key in ("no", "again") if key in keys), None)
    return Route(text, asked, key) if key else None


def _is_newer(question: Outbox, asked: Outbox) -> bool:
    return (question.id or 0) > (asked.id or 0)


def _the_one(
    text: str, questions: Sequence[Outbox], fits: Callable[[dict[str, Any]], bool]
) -> Route | None:
    """The choice that fits, if no other does."""
    found = [
        Route(text, question, choice["key"])
        for question in questions
        for choice in choices_of(question)
        if fits(choice)
    ]
    return found[0] if len(found) == 1 else None
