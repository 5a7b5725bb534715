"""Days told by distance or span: "mai", "thứ 6 tuần sau", "3 ngày nữa", "cuối tháng"."""

import calendar
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from bot.language.dates.forms import Day
from bot.language.words.tokens import Phrasebook, Token, words_of

Found = tuple[Day | None, int]  # no day but a place behind it: named, yet impossible or unsure
AddWorkingDays = Callable[[date, int], date]

_FURTHEST = 366  # of "N ngày nữa"
_START, _MIDDLE, _END = "start", "middle", "end"
_NOW, _NEXT, _ANY = "now", "next", "any"

_DISTANCES = Phrasebook(
    (pattern, days)
    for days, patterns in {
        0: "hôm nay, bữa nay, trong hôm nay, trong ngày hôm nay, chiều nay, sáng nay, tối nay",
        1: "mai, ngày mai, sáng mai, chiều mai, bữa mai, hôm sau, ngay mai",
        2: "mốt, ngày mốt, ngày kia, bữa mốt, ngay mot",
        -1: "hôm qua, bữa qua, ngày hôm qua, chiều qua, sáng qua",
        -2: "hôm kia, bữa kia",
    }.items()
    for pattern in patterns.split(",")
)
WEEKDAYS = Phrasebook(
    (pattern, weekday)
    for weekday, patterns in enumerate(
        (
            "thứ (2|hai), t 2", "thứ (3|ba), t 3", "thứ (4|tư), t 4", "thứ (5|năm), t 5",
            "thứ (6|sáu), t 6", "thứ (7|bảy|bẩy), t 7", "(chủ|chúa) nhật, cn",
        )
    )
    for pattern in patterns.split(",")
)  # fmt: skip
_PARTS = Phrasebook(
    (pattern, part)
    for part, patterns in {
        _START: "đầu",
        _MIDDLE: "giữa",
        _END: "cuối, hết, trong, nội trong, trong khoảng, vào",
    }.items()
    for pattern in patterns.split(",")
)
_WHICH = Phrasebook(
    (word, which)
    for which, words in {
        _NOW: "này, nay",
        _NEXT: "sau, tới, tiếp theo, tiếp, kế tiếp",
    }.items()
    for word in words.split(",")
)
_COUNTS = Phrasebook(
    (word, number)
    for number, words in enumerate(
        ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"), 1
    )
    for word in (words,)
)
_UNITS = Phrasebook(
    (word, unit)
    for unit, words in {
        "days": "ngày, hôm, bữa",
        "working days": "ngày làm việc",
        "weeks": "tuần, tuần lễ",
        "months": "tháng",
    }.items()
    for word in words.split(",")
)
_WEEK, _MONTH, _YEAR = words_of("tuần"), words_of("tháng"), words_of("năm")
_HENCE, _AGO = words_of("nữa, tới, sau, nữa thôi"), words_of("trước")
_AFTER = words_of("sau, trong, trong vòng, trong khoảng")
_DAY_WORD = words_of("ngày, hôm")


def span_at(
    tokens: Sequence[Token],
    at: int,
    today: date,
    past: bool,
    add_working_days: AddWorkingDays | None,
) -> Found:
    """The day told from the token `at` on, and the place behind it; `at` when none is told."""
    distance = _DISTANCES.match(tokens, at)
    if distance:
        days, end = distance
        return (Day(today + timedelta(days=days)) if past or days >= 0 else None), end
    for reader in (_weekday_at, _day_of_month_at, _part_at):
        day, end = reader(tokens, at, today, past)
        if end > at:
            return day, end
    return _distance_at(tokens, at, today, past, add_working_days)


def _weekday_at(tokens: Sequence[Token], at: int, today: date, past: bool) -> Found:
    """ "thứ 6", "thứ 6 này", "thứ 6 tuần sau"; "thứ 6 sau" may be either of two."""
    found = WEEKDAYS.match(tokens, at)
    if found is None:
        return None, at
    weekday, end = found
    monday = today - timedelta(days=today.weekday())
    week = _WEEK.match(tokens, end)
    which = _WHICH.match(tokens, week[1] if week else end)
    if week and which:
        day = monday + timedelta(days=weekday + 7 * (which[0] == _NEXT))
        return (Day(day) if past or day >= today else None), which[1]
    if which and tokens[end].text == "sau":
        return None, which[1]
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    behind = (today.weekday() - weekday) % 7
    return Day(today + timedelta(days=-behind if past else ahead)), which[1] if which else end


