"""What a message aims at: a question it answers, a command, or nothing that was understood."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any

from bot.conversation.routing.open_questions import (
    accepts_text,
    asked_again,
    choices_of,
    is_multiline,
    listening,
    quoted_by,
    step_asked,
)
from bot.dialogs import ALL
from bot.dialogs.commands import without_courtesies
from bot.language.words.small_talk import Talk, read_yes_no, talk_in
from storage.models import InboundKind, Inbox, Outbox
from storage.names import fold

COMMANDS = {fold(word) or word: dialog.name for dialog in ALL for word in dialog.words}
SLASH_COMMANDS = {word.replace(" ", ""): name for word, name in COMMANDS.items()}
CANCEL_WORDS = frozenset({"huy", "thoi", "cancel"})
_START = re.compile(r"/start(?:@\w+)?\s+(?=\S)", re.IGNORECASE)
_CHOICE_AND_WORDS = re.compile(r"(?:(\d{1,2})(?:\s*[.):,;-]\s*|\s+))?(?=\D*\w)(.+)", re.DOTALL)
_NUMBER = re.compile(r"(\d{1,3})\s*[.)]?")


@dataclass(frozen=True)
class Route:
    text: str
    question: Outbox | None = None
    choice: str | None = None
    words: str = ""  # behind the choice
    command: str = ""
    cancels: bool = False
    is_stale: bool = False  # a button or number of a question that was answered already
    is_deep_link: bool = False  # came through an invitation link


def route(message: Inbox, questions: Sequence[Outbox], zone: tzinfo, numbers_shown: bool) -> Route:
    """`questions`: the open ones, newest first; `numbers_shown`: the channel prints them."""
    if message.tapped:
        return _tapped(message.tapped, questions)
    text = message.text.strip()
    if _START.match(text):
        return Route(_START.sub("", text), is_deep_link=True)
    if text.startswith("/"):
        return _slash(text)
    quoted, asked = quoted_by(message, questions), listening(questions, message, zone)
    if asked is None and _is_to_an_old_one(message, text):
        return Route(text, is_stale=True)
    word = _command_in(text)
    offered = _named(text, asked)
    if offered is not None:
        return offered  # also where a command is called the same
    if word in COMMANDS:
        return Route(text, command=COMMANDS[word])
    if word in CANCEL_WORDS:
        return Route(text, cancels=True)
    chosen = (
        _numbered(text, asked, numbers_shown) or _agreed(text, asked) or _with_words(text, asked)
    )
    if chosen is None and quoted is not None and accepts_text(quoted) and not _is_courtesy(text):
        return Route(text, quoted)
    return chosen or Route(text)


def _is_courtesy(text: str) -> bool:
    """Thanks for what is quoted, which are no answer to it."""
    return talk_in(text) in (Talk.THANKS, Talk.GREETING)


def _is_to_an_old_one(message: Inbox, text: str) -> bool:
    """A number behind a quote counts what is quoted, and that is answered already."""
    is_quoting = bool(message.refers_to) and message.kind != InboundKind.EDITED
    return is_quoting and _NUMBER.fullmatch(text) is not None


def _command_in(text: str) -> str:
    """The folded word of a command, but for courtesies round it: "cho tôi xem nhiệm vụ ạ"."""
    word = "?" if text == "?" else fold(text)
    return word if word in COMMANDS else fold(without_courtesies(text))


def _slash(text: str) -> Route:
    """ "/TroGiup@bot": known or not, never part of an answer."""
    word = fold(text.split()[0].split("@", 1)[0]).replace(" ", "")
    return Route(text, command=SLASH_COMMANDS.get(word, "help"), cancels=word in CANCEL_WORDS)


def _tapped(data: str, questions: Sequence[Outbox]) -> Route:
    question_id, _, key = data.partition(":")
    found = next((one for one in questions if str(one.id) == question_id), None)
    return _chosen(found, key)


def of_an_older_message(message: Inbox, older: Outbox, questions: Sequence[Outbox]) -> Route:
    """A tap on a message whose question was answered, or is asked by a newer one."""
    return _chosen(asked_again(older, questions), message.tapped.partition(":")[2])


def _chosen(question: Outbox | None, key: str) -> Route:
    if question is not None and key in {choice["key"] for choice in choices_of(question)}:
        return Route("", question, key)
    return Route("", is_stale=True)


def _numbered(text: str, asked: Outbox | None, numbers_shown: bool) -> Route | None:
    """A number counts the choices of the question at hand. Where the channel prints none beside
    its buttons, it does so only where not any text may be the answer."""
    found = _NUMBER.fullmatch(_head(text, asked))
    if found is None or asked is None:
        return None
    if asked.free_text and not (numbers_shown or step_asked(asked).numbers_choose):
        return None
    return _the_one(text, asked, lambda choice: bool(choice["number"] == int(found[1]) > 0))


def _with_words(text: str, asked: Outbox | None) -> Route | None:
    """ "2 thiếu số liệu", "trả lại, thiếu số liệu": a choice, and what its own question would ask
    for. Two words of its label say which one, if no other begins so."""
    found = _CHOICE_AND_WORDS.match(text) if asked is not None else None
    if asked is None or found is None:
        return None
    number, words = int(found[1] or 0), found[2].split()
    start = " ".join(fold(word) for word in words[:2])

    def fits(choice: dict[str, Any]) -> bool:
        if number:
            return bool(choice["number"] == number)
        return fold(choice["label"]).split()[:2] == start.split()

    chosen = _the_one(text, asked, fits)
    if chosen is None or chosen.choice not in step_asked(asked).with_words:
        return None
    rest = found[2] if number else _behind_label(found[2], chosen.choice, asked)
    return replace(chosen, words=rest) if rest else None


def _behind_label(text: str, key: str, asked: Outbox) -> str:
    """As far as the words are those of the label, they are not those behind it."""
    label = next(fold(one["label"]).split() for one in choices_of(asked) if one["key"] == key)
    words = text.split()
    same = next(
        (at for at, word in enumerate(words) if at >= len(label) or fold(word) != label[at]),
        len(words),
    )
    return " ".join(words[same:])


def _head(text: str, asked: Outbox | None) -> str:
    """The first line, where the question takes more below it; else the whole text."""
    return text.split("\n", 1)[0].strip() if asked is not None and is_multiline(asked) else text


def _named(text: str, asked: Outbox | None) -> Route | None:
    """A label of the question at hand."""
    folded = fold(text)
    if not folded or asked is None:
        return None
    return _the_one(text, asked, lambda choice: fold(choice["label"]) == folded)


def _agreed(text: str, asked: Outbox | None) -> Route | None:
    """A plain yes or no to a confirmation. A no where only correcting is offered means that, but
    where any text may be the answer."""
    keys = {choice["key"] for choice in choices_of(asked)} if asked else set()
    agrees = read_yes_no(text)
    if asked is None or agrees is None or "yes" not in keys:
        return None
    denials = ("no",) if asked.free_text else ("no", "change", "again")
    key = "yes" if agrees else next((key for key in denials if key in keys), None)
    return Route(text, asked, key) if key else None


def _the_one(text: str, asked: Outbox, fits: Callable[[dict[str, Any]], bool]) -> Route | None:
    """The choice that fits, if no other does."""
    found = [choice["key"] for choice in choices_of(asked) if fits(choice)]
    return Route(text, asked, found[0]) if len(found) == 1 else None
