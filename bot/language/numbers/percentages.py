"""Percentages as officials write them: "60%", "60,5 %", "khoảng 60 phần trăm", "một nửa".

A percentage is an int where it is whole and else a float, so that it goes into JSON as it is.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.language.numbers.dictated import with_figures
from bot.language.numbers.spoken import spoken_numbers
from bot.language.words.lexicon import ABOUT, OF_THE_WORK, SILENT
from bot.language.words.tokens import Phrasebook, Token, tidy, tokens_of, words_of

LONGEST = 200  # letters

_COUNTS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGITS = _COUNTS[:6]
_SHARE = re.compile(r"(\d)/(\d|10)")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{1,4}|\.\d{1,2})?(?![.,]?\d)")  # "1.200" is a thousand


def read_percent(text: str) -> float | None:
    """A percentage from 0 to 100; None when it is not exactly one.

    The sign may be missing, as in an answer to "how much, in percent". A fraction counts only
    where it is clearly a share: "được 1/2", "1/2 khối lượng"; "1/2" alone may be a day.
    """
    if len(text) > LONGEST:
        return None
    tokens = tokens_of(with_figures(tidy(text)).strip(" .,;~≈"))
    at = _AROUND.past(tokens, 0)
    percent, after = percent_at(tokens, at)
    if percent is None and at < len(tokens):
        percent, after = _bare(tokens, at)
    if percent is not None and is_vague(tokens[:after], percent):
        return None
    end = _AROUND.past(tokens, after)
    return percent if percent is not None and end == len(tokens) and percent <= 100 else None


def percent_words(percent: float | Decimal | None) -> str:
    """ "60%", "60,5%"; empty where none was said."""
    if percent is None:
        return ""
    return f"{float(percent):f}".rstrip("0").rstrip(".").replace(".", ",") + "%"


def percent_at(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """A percentage said from the token `at` on ("đạt khoảng 60%"), and the place behind it."""
    start = _ABOUT.past(tokens, at)
    if start < len(tokens) and tokens[start].kind == "percent":
        said = _number(_NUMBER.match(tokens[start].text))
        return (said, start + 1) if said is not None else (None, at)
    # "một nửa", "tam muoi" may begin with a word that also means "about"
    for place in (*range(at, start), start):
        found = _IN_WORDS.match(tokens, place)
        if found:
            return found
    return _share_at(tokens, start) or (None, at)


def _share_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "được 2/3", "2/3 khối lượng", "hơn nửa"; "đến 2/3" and "2/3" alone may be days."""
    if at >= len(tokens):
        return None
    is_reached = at > 0 and bool(_REACHED.match(tokens, at - 1))
    if tokens[at].text == "nửa" and is_reached:
        return 50, at + 1
    share = share_of(tokens[at].text) if is_reached or _OF_THE_WORK.match(tokens, at + 1) else None
    return (share, at + 1) if share is not None else None


def is_vague(tokens: Sequence[Token], percent: float) -> bool:
    """Whether a percentage is more exact than what was said: "gần 100%", "hơn một nửa"."""
    if percent == 100:
        return any(_ABOUT_ALL.find(tokens))
    is_share = "/" in tokens[-1].text or any(_SHARES.find(tokens))
    return tokens[-1].kind != "percent" and is_share and any(_MORE_OR_LESS.find(tokens))


def _bare(tokens: Sequence[Token], at: int) -> tuple[float | None, int]:
    """A number without a sign of percent, in words too; no share, which may be a day."""
    spoken = _SPOKEN.match(tokens, at)
    if spoken:
        return spoken
    number = _NUMBER.fullmatch(tokens[at].text) if tokens[at].kind == "number" else None
    return _number(number), at + 1


def share_of(text: str) -> int | None:
    """ "2/3" as a percentage, to the nearest whole one."""
    share = _SHARE.fullmatch(text)
    part, whole = (int(share[1]), int(share[2])) if share else (0, 1)
    return (200 * part + whole) // (2 * whole) if 0 < part <= whole else None


def _number(found: re.Match[str] | None) -> float | None:
    if found is None:
        return None
    number = float(found[0].replace(",", "."))
    return int(number) if number.is_integer() else number


def _in_words() -> Iterator[tuple[str, int]]:
    """ "sáu mươi lăm phần trăm", "một trăm phần trăm", "một nửa", "ba phần tư"."""
    yield from (("(một|1|phân) nửa [khối lượng|công việc]", 50), ("nửa (khối lượng|công việc)", 50))
    yield from ((f"{sign} trăm phần trăm", 100) for sign in ("một", "1"))
    for words, number in spoken_numbers():
        yield f"{words} phần trăm", number
    for tens in range(1, 10):
        yield f"{_COUNTS[tens]} chục phần trăm", 10 * tens
    for part in range(1, 10):
        yield f"({_COUNTS[part]}|{part}) phần (mười|10)", 10 * part
    for whole in (3, 4, 5):
        for part in range(1, whole):
            yield f"{part} phần {whole}", share_of(f"{part}/{whole}") or 0
    for part in range(1, 5):
        for whole in range(part + 1, 6):
            name = "(tư|bốn)" if whole == 4 else _DIGITS[whole]
            yield f"{_DIGITS[part]} phần {name}", share_of(f"{part}/{whole}") or 0


_ABOUT, _OF_THE_WORK = words_of(ABOUT), words_of(OF_THE_WORK)
_REACHED = words_of("đạt, được, xong, khoảng, gần, hơn, trên, chừng, cỡ, tầm, quá")
_AROUND = words_of(ABOUT, OF_THE_WORK, SILENT, "phần trăm, pt, dạ")
_ABOUT_ALL = words_of("khoảng, khoản, gần, chừng, cỡ, tầm, ước, ước đạt, xấp xỉ, gần như, ~, ≈")
_MORE_OR_LESS = words_of("gần, hơn, trên, quá, dưới")
_SHARES = words_of("nửa, phần, phân nửa")
_IN_WORDS = Phrasebook(_in_words())
_SPOKEN = Phrasebook(spoken_numbers())
