"""Finds the points of time in simplified words: days, months, quarters, parts of a year, years."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from storage.importing.tables.tasks.timeframes.wording import YEAR

_CENTURY = 2000
_OF = (
    rf"(?:(?:/|\s*(?:[,.-]|\bcua)?\s*nam |\s*[,.-]\s*|\s)(?P<{{0}}y>{YEAR})|/(?P<{{0}}yy>[2-4]\d))?"
)
_EDGE = (
    r"(?:(?P<edge>khoang|(?<!bat )dau|giua|(?:ngay )?cuoi(?: cung)?|thuong tuan|trung tuan|ha tuan"
    r"|tuan (?:thu )?\w+) (?:cua )?)?"
)
_DAY = (
    r"(?:ngay )?(?P<d>\d\d?)(?:/| thang )(?P<dm>\d\d?)"
    rf"(?:(?:/|\s*,?\s*nam |\s)(?P<dy>{YEAR})|/(?P<dyy>\d\d))?"
)
_MONTH = r"thang (?P<m>\d\d?)" + _OF.format("m")
_MONTH_OF_YEAR = rf"(?P<bare_m>\d\d?)(?:/|\s*-\s*)(?P<bare_y>{YEAR})"
_QUARTER = r"quy (?P<q>\d)" + _OF.format("q")
_MONTHS = r"(?P<n>\d\d?) thang (?P<end>dau|cuoi)(?: (?:cua )?nam(?! hoc))?" + _OF.format("n")
_WHOLE_YEAR = rf"(?:nam )?(?P<y>{YEAR})"
_THIS_YEAR = (
    r"(?P<this>(?(edge)nam|(?:(?<=\btrong )|(?<=\bhet ))nam))"
    r"(?! (?:hoc|sau|toi|truoc|ke|tiep|nay))"
)
_POINT = re.compile(
    rf"\b{_EDGE}(?:{_DAY}|{_MONTHS}|{_MONTH}|{_MONTH_OF_YEAR}|{_QUARTER}|{_WHOLE_YEAR}|{_THIS_YEAR})"
    r"\b(?![/\w])"
)
_YEARS = ("y", "dy", "my", "qy", "ny", "bare_y")
_SHORT_YEARS = ("dyy", "myy", "qyy", "nyy")
_SHORT = range(20, 50)
_YEAR_FIRST = re.compile(r"@\s*[,:]?\s*@")


class Unit(IntEnum):
    DAY = 1
    MONTH = 2
    QUARTER = 3
    MONTHS = 4  # "6 tháng đầu năm"
    YEAR = 5


@dataclass(frozen=True)
class Point:
    """A stretch of time as printed; `year` is None where none stands beside it.

    `at_end` is for "cuối …", `vague` for "đầu …", "giữa …", which name no last day.
    """

    unit: Unit
    months: tuple[int, int] = (1, 12)
    day: int | None = None
    year: int | None = None
    at_end: bool = False
    vague: bool = False

    def first(self) -> date:
        """Raises ValueError when no calendar has it."""
        return date(self.year or 0, self.months[0], self.day or 1)

    def last(self) -> date:
        year, month = self.year or 0, self.months[1]
        return date(year, month, self.day or length_of_month(year, month))

    def exists(self) -> bool:
        try:
            return self.first() <= self.last()
        except ValueError:
            return False


@dataclass(frozen=True)
class Words:
    """The words between the points, with "@" for each of them."""

    text: str
    points: tuple[Point, ...]


def points_in(text: str) -> Words:
    """A year and the part of it that is printed behind it are one: "năm 2026 (quý IV)"."""
    points = [_point(match) for match in _POINT.finditer(text)]
    words = _POINT.sub("@", text)
    at = 0
    while (found := _YEAR_FIRST.search(words, at)) is not None:
        index = words.count("@", 0, found.start())
        whole, part = points[index : index + 2]
        if whole.unit is Unit.YEAR and not whole.at_end and whole.year and part.year is None:
            points[index : index + 2] = [replace(part, year=whole.year)]
            words = f"{words[: found.start()]}@{words[found.end() :]}"
        else:
            at = found.start() + 1
    return Words(words, tuple(points))


def _point(match: re.Match[str]) -> Point:
    found = {name: int(text) for name, text in match.groupdict().items() if (text or "").isdigit()}
    edge = match["edge"] or ""
    at_end = edge.removeprefix("ngay ").startswith("cuoi")
    point = _of_unit(found, last_months=match["end"] == "cuoi")
    return replace(point, at_end=at_end, vague=bool(edge) and not at_end)


def _of_unit(found: Mapping[str, int], last_months: bool) -> Point:
    year = next((found[name] for name in _YEARS if name in found), None)
    if year is None:
        year = next((_CENTURY + found[name] for name in _SHORT_YEARS if name in found), None)
    if "d" in found:
        if year is None and found["dm"] in _SHORT:  # "6/26": June
            return Point(Unit.MONTH, (found["d"], found["d"]), year=_CENTURY + found["dm"])
        return Point(Unit.DAY, (found["dm"], found["dm"]), found["d"], year)
    if "q" in found:
        return Point(Unit.QUARTER, (3 * found["q"] - 2, 3 * found["q"]), year=year)
    if "n" in found:
        months = (13 - found["n"], 12) if last_months else (1, found["n"])
        return Point(Unit.MONTHS, months, year=year)
    month = found.get("m", found.get("bare_m"))
    return (
        Point(Unit.YEAR, year=year) if month is None else Point(Unit.MONTH, (month,) * 2, year=year)
    )


def length_of_month(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return monthrange(year, month)[1]
