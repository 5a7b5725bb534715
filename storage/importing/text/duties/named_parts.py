"""Which parts of a year a duty names: "hằng quý (quý I, II, III)", "hằng tháng, trừ tháng 12"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from storage.importing.numerals import value_of

_NUMBER = r"(?:IV|I{1,3}|0?[1-4])(?![\w/])"
_MONTH = r"(?:1[0-2]|0?[1-9])(?!\w|/(?!20\d\d))"


def _list_of(word: str, number: str) -> re.Pattern[str]:
    more = rf"(?:\s*(?:,|;|&|\+|/|-|–|\bvà|\bđến)\s*(?:và\s+)?(?:hết\s+)?(?:{word}\s+)?{number})*"
    return re.compile(
        rf"(?P<lead>trừ|không (?:bao )?gồm|không kể|từ|bắt đầu)?\s*(?:báo cáo\s+)?"
        rf"\b{word}\s+(?P<list>{number}{more})(?:\s*(?:/|năm)\s*(?P<year>20\d\d))?"
        r"(?P<merged>[^,;()]*?\b(?:lồng ghép|tích hợp|thay bằng|gộp|ghép|cùng báo cáo năm"
        r"|trong báo cáo năm|không báo cáo|không phải báo cáo))?",
        re.I,
    )


_QUARTERS, _MONTHS = _list_of("quý", _NUMBER), _list_of("tháng", _MONTH)
_RANGE = re.compile(r"-|–|đến", re.I)
_FIRST_MONTHS = re.compile(r"(?<!hằng )(?<!hàng )(?<!mỗi )\b0?(6|9) tháng\b(?! cuối)")
_EACH_QUARTER = re.compile(r"\bquý(?=\s*(?:,|;|và\b|\)|/))|(?:h[àằ]ng|mỗi|các) quý\b", re.I)
_WHOLE_YEAR = re.compile(r"\b(?:và|,|cả|báo cáo) (?:h[àằ]ng )?năm\b(?!\s*\d)")

# Behind a quarter or "9 tháng", the year's own report, which the last quarter ends with
_AND_YEAR = re.compile(
    r"(?:\b[Qq]uý \w+|\bI{2,3}|\b0?[69] tháng)\)?(?:,| và|, và) (?:cả |h[àằ]ng )?năm\b(?!\s*\d)"
)


@dataclass(frozen=True)
class Parts:
    """The numbers of the quarters or months, and the one year they are said to be of."""

    numbers: tuple[int, ...]
    year: int | None = None


def named_quarters(text: str) -> Parts:
    """No numbers where none is named, or all are; "quý I, 6 tháng, năm" are three."""
    parts = _named(text, _QUARTERS, 4)
    if not parts.numbers:
        return parts
    numbers = {*parts.numbers, *(month // 3 for month in _first_months(text))}
    numbers |= {4} if _AND_YEAR.search(text) else set()
    return replace(parts, numbers=tuple(sorted(numbers)) if len(numbers) < 4 else ())


def named_months(text: str) -> Parts:
    return _named(text, _MONTHS, 12)


def ends_of_periods(text: str) -> tuple[int, ...]:
    """The last months of "quý I, 6 tháng, 9 tháng và năm"; of "quý, năm" those of all quarters."""
    months = {3 * quarter for quarter in _named(text, _QUARTERS, 4).numbers}
    if not months and _EACH_QUARTER.search(text):
        return (3, 6, 9, 12)
    months |= _first_months(text)
    return tuple(sorted(months | ({12} if months and _WHOLE_YEAR.search(text) else set())))


def _first_months(text: str) -> set[int]:
    """The month that "6 tháng", "9 tháng đầu năm" ends with."""
    return {int(match[1]) for match in _FIRST_MONTHS.finditer(text)}


def _named(text: str, pattern: re.Pattern[str], most: int) -> Parts:
    wanted: set[int] = set()
    left_out: set[int] = set()
    year: int | None = None
    for match in pattern.finditer(text):
        lead = (match["lead"] or "").lower()
        numbers = set(_numbers(match["list"], most))
        if lead.startswith(("trừ", "không")) or match["merged"]:
            left_out |= numbers
        elif lead not in ("từ", "bắt đầu") or _RANGE.search(match["list"]):
            wanted |= numbers
            year = int(match["year"]) if match["year"] else year
    if not wanted and left_out:
        wanted = set(range(1, most + 1))
    numbers = wanted - left_out
    return Parts(tuple(sorted(numbers)) if len(numbers) < most else (), year)


def _numbers(listed: str, most: int) -> Iterator[int]:
    """ "I, II và IV" one by one, "I - III" with what lies between."""
    found = [
        int(one) if one.isdecimal() else value_of(one.upper())
        for one in re.findall(r"\d+|\b[IVX]+\b", listed, re.I)
    ]
    if len(found) == 2 and _RANGE.search(listed):
        found = list(range(found[0], found[1] + 1))
    yield from (number for number in found if number <= most)
