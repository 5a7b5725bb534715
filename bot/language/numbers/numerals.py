"""Amounts in words, with digits: "hai trăm năm mươi héc ta" → "250 héc ta", "mười tám tỷ rưỡi"."""

import re
from collections.abc import Sequence

from bot.language.numbers.spoken import spoken_numbers
from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of

_HALF_OF = {1: "5", 100: "50", 1000: "500"}
_OF_TEN = re.compile(r"(\d+) ?(tỷ|tỉ|ty|triệu|trieu) ?(\d)(?![\d.,])", re.IGNORECASE)  # "20tỷ5"


def with_numerals(text: str) -> str:
    """A text on one amount with its numerals in digits; what is no numeral stays as it is."""
    clean = _OF_TEN.sub(r"\1,\3 \2", tidy(text))
    tokens = tokens_of(clean)
    parts, at, done, last = list[str](), 0, 0, -1
    while at < len(tokens):
        figure, after = _amount_at(tokens, at)
        if not figure:
            at += 1
            continue
        if at == last:  # "hai ba trăm": two or three hundred
            return clean
        parts += [clean[done : tokens[at].start], figure]
        done = tokens[after - 1].end
        scale = _SCALE.match(tokens, after)
        tenth = _tenth(tokens, scale[1]) if scale and "," not in figure else ""
        if scale and tenth:
            parts += [f",{tenth}", clean[done : tokens[after].end]]
            after, done = scale[1] + 1, tokens[scale[1]].end
        at = last = after
    return "".join((*parts, clean[done:]))


def _amount_at(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """The figure in words that begins with a token, and the place behind it; "" for none."""
    whole, after = _whole_at(tokens, at)
    is_in_words = any(token.kind == "word" for token in tokens[at:after])
    beside = (*tokens[max(0, at - 1) : at], *tokens[after : after + 1])
    is_beside_figures = any(one.kind in ("number", "percent") for one in beside)
    if whole is None or is_beside_figures or (is_in_words and _NO_NUMBER.match(tokens, at)):
        return "", at
    if not _POINT.match(tokens, after):
        return (str(whole), after) if is_in_words else ("", at)
    digits, end = "", after + 1
    while (found := _number_at(tokens, end)) is not None:
        digits, end = f"{digits}{found[0]}", found[1]
    return (f"{whole},{digits}", end) if digits else ("", at)


def _whole_at(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """ "một nghìn hai trăm linh năm", "hai trăm rưỡi", "3 trăm 50"."""
    total, least, found = 0, 10_000, False
    while (part := _part_at(tokens, at, least)) is not None:
        value, unit, at = part
        total, least, found = total + value * unit, unit, True
        if unit == 1:
            break
        if at < len(tokens) and _HALF.match(tokens, at):
            return total + int(_HALF_OF[unit]), at + 1
    return (total, at) if found else (None, at)


def _part_at(tokens: Sequence[Token], at: int, least: int) -> tuple[int, int, int] | None:
    """A number below 100, or "không", what it counts (thousands, hundreds, ones), and the end."""
    if least < 10_000 and _ZERO.match(tokens, at):
        at += 1
    number = _number_at(tokens, at)
    if number is None:
        return None
    for book, unit in ((_THOUSAND, 1000), (_HUNDRED, 100)):
        if unit < least and book.match(tokens, number[1]):
            return number[0], unit, number[1] + 1
    is_behind_hundreds = least in (100, 10_000) or _ZERO.match(tokens, at - 1)
    return (number[0], 1, number[1]) if is_behind_hundreds else None


def _number_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    found = _BELOW_HUNDRED.match(tokens, at)
    if found:
        return found
    is_digits = at < len(tokens) and re.fullmatch(r"\d{1,2}", tokens[at].text)
    return (int(tokens[at].text), at + 1) if is_digits else None


def _tenth(tokens: Sequence[Token], at: int) -> str:
    """Behind "tỷ": "rưỡi" is ,5 of it, and a digit of its own a tenth: "hai mươi tư tỷ bảy"."""
    if _HALF.match(tokens, at):
        return "5"
    digit = _number_at(tokens, at)
    is_last = digit is not None and digit[1] == at + 1 and digit[0] < 10
    ends = is_last and (at + 1 == len(tokens) or not _COUNTS_ON.match(tokens, at + 1))
    return str(digit[0]) if digit and ends else ""


_TENS = enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"], 1)
_BELOW_HUNDRED: Phrasebook[int] = Phrasebook(
    (*spoken_numbers(), ("không", 0), *((f"{word} chục", 10 * tens) for tens, word in _TENS))
)
_POINT, _HALF, _ZERO = words_of("phẩy"), words_of("rưỡi, rưởi"), words_of("linh, lẻ")
_HUNDRED, _THOUSAND = words_of("trăm"), words_of("nghìn, ngàn")
_SCALE = words_of("tỷ, tỉ, triệu")
_COUNTS_ON = words_of("trăm, mươi, chục, nghìn, ngàn, triệu, tỷ, phẩy, phần")
# "Năm nay", "một số", "không có": no numbers
_NO_NUMBER = words_of(
    """(năm|tháng|quý) (nay|ngoái|trước|sau|tới|này|#), (một|vài) (số|phần|ít|nửa|vài), không,
    (ba|bà) con"""
)
