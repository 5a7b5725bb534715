"""Reads single cells: the priority and topic marker of a title, a time frame, the funding."""

import re
from dataclasses import dataclass

from storage.names import fold

_MARKER = re.compile(
    r"\s*\((?:(Cao)(?:\s*,\s*|\s*(?=\))))?((?:[A-Z](?:[\s,]+(?=[A-Z])|(?=\))))*)\)\s*$"
)
_RANGE = re.compile(r"(?:Giai đoạn |Năm |Từ năm )?(\d{4})\s*(?:-|–|đến năm|đến)\s*(\d{4})", re.I)
_YEAR = re.compile(r"(?:Năm )?(\d{4})", re.I)
_EVERY_TWO_YEARS = re.compile(r"0?2 nam lan|dinh ky 0?2 nam (mot lan|lan)?")
_CONDITION = re.compile(r"(sau khi|khi có|sau \d+ ngày)\b", re.I)


@dataclass(frozen=True)
class Title:
    """`torn` tells that the marker lacks a comma, as in "(Cao, A B, D)"."""

    text: str
    priority_high: bool
    topics: tuple[str, ...]
    torn: bool = False


@dataclass(frozen=True)
class Timeframe:
    """Years, a recurrence or the words of a condition; `read` is False when it is none of them."""

    start_year: int | None = None
    end_year: int | None = None
    recurrence: str = ""
    condition: str = ""
    read: bool = True


def read_title(raw: str) -> Title:
    """Only the last parenthesis can be the marker, and only "Cao" and single letters make one."""
    match = _MARKER.search(raw)
    if not match or not (match[1] or match[2]):
        return Title(raw, False, ())
    topics = tuple(re.findall(r"[A-Z]", match[2]))
    torn = match[2].count(",") < len(topics) - 1
    return Title(raw[: match.start()], match[1] is not None, topics, torn)


def read_timeframe(raw: str) -> Timeframe:
    if match := _RANGE.fullmatch(raw):
        return Timeframe(int(match[1]), int(match[2]), read=int(match[1]) <= int(match[2]))
    if match := _YEAR.fullmatch(raw):
        return Timeframe(int(match[1]), int(match[1]))
    if fold(raw) in ("hang nam", "moi nam", "thuong nien"):
        return Timeframe(recurrence="yearly")
    if _EVERY_TWO_YEARS.fullmatch(fold(raw)):
        return Timeframe(recurrence="every-2-years")
    if _CONDITION.match(raw):
        return Timeframe(condition=raw)
    return Timeframe(read=raw == "")


def read_funding(raw: str) -> tuple[tuple[str, ...], bool]:
    """The distinct sources in their order, and whether the cell holds nothing else."""
    sources = [source for source in re.split(r"[\s,;]+", raw) if source]
    distinct = tuple(dict.fromkeys(sources))
    sure = len(distinct) == len(sources) and all(re.fullmatch("[IVX]+", s) for s in sources)
    return distinct, sure


def parentheses_balanced(text: str) -> bool:
    return text.count("(") == text.count(")")
