"""Days as officials write them: "thứ 6 tuần sau", "12/11", "trước ngày 15/11", "cuối tháng".

Decisions: the week begins on Monday. "Thứ 6" is the next Friday after today, "thứ 6 tuần này" the
one of this week. A day without year is the next such day from today on, or with `past` the last
one up to today; "1/10" on 15/10 has passed, and is no day of next year. A span stands for its last
day ("tuần sau": Friday; "tháng 12": the 31st), its beginning for Monday or the 5th, its middle for
Wednesday or the 15th; all of these are not exact. "Mùng 5" is taken by the solar calendar. "Sau
ngày 15/11" names no day and is not read.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.language.dates.forms import Day, NamedDay, named_day_at, next_such_day
from bot.language.dates.relative import WEEKDAYS, span_at
from bot.language.dates.spoken import FULL_MOON, with_digits
from bot.language.words.tokens import Token, tidy, tokens_of, words_of

LONGEST = 200  # letters

AddWorkingDays = Callable[[date, int], date]

_BEFORE = words_of("trước, trước ngày, trước hôm, trước khi hết")
_ABOUT = words_of("khoảng, khoản, tầm, chừng, cỡ, quãng, độ, gần, chắc, có lẽ")
# With one of these the text names no single day
_UNSURE = words_of("không, chưa, trừ, hoặc, hay, nếu, ngoài, vài, mấy, tết, lịch, âm, giêng, chạp")
# Beside a day, and not part of it, these change it
_CHANGING = words_of("trước, sau, từ, quá, qua")


def read_day(
    text: str,
    today: date,
    *,
    past: bool = False,
    add_working_days: AddWorkingDays | None = None,
) -> Day | None:
    """The one day a text names; None when there is none, several, or an impossible one.

    `past`: the day of a document, so it lies behind us. `add_working_days(day, n)` is needed to
    read "3 ngày làm việc nữa". A full date is returned wherever it lies.
    """
    if len(text) > LONGEST:
        return None
    said = tokens_of(tidy(text))
    tokens = with_digits(_without_hours(said))
    if any(_UNSURE.find(tokens)):
        return None
    days = _days_in(tokens, today, past, add_working_days)
    if len(days) != 1 or days[0] is None:
        return None
    is_vague = any(_ABOUT.find(tokens)) or any(FULL_MOON.find(said))
    return replace(days[0], is_exact=False) if is_vague else days[0]


def _days_in(
    tokens: Sequence[Token], today: date, past: bool, add_working_days: AddWorkingDays | None
) -> list[Day | None]:
    """Every day named; None stands for one that is impossible or not understood."""
    days: list[Day | None] = []
    at = 0
    while at < len(tokens):
        day, end = _day_at(tokens, at, today, past, add_working_days)
        if end > at:
            days.append(day)
        elif tokens[at].kind in ("number", "percent") or _CHANGING.match(tokens, at):
            days.append(None)
        at = max(end, at + 1)
    return days


def _day_at(
    tokens: Sequence[Token],
    at: int,
    today: date,
    past: bool,
    add_working_days: AddWorkingDays | None,
) -> tuple[Day | None, int]:
    """The day named from `at` on, and the place behind it; `at` itself when none is named."""
    before = _BEFORE.match(tokens, at)
    if before:
        day, end = _day_at(tokens, before[1], today, past, add_working_days)
        if end == before[1]:
            return None, at
        return (Day(day.on - timedelta(days=1)) if day and day.is_exact else None), end
    dated = _dated_weekday_at(tokens, at, today, past)
    if dated:
        return dated
    day, end = span_at(tokens, at, today, past, add_working_days)
    if end > at:
        return (None if past and day and day.on > today else day), end
    named = named_day_at(tokens, at)
    return (_resolved(named, today, past), named.end) if named else (None, at)


def _dated_weekday_at(
    tokens: Sequence[Token], at: int, today: date, past: bool
) -> tuple[Day | None, int] | None:
    """ "thứ 6 ngày 13/11", "thứ 6, 13/11": one day, when they agree."""
    weekday = WEEKDAYS.match(tokens, at)
    if weekday is None:
        return None
    start = weekday[1] + (weekday[1] < len(tokens) and tokens[weekday[1]].text in ",(")
    named = named_day_at(tokens, start)
    if named is None:
        return None
    day = _resolved(named, today, past)
    return (day if day and day.on.weekday() == weekday[0] else None), named.end


def _resolved(named: NamedDay, today: date, past: bool) -> Day | None:
    try:
        if named.year:
            return Day(date(named.year, named.month, named.day))
        day = next_such_day(named.day, named.month, today, past)
    except ValueError:
        return None
    return Day(day) if day else None


def _without_hours(tokens: list[Token]) -> list[Token]:
    """ "15h30 ngày 12/11", "lúc 8 giờ": the hour is not what is asked."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind == "number" and _is_hour(tokens, at + 1):
            at += 2
            if at < len(tokens) and tokens[at].kind == "number" and "/" not in tokens[at].text:
                glued = tokens[at].start <= tokens[at - 1].end + 1
                minutes = glued and tokens[at].text.isdecimal() and len(tokens[at].text) == 2
                at += minutes
        else:
            kept.append(tokens[at])
            at += 1
    return kept


def _is_hour(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text in ("h", "giờ", "gio")
