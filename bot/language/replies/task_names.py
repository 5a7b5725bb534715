"""What people call a task in front of its number, as they type it: "nhieemj vuj 3", "mã 9.2"."""

import re
from collections.abc import Sequence

from bot.language.replies.task_refs import refs_at
from bot.language.words.slips import is_slip
from bot.language.words.tokens import Token, tokens_of, words_of

_TASK = "nhiệm vụ"
_NUMBER = re.compile(r"(?:số |so )?\d")
_NAMED = words_of(_TASK)
_OF_CODES = words_of("tiểu mục, mã, mã số, mã (nhiệm vụ|hiệu)")  # a number alone may be a point's


def with_known_names(text: str) -> str:
    """A tidy text where a name for tasks that no reference begins with is the usual one."""
    tokens = tokens_of(text)
    parts, at, done = list[str](), 0, 0
    while at < len(tokens):
        end = _end_of_name(text, tokens, at)
        if end == at:
            at += 1
            continue
        parts += [text[done : tokens[at].start], _TASK]
        at, done = end, tokens[end - 1].end
    return "".join((*parts, text[done:]))


def _end_of_name(text: str, tokens: Sequence[Token], at: int) -> int:
    """The place behind a name that is to be written anew; `at` where there is none."""
    if tokens[at].kind != "word" or refs_at(text[tokens[at].start :]):
        return at
    of_code, task = _OF_CODES.match(tokens, at), _NAMED.match(tokens, at)
    end = of_code[1] if of_code else task[1] if task else at + 2
    if end >= len(tokens) or not _NUMBER.match(text, tokens[end].start):
        return at
    if of_code:
        return end if "." in tokens[end].text else at
    written = text[tokens[at].start : tokens[end - 1].end]
    return end if task or is_slip(written, _TASK) else at
