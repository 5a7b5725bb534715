"""Targets of indicators: their years, and the numbers in them."""

import re
from collections.abc import Iterator, Sequence

from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import TARGETS, year_of

_TARGET = re.compile(r"([<>≥≤]|>=|<=|)\s*(\d{1,3}(?:\.\d{3})+|\d+)(,\d+|\.\d{1,2})?\s*%?")
_SIGNS = {">=": "≥", "<=": "≤", "": "="}
_YEAR = re.compile(r"\b(20[0-9]{2}|2100)\b")
_SPAN = re.compile(r"\b20\d\d\s*[-–]\s*(20\d\d)\b")
_BETWEEN = " | "

Target = tuple[int, str]  # year and words


def read_target(raw: str) -> tuple[str, float | None]:
    """Sign and number of a target in Vietnamese writing: "≥05" → ("≥", 5.0), "2,1" → ("=", 2.1).

    A point before one or two digits parts no thousands: Excel writes "16.5" so.
    """
    match = _TARGET.fullmatch(raw)
    if not match:
        return "", None
    whole, decimals = match[2].replace(".", ""), (match[3] or "").replace(",", ".")
    return _SIGNS.get(match[1], match[1]), float(whole + decimals)


def target_places(grid: Grid) -> list[tuple[int | None, int]]:
    """The year and the place of every column of targets; no year where the title names none."""
    places = [(year_of(title), at) for at, title in enumerate(grid.titles)]
    dated = [place for place in places if place[0] is not None]
    return dated or [(None, at) for column, at in grid.columns.items() if column in TARGETS]


def year_in(text: str) -> int | None:
    """The year that a heading aims at: the last one of a span, else the only one."""
    if span := _SPAN.search(text):
        return int(span[1])
    years = {int(year) for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def joined(targets: Sequence[Target]) -> str:
    return _BETWEEN.join(f"{year}: {words}" for year, words in targets)


def years_and_words(targets: str) -> Iterator[Target]:
    """The targets of `joined`; what was typed by hand and names no year is passed over."""
    for target in targets.split(_BETWEEN):
        year, _, words = target.partition(":")
        if _YEAR.fullmatch(year.strip()) and words.strip():
            yield int(year), words.strip()
