"""Days and months said in words, as numbers: "mười lăm tháng mười một", "ngày rằm"."""

from collections.abc import Sequence

from bot.language.numbers.spoken import spoken_numbers
from bot.language.words.tokens import Phrasebook, Token, stands_for, words_of

FULL_MOON = words_of("rằm")  # the 15th; whether of the moon's month has to be asked
_NUMBERS: Phrasebook[int] = Phrasebook((*spoken_numbers(), ("tư", 4)))
_DAY = words_of("ngày, mùng, mồng")
_COUNTED = words_of("làm, nữa, tới, sau, trước, này, nay")  # "ngày ba nữa", "tháng năm nay"
# Typed without accents they are other words too: "thang sau" is the next month
_UNCLEAR = frozenset({"sau", "nam", "tu"})
_MONTHS = 12


def with_digits(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with such words as numbers; a month that is not clear stays as it is."""
    return _days(_months(tokens))


def _months(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        kept.append(tokens[at])
        at += 1
        found = _number_at(tokens, at) if stands_for(kept[-1].text, "tháng") else None
        if found and found[0] <= _MONTHS:
            kept.append(_as_number(found[0], tokens[at], tokens[found[1] - 1]))
            at = found[1]
    return kept


def _days(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        moon, found = FULL_MOON.match(tokens, at), _number_at(tokens, at)
        if moon:
            number = _as_number(15, tokens[at], tokens[at])
            kept += [Token("word", "ngày", number.start, number.start), number]
            at += 1
        elif found and (_names_a_day(kept) or _has_a_month(tokens, found[1])):
            kept.append(_as_number(found[0], tokens[at], tokens[found[1] - 1]))
            at = found[1]
        else:
            kept.append(tokens[at])
            at += 1
    return kept


def _number_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    found = _NUMBERS.match(tokens, at)
    if found is None or tokens[at].text in _UNCLEAR or _COUNTED.match(tokens, found[1]):
        return None
    return found


def _names_a_day(before: Sequence[Token]) -> bool:
    return bool(before) and bool(_DAY.match(before, len(before) - 1))


def _has_a_month(tokens: Sequence[Token], at: int) -> bool:
    following = tokens[at : at + 2]
    return (
        len(following) == 2
        and stands_for(following[0].text, "tháng")
        and following[1].kind == "number"
    )


def _as_number(number: int, first: Token, last: Token) -> Token:
    return Token("number", str(number), first.start, last.end)