def _day_of_month_at(tokens: Sequence[Token], at: int, today: date, past: bool) -> Found:
    """ "ngày 12 tháng này", "12 tháng sau"."""
    word = _DAY_WORD.match(tokens, at)
    start = word[1] if word else at
    if start >= len(tokens) or not (tokens[start].text.isdecimal() and len(tokens[start].text) < 3):
        return None, at
    month = _MONTH.match(tokens, start + 1)
    which = _WHICH.match(tokens, month[1]) if month else None
    if which is None:
        return None, at
    first = _month_start(today, which[0] == _NEXT)
    day = int(tokens[start].text)
    if not 1 <= day <= _last_day(first).day:
        return None, which[1]
    on = first.replace(day=day)
    return (Day(on) if past or on >= today else None), which[1]


def _part_at(tokens: Sequence[Token], at: int, today: date, past: bool) -> Found:
    """ "cuối tuần", "đầu tháng sau", "giữa tháng 12", "tuần sau", "trong tháng này", "cuối năm"."""
    part = _PARTS.match(tokens, at)
    start = part[1] if part else at
    for words, reader in ((_WEEK, _in_week), (_MONTH, _in_month), (_YEAR, _in_year)):
        unit = words.match(tokens, start)
        if unit is None:
            continue
        which = _WHICH.match(tokens, unit[1])
        number = tokens[unit[1]].text if unit[1] < len(tokens) else ""
        if words is _MONTH and number.isdecimal():
            return _in_named_month(part[0] if part else _END, int(number), today), unit[1] + 1
        if part is None and (which is None or words is _YEAR):
            return None, at
        end = which[1] if which else unit[1]
        on = reader(part[0] if part else _END, which[0] if which else _ANY, today)
        return (Day(on, is_exact=False) if on and (past or on >= today) else None), end
    return None, at


def _in_week(part: str, which: str, today: date) -> date | None:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days={_START: 0, _MIDDLE: 2, _END: 4}[part] + 7 * (which == _NEXT))
    if day < today and which == _ANY and part == _START:
        return day + timedelta(days=7)
    if day < today and part == _END:
        return monday + timedelta(days=6)  # on a Saturday the weekend is still to come
    return day


def _in_month(part: str, which: str, today: date) -> date | None:
    day = _part_of(_month_start(today, which == _NEXT), part)
    if day < today and which == _ANY and part == _START:
        return _part_of(_month_start(today, True), part)
    return day


def _in_named_month(part: str, month: int, today: date) -> Day | None:
    """Of this year, or of the next one when the month is over."""
    if not 1 <= month <= 12:
        return None
    first = date(today.year + (month < today.month), month, 1)
    day = _part_of(first, part)
    return Day(day, is_exact=False) if day >= today else None


def _in_year(part: str, which: str, today: date) -> date | None:
    return date(today.year, 12, 31) if part == _END and which != _NEXT else None


def _distance_at(
    tokens: Sequence[Token],
    at: int,
    today: date,
    past: bool,
    add_working_days: AddWorkingDays | None,
) -> Found:
    """ "3 ngày nữa", "sau 5 ngày", "hai tuần nữa", "3 ngày làm việc nữa", "2 ngày trước"."""
    after = _AFTER.match(tokens, at)
    start = after[1] if after else at
    counted = _count_at(tokens, start)
    unit = _UNITS.match(tokens, start + 1) if counted else None
    if counted is None or unit is None:
        return None, at
    ago = _AGO.match(tokens, unit[1])
    hence = _HENCE.match(tokens, unit[1])
    if not (after or ago or hence):
        return None, at
    if counted > _FURTHEST or (ago and not past):
        return None, (ago or hence or unit)[1]
    sign = -1 if ago else 1
    day = _moved(today, sign * counted, unit[0], add_working_days)
    is_exact = unit[0] == "days" and tokens[at].text != "trong"
    return (Day(day, is_exact) if day else None), (ago or hence or unit)[1]


def _count_at(tokens: Sequence[Token], at: int) -> int | None:
    if at < len(tokens) and tokens[at].text.isdecimal() and len(tokens[at].text) < 4:
        return int(tokens[at].text)
    found = _COUNTS.match(tokens, at)
    return found[0] if found else None


def _moved(
    today: date, count: int, unit: str, add_working_days: AddWorkingDays | None
) -> date | None:
    if unit == "working days":
        return add_working_days(today, count) if add_working_days else None
    if unit == "months":
        months = today.year * 12 + today.month - 1 + count
        first = date(months // 12, months % 12 + 1, 1)
        return first.replace(day=min(today.day, _last_day(first).day))
    return today + timedelta(days=count * (7 if unit == "weeks" else 1))


def _month_start(today: date, following: bool) -> date:
    first = today.replace(day=1)
    return _last_day(first) + timedelta(days=1) if following else first


def _last_day(first: date) -> date:
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _part_of(first: date, part: str) -> date:
    return {_START: first.replace(day=5), _MIDDLE: first.replace(day=15), _END: _last_day(first)}[
        part
    ]
