"""Days in running text: "trước ngày 15/11", "30/6/2026", "ngày 15 của tháng cuối quý"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from storage.calendar.duties import Every
from storage.importing.text.duties.named_parts import ends_of_periods, named_months, named_quarters

_BOUND = (
    r"(?:(?P<strict>trước)\s+|(?P<after>(?<!năm )sau)\s+|(?P<opens>từ)\s+"
    r"|(?P<latest>chậm nhất|muộn nhất|không muộn hơn|đến hết|xong|hạn cuối)\s+"
    r"(?:(?:là|vào|đến|trong)\s+)*)?"
)
_WHOLE = r"(?!\d|\s*[/.-]\s*\d)"  # neither more digits nor a third number behind it
_YEAR = r"(?:(?:\s+năm\s+|\s*/\s*)(?:20)?\d\d)?"
_PLAIN_DAY = rf"\d{{1,2}}(?:\s+(?:của\s+)?tháng\s+|\s*/\s*)\d{{1,2}}{_YEAR}{_WHOLE}"
_DOTTED = rf"\d{{1,2}}\s?[.-]\s?\d{{1,2}}(?:\s?[.-]\s?20\d\d)?{_WHOLE}"  # only after "ngày"
_DAY = rf"(?:{_PLAIN_DAY}|{_DOTTED})"
_MORE = rf"(?:(?:\s*,\s*|\s+và\s+)(?:(?:trước\s+)?ngày\s+)?{_DAY})*"
_DAYS = re.compile(
    rf"{_BOUND}(?:\bngày\s+(?P<days>{_DAY}{_MORE})"
    # "1/3" alone may be a share, "trước 1/3" is a day
    rf"|(?(strict)|(?(latest)|(?!)))(?P<bare>{_PLAIN_DAY}{_MORE}))",
    re.I,
)
_OF_MONTHS = re.compile(  # "ngày 15 các tháng 3, 6, 9 và 12"
    rf"{_BOUND}\bngày\s+(?P<day>\d{{1,2}})\s+(?:của\s+)?(?:các\s+)?tháng\s+"
    r"(?P<months>\d{1,2}(?:(?:\s*,\s*|\s+và\s+)(?:tháng\s+)?\d{1,2})+)"
    rf"(?:\s+năm\s+(?P<year>20\d\d))?(?!\d|\s*[/.-]\s*\d|\s+tháng)",
    re.I,
)
_PARTS = re.compile(r"(\d{1,2})\D+?(\d{1,2})(?:\s*(?:năm|[/.-])\s*((?:20)?\d\d))?(?!\d)")
_EACH = r"(?:h[àằ]ng|mỗi|các)"
_RETURNING = re.compile(
    rf"{_BOUND}(?:\bngày\s+(?P<more>(?:\d{{1,2}}(?:\s*,\s*|\s+và\s+)(?:ngày\s+)?)*))?"
    r"(?P<day>\d{1,2})\s+(?:của\s+)?"
    rf"(?:(?:{_EACH}\s+)?tháng\s+(?P<in_quarter>cuối|đầu|giữa|thứ nhất|thứ hai|thứ ba)"
    r"(?:\s+cùng)?(?:\s+(?:của|mỗi|h[àằ]ng|các))*\s+quý"
    r"|tháng\s+(?P<of_period>cuối)(?:\s+(?:của|mỗi|các))*\s+kỳ(?:\s+báo\s+cáo)?"
    rf"|(?P<monthly>{_EACH}\s+tháng)|tháng\s+(?P<next>sau|kế tiếp|tiếp theo|liền kề))"
    rf"|{_EACH}\s+tháng\b(?:[\s(:,]*|\s[^,;.()\d]{{1,60}}?\s)(?:vào\s+)?"
    rf"(?:(?P<before>trước)\s+|chậm nhất\s+)?ngày\s+"
    rf"(?P<of_month>\d{{1,2}})(?!\d|\s*[/.-]\s*\d|\s+(?:của\s+)?(?:{_EACH}\s+)?(?:tháng|quý))",
    re.I,
)
_RIGHT_BEHIND = re.compile(r"\s*(?:(?P<brackets>\([^)]*\))|(?:IV|I{1,3})\b[IV,;và &-]*)")
# The month of the first time in a year; on its first month the quarter before is reported on
_MONTH_OF = {"giữa": 2, "thứ hai": 2, "cuối": 3, "thứ ba": 3, "đầu": 4, "thứ nhất": 4}


@dataclass(frozen=True)
class Day:
    """A day of every year, of the one `year`, or the first of those that return in it."""

    month: int
    day: int
    year: int | None = None
    every: Every = Every.YEAR

    @property
    def exists(self) -> bool:
        try:
            return bool(date(self.year or 2024, self.month, self.day))  # else a leap year
        except ValueError:
            return False


@dataclass(frozen=True)
class Stretch:
    """Where days stand in a text, and the word before them: "trước", "từ", "sau", "chậm nhất"."""

    start: int
    end: int
    days: tuple[Day, ...]
    bound: str = ""

    @property
    def strict(self) -> bool:
        return self.bound == "strict"

    @property
    def is_last_day(self) -> bool:
        return self.bound in ("strict", "latest")


def days_in(text: str) -> list[Stretch]:
    """In their order; a list of days, "trước ngày 15/6 và 15/12", is one stretch."""
    found = [*_of_months(text), *_named(text), *_returning(text)]
    found.sort(key=lambda stretch: (stretch.start, -stretch.end))
    return [one for at, one in enumerate(found) if not any(one.start < o.end for o in found[:at])]


def _named(text: str) -> Iterator[Stretch]:
    for match in _DAYS.finditer(text):
        days: list[Day] = []
        for day, month, year in reversed(_PARTS.findall(match["days"] or match["bare"])):
            own = int(year[-2:]) + 2000 if year else days[0].year if days else None
            days.insert(0, Day(int(month), int(day), own, Every.ONCE if own else Every.YEAR))
        yield Stretch(match.start(), match.end(), tuple(days), _bound(match))


def _of_months(text: str) -> Iterator[Stretch]:
    for match in _OF_MONTHS.finditer(text):
        year = int(match["year"]) if match["year"] else None
        every = Every.ONCE if year else Every.YEAR
        months = map(int, re.findall(r"\d+", match["months"]))
        days = tuple(Day(month, int(match["day"]), year, every) for month in months)
        yield Stretch(match.start(), match.end(), days, _bound(match))


def _returning(text: str) -> Iterator[Stretch]:
    for match in _RETURNING.finditer(text):
        number = int(match["day"] or match["of_month"])
        day = Day(2 if match["next"] else 1, number, every=Every.MONTH)
        if match["in_quarter"]:
            month = _MONTH_OF[match["in_quarter"].lower()]
            day = replace(day, month=month, every=Every.QUARTER)
        bound = "strict" if match["before"] else _bound(match)
        said, of_period = _around(text, match), bool(match["of_period"])
        days = tuple(
            one
            for number in (*map(int, re.findall(r"\d+", match["more"] or "")), day.day)
            for one in _of_named_parts(replace(day, day=number), said, of_period)
        )
        if days:
            yield Stretch(_start(text, match), match.end(), days, bound)


def _start(text: str, match: re.Match[str]) -> int:
    """Behind "hằng tháng báo cáo Sở …": who receives it stands before the day."""
    if not match["of_month"]:
        return match.start()
    return text.rindex("ngày", 0, match.start("of_month"))


def _around(text: str, match: re.Match[str]) -> str:
    """What is said of the parts of the year: before the day, since the one before; right behind."""
    before = [one.end() for one in _DAYS.finditer(text, 0, match.start())]
    before += [one.end() for one in _RETURNING.finditer(text, 0, match.start())]
    behind = _RIGHT_BEHIND.match(text, match.end())
    word = "quý " if match["in_quarter"] and behind and not behind["brackets"] else ""
    own = f"{word}{behind[0].strip()}" if behind else ""
    return f"{text[max(before, default=0) : match.start()]} # {own}"


def _of_named_parts(day: Day, said: str, of_period: bool) -> tuple[Day, ...]:
    """One day for each part that is named, or one that returns where none is."""
    if of_period:
        return tuple(Day(month, day.day) for month in ends_of_periods(said))
    if day.every is Every.QUARTER:
        parts = named_quarters(said)
        months = [3 * (quarter - 1) + day.month for quarter in parts.numbers]
    else:
        parts = named_months(said)
        months = [number - 1 + day.month for number in parts.numbers]
    every = Every.ONCE if parts.year else Every.YEAR
    return tuple(_in_year(month, day.day, parts.year, every) for month in months) or (day,)


def _in_year(month: int, day: int, year: int | None, every: Every) -> Day:
    """The month after December is the next year's first."""
    later = month > 12
    return Day(month - 12 * later, day, year + later if year else None, every)


def _bound(match: re.Match[str]) -> str:
    return next((n for n in ("strict", "after", "opens", "latest") if match[n]), "")
