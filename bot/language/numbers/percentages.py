"""Percentages as officials write them: "60%", "khoảng 60 phần trăm", "một nửa"."""

import re
from collections.abc import Iterator, Sequence

from bot.language.words.lexicon import ABOUT, OF_THE_WORK, SILENT
from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of

LONGEST = 200  # letters

_DIGITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SHARE = re.compile(r"(\d)/(\d|10)")


def read_percent(text: str) -> int | None:
    """A whole percentage from 0 to 100, rounded down; None when it is not exactly one.

    The sign may be missing, as in an answer to "how much, in percent". A fraction counts only
    where it is clearly a share: "được 1/2", "1/2 khối lượng"; "1/2" alone may be a day.
    """
    if len(text) > LONGEST:
        return None
    tokens = tokens_of(tidy(text).strip(" .,;~≈"))
    at = _AROUND.past(tokens, 0)
    percent, after = percent_at(tokens, at)
    if percent is None and at < len(tokens) and tokens[at].kind == "number":
        percent, after = _bare(tokens, at), at + 1
    end = _AROUND.past(tokens, after)
    return percent if percent is not None and end == len(tokens) and percent <= 100 else None


def percent_at(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """A percentage said from the token `at` on ("đạt khoảng 60%"), and the place behind it."""
    start = _ABOUT.past(tokens, at)
    if start < len(tokens) and tokens[start].kind == "percent":
        return int(re.split(r"\D", tokens[start].text)[0]), start + 1
    for place in (start, at):  # "một nửa" may begin with a word that also means "about"
        found = _IN_WORDS.match(tokens, place)
        if found:
            return found
    return None, at


def _bare(tokens: Sequence[Token], at: int) -> int | None:
    """A number without a sign of percent; a fraction with words that make it a share."""
    text = tokens[at].text
    share = _SHARE.fullmatch(text)
    if share is None:
        return (
            int(re.split(r"[.,]", text)[0])
            if re.fullmatch(r"\d{1,3}([.,]\d{1,2})?", text)
            else None
        )
    part, whole = int(share[1]), int(share[2])
    if len(tokens) == 1 or not 0 < part <= whole:
        return None
    return 100 * part // whole


def _in_words() -> Iterator[tuple[str, int]]:
    """ "sáu mươi lăm phần trăm", "một trăm phần trăm", "một nửa"."""
    yield from (("(một|1) nửa [khối lượng|công việc]", 50), ("nửa (khối lượng|công việc)", 50))
    yield from ((f"{sign} trăm phần trăm", 100) for sign in ("một", "1"))
    for tens in range(10):
        for units in range(10):
            if tens or units:
                yield f"{_tens(tens)} {_units(tens, units)} phần trăm", 10 * tens + units


def _tens(tens: int) -> str:
    if tens < 2:
        return "mười" * tens
    return f"{_DIGITS[tens]} (mươi|mười)"


def _units(tens: int, units: int) -> str:
    if units == 5 and tens:
        return "(lăm|nhăm|năm)"
    if units == 1 and tens > 1:
        return "(mốt|một)"
    return "(bốn|tư)" if units == 4 and tens > 1 else _DIGITS[units]


_ABOUT = words_of(ABOUT)
_AROUND = words_of(ABOUT, OF_THE_WORK, SILENT, "phần trăm, pt, dạ")
_IN_WORDS = Phrasebook(_in_words())
