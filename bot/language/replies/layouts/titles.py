"""Tasks called by their titles: "9.4 Xúc tiến thương mại xong", "xúc tiến thương mại đạt 60%"."""

import re
from collections.abc import Mapping, Sequence

from bot.language.replies.statuses import read_status
from bot.language.replies.task_refs import ref_at
from bot.language.words.lexicon import ABOUT_A_TASK, BEFORE_A_TASK
from bot.language.words.tokens import Token, stands_for, tokens_of, words_of
from storage.models import Status

LEAST = 2  # words of a title that are one

_END = re.compile(r"[;\n]|[,.]\s|$")
_MEASURES = {"tỷ", "tỉ", "số", "mức", "diện", "chỉ", "tổng"}  # "tỷ lệ … 42%" is a value
_OF_SEVERAL = {",", ";", "&", "và"}


def with_codes(text: str, titles: Mapping[str, tuple[str, str]]) -> str:
    """A tidy text that names tasks by reference alone. `titles`: by reference, code or number of
    one task each, its code and its title."""
    own = {ref: _words(title) for ref, (_, title) in titles.items()}
    by_code = {code: own[ref] for ref, (code, _) in titles.items() if code}
    tokens, codes = tokens_of(text), [ref for ref in own if not ref.isdecimal()]
    parts, done, at = list[str](), 0, 0
    while at < len(tokens):
        start = tokens[at].start
        if start < done or not _may_begin(text, tokens, at):
            at += 1
            continue
        ref = ref_at(text[start:], codes)
        behind = start + ref.end if ref else start
        words = own.get(ref.refs[0]) if ref else None
        if words and (end := _end_of_own(text, tokens, behind, words)):
            parts, done = [*parts, text[done:behind].rstrip(), " "], end
        elif ref is None and (found := _code_of(text, tokens, at, by_code)):
            parts, done = [*parts, text[done:start], found[0], " "], found[1]
        at += 1
    return "".join((*parts, text[done:]))


def _may_begin(text: str, tokens: Sequence[Token], at: int) -> bool:
    """At the beginning of a clause, or behind "còn", "báo cáo"."""
    if not at or tokens[at].kind == "mark":
        return not at
    before = tokens[at - 1]
    if before.kind == "mark" or "\n" in text[before.end : tokens[at].start]:
        return True
    return any(_BEFORE.match(tokens, at - n) for n in (1, 2) if at >= n)


def _words(title: str) -> list[str]:
    return [one.text for one in tokens_of(title) if one.kind == "word" or one.text in ",;&"]


def _end_of_own(text: str, tokens: Sequence[Token], behind: int, words: Sequence[str]) -> int:
    """Where the words of its own title end behind a reference, from its first one on and in their
    order; 0 where there are none."""
    at = next((n for n, one in enumerate(tokens) if one.start >= behind), len(tokens))
    start, held, place = behind, 0, 0
    while at < len(tokens) and tokens[at].kind == "word":
        left = range(place, len(words) if held else 1)
        found = next((n for n in left if stands_for(tokens[at].text, words[n])), None)
        if found is not None:
            held, place = held + 1, found + 1
        elif not _ABOUT.match(tokens, at):
            break
        at += 1
    is_whole = held >= sum(map(str.isalpha, words))
    if held < LEAST or at == len(tokens) or words[0] in _MEASURES:
        return 0
    if not is_whole and _says(text, start):
        return 0
    said = _status(text, tokens[at].start)
    is_a_part = not is_whole and bool(_OF_SEVERAL.intersection(words))
    return 0 if said is None or (is_a_part and said is Status.COMPLETED) else tokens[at].start


def _code_of(
    text: str, tokens: Sequence[Token], at: int, titles: Mapping[str, Sequence[str]]
) -> tuple[str, int] | None:
    """The code of the one task whose whole title stands there, and the place behind it."""
    fits = list[tuple[int, str]]()
    for code, words in titles.items():
        typed = [one.text for one in tokens[at : at + len(words)]]
        if len(words) > LEAST and len(typed) == len(words) and all(map(stands_for, typed, words)):
            fits.append((len(words), code))
    fits.sort(reverse=True)
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    end = at + fits[0][0]
    if end == len(tokens) or _status(text, tokens[end].start) is None:
        return None
    return fits[0][1], tokens[end].start


def _says(text: str, start: int) -> bool:
    return _status(text, start) is not None


def _status(text: str, start: int) -> Status | None:
    """What is said from there to the end of the line; of its first clause if not of all."""
    line = re.split(r"[;\n]", text[start:], maxsplit=1)[0]
    found = _END.search(text, start)
    clause = text[start : found.start()] if found else line
    said = read_status(line) or read_status(clause.lstrip(" :,–-"))
    return said.status if said else None


_ABOUT, _BEFORE = words_of(ABOUT_A_TASK), words_of(BEFORE_A_TASK)
