"""Spans of days as officials write them: "từ 2/11 đến 10/11", "2-10/11", "tuần sau", "mai"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.language.dates.parser import read_day
from bot.language.words.tokens import tidy

LONGEST = 200  # letters
FURTHEST = timedelta(days=200)  # nobody is on leave for longer; a day was mistyped then
_UNTIL = re.compile(r"\b(?:đến|den|tới|toi)\b(?:\s+(?:hết|het))?|[–—→]|->|\s-\s", re.IGNORECASE)
_FROM = re.compile(
    r"^(?:em |tôi |mình )?(?:xin )?(?:nghỉ|nghi|vắng|vang)?(?: phép| phep| mặt| mat)?\s*"
    r"(?:kể từ|ke tu|bắt đầu từ|từ|tu)?\b\s*",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:cả |ca |nguyên |nguyen |hết |het |trong )?(tuần|tuan|tháng|thang) "
    r"(này|nay|sau|tới|toi|tiếp theo|tiep theo)",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?)-(\d{1,2}/\d{1,2}(?:/\d{4})?)")
_BARE = re.compile(r"(?:ngày |ngay )?(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    first: date
    last: date
    is_whole: bool = True  # False: one day was named, and it may be only the first


def read_period(text: str, today: date) -> Period | None:
    """The days a text names, from today on; None when there are none, or they cannot be.

    A day without month is of the month named beside it ("2-10/11"); the last day is the next such
    day after the first, so "28/12 đến 5/1" ends in the new year. A week is Monday to Friday.
    """
    if len(text) > LONGEST:
        return None
    asked = _FROM.sub("", tidy(text).strip(" .")).strip()
    whole = _WHOLE.fullmatch(asked)
    if whole:
        return _whole(whole[1].lower(), whole[2].lower(), today)
    glued = _GLUED.fullmatch(asked)
    if glued:
        return _between(glued[1], glued[2], today)
    for mark in _UNTIL.finditer(asked):
        found = _between(asked[: mark.start()], asked[mark.end() :], today)
        if found:
            return found
    day = read_day(asked, today)
    return Period(day.on, day.on, is_whole=False) if day and day.on >= today else None


def _between(first_text: str, last_text: str, today: date) -> Period | None:
    first = _first(first_text.strip(" ,"), last_text, today)
    if first is None:
        return None
    for seen_from in (today, first):
        last = read_day(last_text, seen_from)
        if last and first <= last.on <= first + FURTHEST:
            return Period(first, last.on)
    return None


def _first(text: str, last_text: str, today: date) -> date | None:
    bare = _BARE.fullmatch(text)
    last = read_day(last_text, today)
    if bare and last:
        try:
            return last.on.replace(day=int(bare[1]))
        except ValueError:
            return None
    day = read_day(text, today)
    return day.on if day and day.on >= today else None


def _whole(unit: str, which: str, today: date) -> Period | None:
    is_now = which in ("này", "nay")
    if unit in ("tuần", "tuan"):
        monday = today - timedelta(days=today.weekday() - 7 * (not is_now))
        first, last = max(today, monday), monday + timedelta(days=4)
    else:
        start = today.replace(day=1)
        if not is_now:
            start = (start + timedelta(days=31)).replace(day=1)
        first = max(today, start)
        last = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Period(first, last) if first <= last else None
