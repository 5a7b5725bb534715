"""Days with their number: "12/11", "12.11.2026", "ngày 12 tháng 11 năm 2026", "mùng 5"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.words.tokens import Token, stands_for, words_of

_WRITTEN = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_DAY_WORD = words_of("ngày, hôm, ngay")
_EARLY_DAY_WORD = words_of("mùng, mồng, ngày mùng, ngày mồng, mung, mong, ngay mung, ngay mong")
_SEVERAL_YEARS = 2
_JUST_PASSED = 61  # days
NO_MONTH = 13  # one was said that cannot be read: then the whole day cannot be


@dataclass(frozen=True)
class Day:
    on: date
    is_exact: bool = True  # False for "cuối tháng", "khoảng 12/11": echo the day before using it


@dataclass(frozen=True)
class NamedDay:
    """What was written; 0 stands for what was not."""

    day: int
    month: int
    year: int
    end: int  # the place behind it


def named_day_at(tokens: Sequence[Token], at: int) -> NamedDay | None:
    """A day with its number, from the token `at` on."""
    early = _EARLY_DAY_WORD.match(tokens, at)
    word = early or _DAY_WORD.match(tokens, at)
    start = word[1] if word else at
    if start >= len(tokens) or tokens[start].kind != "number":
        return None
    written = _WRITTEN.fullmatch(tokens[start].text)
    if written:
        year = int(written[4] or 0)
        named = NamedDay(
            int(written[1]), int(written[3]), year + 2000 * (0 < year < 100), start + 1
        )
        return named if year else _with_year(named, tokens)
    if not re.fullmatch(r"\d{1,2}", tokens[start].text) or (early and int(tokens[start].text) > 10):
        return None
    named = _with_month(NamedDay(int(tokens[start].text), 0, 0, start + 1), tokens)
    return named if word or named.month else None


def next_such_day(day: int, month: int, today: date, past: bool) -> date | None:
    """The first such day from today on, or the last up to today; month 0 is any month. One that
    has just passed is meant, and none a year from now: whoever asks for a day says so.

    Raises ValueError when no year has such a day.
    """
    if month:
        date(2024, month, day)  # a leap year has every day there is
        past = past or any(
            (one.day, one.month) == (day, month)
            for one in (today - timedelta(days=ago) for ago in range(1, _JUST_PASSED))
        )
    step = -1 if past else 1
    for distance in range(366 * _SEVERAL_YEARS):
        one = today + timedelta(days=step * distance)
        if one.day == day and month in (0, one.month):
            return one
    return None


def _with_month(named: NamedDay, tokens: Sequence[Token]) -> NamedDay:
    """ "12 tháng 11", "12 tháng 11/2026"; "tháng này", "tháng sau" are spans and read elsewhere."""
    at = named.end
    if at >= len(tokens) or not stands_for(tokens[at].text, "tháng"):
        return named
    written = tokens[at + 1].text if at + 1 < len(tokens) else ""
    month = re.fullmatch(r"(\d{1,2})(?:[/.\-](\d{4}))?", written)
    if month is None:
        return NamedDay(named.day, NO_MONTH, 0, at + 2)
    dated = NamedDay(named.day, int(month[1]), int(month[2] or 0), at + 2)
    return dated if dated.year else _with_year(dated, tokens)


def _with_year(named: NamedDay, tokens: Sequence[Token]) -> NamedDay:
    following = tokens[named.end : named.end + 2]
    if len(following) < 2 or not stands_for(following[0].text, "năm"):
        return named
    if not re.fullmatch(r"\d{4}", following[1].text):
        return named
    return NamedDay(named.day, named.month, int(following[1].text), named.end + 2)
