"""Months and quarters by whose end something is due: "trong tháng 3/2026", "trước quý II"."""

import re
from calendar import monthrange
from collections.abc import Iterator

from storage.calendar.duties import Every
from storage.importing.numerals import value_of
from storage.importing.text.duties.days import Day, Stretch

_MONTHS = re.compile(
    r"\b(?:(?P<before>trước)|trong|vào|chậm nhất|muộn nhất|hoàn thành|xong|đến hết|hết)\s+"
    r"(?:(?:là|vào|trong|đến|hết|cuối)\s+)*"
    r"(?:tháng\s+(?P<month>\d{1,2})|quý\s+(?P<quarter>IV|I{1,3}|[1-4]))(?!\w)"
    r"(?:\s*(?:/|năm)\s*(?P<year>20\d\d))?"
    r"(?!\s*(?:[-–/,]|đến|và)\s*(?:tháng|quý|\d|[IV]+\b)|\s+h[àằ]ng)",
    re.I,
)


def months_in(text: str, only_year: int | None) -> Iterator[Stretch]:
    """Each as its last day; none without a year, which may be that of a plan of one year."""
    for match in _MONTHS.finditer(text):
        year = int(match["year"]) if match["year"] else only_year
        month = int(match["month"]) if match["month"] else 3 * _quarter(match["quarter"])
        if match["before"]:
            month -= 1 if match["month"] else 3
        if year is not None and 0 <= month <= 12:
            year, month = (year, month) if month else (year - 1, 12)
            day = Day(month, monthrange(year, month)[1], year, Every.ONCE)
            yield Stretch(match.start(), match.end(), (day,), "latest")


def _quarter(printed: str) -> int:
    return int(printed) if printed.isdecimal() else value_of(printed.upper())
