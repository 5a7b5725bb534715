"""Choices as numbered lines, and texts in parts that fit a channel."""

from collections.abc import Sequence

from bot.channels.contract import NumberedChoice

NO_NUMBER = 0  # of a choice beside a question that a number answers: it is typed by its name


def with_numbers(text: str, choices: Sequence[NumberedChoice], buttons: bool) -> str:
    """The text with its choices as numbered lines; beside buttons only the long forms are read."""
    if buttons:
        lines = [f"- {choice.line}" for choice in choices if choice.line and not choice.is_in_text]
    else:
        lines = [f"{_mark(one)} {one.line or one.label}" for one in choices if not one.is_in_text]
    return "\n".join((text, *lines))


def _mark(choice: NumberedChoice) -> str:
    return "-" if choice.number == NO_NUMBER else f"{choice.number}."


def units(text: str) -> int:
    """Length in UTF-16 units, as chat services count."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int) -> list[str]:
    """Parts of at most `limit` UTF-16 units, cut at line ends, else at words, else anywhere."""
    parts = []
    while units(text) > limit:
        head = _fitting(text, limit)
        parts.append(head.rstrip())
        text = text[len(head) :].lstrip("\n ")
    return [part for part in (*parts, text) if part.strip()] or [""]


def _fitting(text: str, limit: int) -> str:
    head = text[:limit]
    while units(head) > limit:
        head = head[:-1]
    for mark in ("\n", " "):
        cut = f"{head}{text[len(head)]}".rfind(mark)  # a mark right behind the head counts too
        if cut > 0:
            return text[: cut + 1]
    return head
