"""Dictated figures with digits: "tám mươi hai phẩy năm phần trăm" → "82,5 phần trăm"."""

import re
from collections.abc import Sequence

from bot.language.numbers.spoken import spoken_numbers
from bot.language.words.tokens import Phrasebook, Token, tokens_of, words_of

_DICTATED_MARK = re.compile(r"\s(?:phẩy|chấm)(?!\w)")
_COLON = re.compile(r"(?<=[nịtảco])\shai chấm\s(?!\d|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)")
_MARKS = {"phẩy": ",", "chấm": "."}
_SIGN = re.compile(r"\s?(?:%|phần trăm|phan tram|pt\b)", re.IGNORECASE)
_SPOKEN = re.compile(r"ph[ẩâa]y|m[ưu][ơo]i|ch[ụu]c", re.IGNORECASE)
_WHOLE = Phrasebook((*spoken_numbers(), ("không", 0)))
_POINT, _TENS = words_of("phẩy"), words_of("mươi, chục")
_MORE = words_of("linh, lẻ, phẩy, mươi, mười, trăm, nghìn, ngàn, chục, rưỡi, nay, ngoái")


def with_marks(text: str) -> str:
    """Marks that were dictated as words: "đang làm phẩy khó khăn hai chấm thiếu vốn"."""
    if not _DICTATED_MARK.search(text):
        return text
    text = _COLON.sub(": ", text)
    tokens = tokens_of(text)
    parts, done = list[str](), 0
    for at, token in enumerate(tokens):
        mark = _MARKS.get(token.text)
        if mark and at and not (_is_number(tokens, at - 1) and _is_number(tokens, at + 1)):
            parts += [text[done : token.start].rstrip(), mark]
            done = token.end
    return "".join((*parts, text[done:]))


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number is said there, or ends there."""
    if at >= len(tokens):
        return False
    is_spoken = any(book.match(tokens, at) for book in (_WHOLE, _DIGITS, _TENS))
    return is_spoken or tokens[at].kind in ("number", "percent")


def with_figures(text: str, shares_only: bool = False) -> str:
    """A tidy text with decimals ("chín phẩy tư") and tens ("7 mươi") in digits; else as it is.

    `shares_only`: only where "phần trăm" follows; of tasks "một phẩy hai" may be a list.
    """
    if not _SPOKEN.search(text):
        return text
    tokens = tokens_of(text)
    parts, at, done = list[str](), 0, 0
    while at < len(tokens):
        figure, after = _figure_at(tokens, at)
        end = _end(tokens[after - 1])
        if not figure or (shares_only and not _SIGN.match(text, end)):
            at = max(after, at + 1) if figure else at + 1
            continue
        parts += [text[done : tokens[at].start], figure]
        at, done = after, end
    return "".join((*parts, text[done:]))


def _figure_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The figure that begins with a token, "" if none is sure, and the place behind it."""
    whole, after = _whole_at(tokens, at)
    if not whole or _goes_on_from(tokens, at, after):
        return "", at + 1
    if not _POINT.match(tokens, after):
        is_mixed = tokens[at].text.isdecimal() and after - at > 1 and not _MORE.match(tokens, after)
        return (whole, after) if is_mixed else ("", at + 1)
    part, end = _part_at(tokens, after + 1)
    if not part or _MORE.match(tokens, end):
        return "", max(end, after)
    return f"{whole},{part}", end


def _whole_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """ "tám mươi hai", "82", "8 mươi", "8 mươi hai"."""
    found = _WHOLE.match(tokens, at)
    if found:
        return str(found[0]), found[1]
    if at >= len(tokens) or tokens[at].kind != "number" or not tokens[at].text.isdecimal():
        return "", at
    digits = tokens[at].text
    if len(digits) > 1 or not _TENS.match(tokens, at + 1):
        return digits, at + 1
    units = _DIGITS.match(tokens, at + 2)
    if units:
        return f"{digits}{units[0]}", units[1]
    if at + 2 < len(tokens) and re.fullmatch(r"\d", _bare(tokens[at + 2])):
        return digits + _bare(tokens[at + 2]), at + 3
    return f"{digits}0", at + 2


def _part_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """What stands behind "phẩy": "năm", "không năm", "hai mươi lăm", "5"."""
    if at >= len(tokens):
        return "", at
    if tokens[at].kind in ("number", "percent"):
        return (_bare(tokens[at]), at + 1) if _bare(tokens[at]).isdecimal() else ("", at)
    digits = ""
    while found := _WHOLE.match(tokens, at) or _DIGITS.match(tokens, at):
        digits, at = f"{digits}{found[0]}", found[1]
    return digits, at


def _bare(token: Token) -> str:
    """The digits of "5" and of "5 phần trăm"."""
    return re.sub(r"\s?\D+$", "", token.text)


def _end(token: Token) -> int:
    """Where the digits of a token end."""
    return token.start + len(_bare(token)) if token.kind == "percent" else token.end


def _goes_on_from(tokens: Sequence[Token], at: int, after: int) -> bool:
    """Whether it may be the end of a longer number: "một trăm hai mươi", "ba chín phẩy tư"."""
    if not at:
        return False
    if _MORE.match(tokens, at - 1):
        return True
    is_short = after - at == 1 or bool(_TENS.match(tokens, at))
    return is_short and bool(_WHOLE.match(tokens, at - 1))


_DIGITS = Phrasebook(  # behind "mươi" or "phẩy"
    (
        *(("(mốt|một)", 1), ("hai", 2), ("ba", 3), ("(bốn|tư)", 4), ("(lăm|năm|nhăm)", 5)),
        *(("sáu", 6), ("bảy", 7), ("tám", 8), ("chín", 9)),
    )
)
