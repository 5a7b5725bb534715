"""How much of the work is done, as a clause says it: a share, a part of all, less than a share."""

import re
from collections.abc import Sequence

from bot.language.numbers.percentages import is_vague, percent_at
from bot.language.words.lexicon import ABOUT, LESS_THAN
from bot.language.words.tokens import Token, words_of

UNCLEAR = -1  # a percentage that no status may have
NEARLY_ALL = -2  # "gần 100%", "hơn một nửa": under way, and no figure
FEW = 3  # words

_MAY_BE_TWO = re.compile(r"\d{1,2},[1-9][05]\s?%")  # "2 xong 3,50%": of task 2, or of task 3
_SOME = re.compile(r"(\d{1,3})/(\d{1,3})")
_SPAN = re.compile(r"([1-9]\d)-([1-9]\d)")


def amount_at(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """A percentage; one that no status may have where it is not exact."""
    percent, after = percent_at(tokens, at)
    if percent is None:
        return None, at
    said = tokens[at:after]
    if said[0].kind == "percent" and _MAY_BE_TWO.match(said[0].text) and at:
        return UNCLEAR, after
    if not is_vague(said, percent):
        return percent, after
    is_near = percent < 100 or any(_NEARLY.find(said))
    return (NEARLY_ALL if is_near else UNCLEAR), after


def share_behind(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """ "Đang thi công lại 40%": with the words between, where they count nothing else."""
    between, last = tokens[at:-1], tokens[-1]
    is_told = 0 < len(between) <= FEW and all(token.kind == "word" for token in between)
    if last.kind != "percent" or not is_told:
        return None, at
    percent, after = amount_at(tokens, len(tokens) - 1)
    return (percent, after) if percent and percent < 100 else (None, at)


def part_of_all(tokens: Sequence[Token], at: int) -> tuple[tuple[int, int] | None, int]:
    """ "12/20", "3 trong 5": how many of how many, and the place behind it."""
    if at < len(tokens) and (found := _SOME.fullmatch(tokens[at].text)):
        return (int(found[1]), int(found[2])), at + 1
    of = _OF_ALL.match(tokens, at + 1)
    parts = [tokens[at], tokens[of[1]]] if of and of[1] < len(tokens) else []
    if not of or not parts or not all(one.text.isdecimal() for one in parts):
        return None, at
    return (int(parts[0].text), int(parts[1].text)), of[1] + 1


def less_than(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """ "Chưa được 20%", "60-65%": under way, and no figure; the place behind it."""
    start = _ABOUT.past(tokens, at)
    span = _SPAN.fullmatch(tokens[start].text) if start < len(tokens) else None
    if span and int(span[1]) < int(span[2]) and _is_sign(tokens[start + 1 : start + 2]):
        return NEARLY_ALL, start + 2
    less = _LESS_THAN.match(tokens, at)
    percent, after = percent_at(tokens, less[1]) if less else (None, at)
    return (NEARLY_ALL, after) if percent and percent <= 100 else None


def _is_sign(tokens: Sequence[Token]) -> bool:
    return any(token.text == "%" for token in tokens)


_ABOUT, _LESS_THAN = words_of(ABOUT), words_of(LESS_THAN)
_NEARLY = words_of("gần, gần như, xấp xỉ, sắp")
_OF_ALL = words_of("trong, trên, trong tổng số, trên tổng số, trong số")
