"""Reads time frames: years, spans, deadlines and recurrences in their usual wordings."""

import re
import unicodedata
from dataclasses import dataclass, replace

from storage.importing.lazy_text import lazy
from storage.names import fold

_YEAR = r"(199\d|20\d\d|2100)"
_M = r"(?:0?[1-9]|1[0-2])"
_Q = r"(?:[1-4]|i{1,3}|iv)"
_DAY = rf"(?:ngay )?(?:0?[1-9]|[12]\d|3[01])(?:\s*[/.-]\s*| thang ){_M}\b"
_MONTH = rf"(?:thang {_M}\b(?:\s*(?:-|den)\s*(?:thang )?{_M}\b)?|(?<!quy ){_M}(?=\s*[/.-]))"
_QUARTER = rf"quy {_Q}\b(?:\s*(?:-|den|va|,)\s*(?:quy )?{_Q}\b)?"
_PART = rf"(?:{_DAY}|{_MONTH}|{_QUARTER}|0?6 thang (?:dau|cuoi)|(?:dau|giua|cuoi)(?= nam))"
_POINT = rf"(?:{_PART}\s*(?:[/.,-]|cua)?\s*)?(?:nam )?{_YEAR}"
_LEAD_IN = r"(?:(?:trong|thuc hien|trien khai|hoan thanh|giai doan|nhiem ky|thoi ky)\s+)*"

_BEGINNING = re.compile(
    rf"\btruoc (?:(?:ngay )?0?1\s*(?:[/.-]|thang)\s*)?(?:thang )?0?1\b(?!\s*thang)\D+{_YEAR}"
    rf"|\btruoc quy (?:1|i)\b\D+{_YEAR}|\btruoc (?:nam )?{_YEAR}"
)
_SPAN = re.compile(rf"{_LEAD_IN}(?:tu )?{_POINT}\s*(?:-+|den)\s*(?:het )?{_POINT}")
_WITHIN = re.compile(
    rf"{_LEAD_IN}(?:tu )?{_PART}\s*(?:-+|den)\s*{_PART}\s*(?:[/.,-]|cua)?\s*(?:nam )?{_YEAR}"
)
_ONE = re.compile(rf"{_LEAD_IN}(?:{_POINT}|(?:nam )?{_YEAR},? {_PART})")
_UNTIL = re.compile(
    rf"{_LEAD_IN}(truoc|(?:den|het|cham nhat|muon nhat)(?: het| truoc| den)?) {_POINT}"
)
_FROM = re.compile(
    rf"{_LEAD_IN}(?:(?:bat dau )?(?:ke )?tu {_POINT}(?: tro di| ve sau)?"
    rf"|{_POINT}(?: tro di| tro ve sau| ve sau|\s*(?:-|den) nay"
    r"|(?: va|,) (?:cac|nhung) nam (?:tiep theo|ke tiep|sau(?: do)?|toi)))"
)
_OUTLOOK = re.compile(rf"\s*[,;]?\s*(?:va )?(?:dinh huong|tam nhin|huong toi)\b.*{_YEAR}$")
_PART_OF_A_YEAR = re.compile(rf"{_LEAD_IN}(?:(?:vao|truoc|den|cham nhat) )?{_PART}")
_DAY_OR_MONTH = re.compile(rf"\b(?:{_DAY}|{_MONTH})")
_CONDITION = re.compile(r"(?:ngay )?(?:sau khi|khi (?:co|duoc)|sau \d+ ngay)\b")
_REGIME = re.compile(r"theo (?:che do|quy dinh ve che do)\b")

_TIMES = r"\s*(?:/|mot|1)?\s*(?:0?1 )?lan\b"
_EVERY_TWO_YEARS = re.compile(
    rf"\bdinh ky (?:0?2|hai) nam\b(?:{_TIMES})?|\b(?:0?2|hai) nam{_TIMES}"
)
_RARER = re.compile(rf"\b(?:dinh ky )?(?:0?[3-9]|10|ba|bon|nam) nam{_TIMES}")
_OFTENER = re.compile(
    r"\b(?:0?[2-9]|1[0-2]|hai|ba|bon) lan\s*(?:/|mot|trong|moi)?\s*(?:0?1 )?nam\b|"
    rf"\b(?:dinh ky )?(?:hang|moi) (?:quy|thang|tuan)\b|\b(?:dinh ky )?0?6 thang\b(?:{_TIMES})?"
    r"(?! (?:dau|cuoi))"
)
_YEARLY = re.compile(
    r"\b(?:(?:dinh ky )?(?:hang|moi) nam|(?:thuc hien )?thuong xuyen|thuong nien|lien tuc)\b"
)

_STAYS_IN_WORDS = lazy("the plan asks by year; the day or month stays in words")
_ONCE_A_YEAR = lazy("the plan asks once a year, and the cell says oftener")
_EVERY_YEAR = lazy("the plan asks every year, and the cell says more seldom")
_BEYOND = lazy("the first time is read; the outlook after it stays in words")
_SEVERAL = lazy("several times are printed; they are read as one span of years")
_BY_REGIME = lazy("it follows a reporting regime and names no years")


@dataclass(frozen=True)
class Timeframe:
    """Years, a recurrence or the words of a condition; `read` is False when it is none of them.

    `note` says what the cell holds beyond them, or why it holds none of them.
    """

    start_year: int | None = None
    end_year: int | None = None
    recurrence: str = ""
    condition: str = ""
    read: bool = True
    note: str = ""


def read_timeframe(raw: str) -> Timeframe:
    """A year that no plan can mean, or a span that ends before it begins, is not read."""
    text = _plain(raw)
    if not text:
        return Timeframe()
    if _CONDITION.match(text):
        return Timeframe(condition=raw)
    time = _years(text) or _recurring(text)
    if time is None and _REGIME.search(text):
        return Timeframe(note=_BY_REGIME)
    return time or Timeframe(read=False)


def _recurring(text: str) -> Timeframe | None:
    """A recurrence, and the years or the part of the year that stand beside it."""
    recurrence, note = "", ""
    for pattern, meaning, reason in (
        (_EVERY_TWO_YEARS, "every-2-years", ""),
        (_RARER, "yearly", _EVERY_YEAR),
        (_OFTENER, "yearly", _ONCE_A_YEAR),
        (_YEARLY, "yearly", ""),
    ):
        text, found = pattern.subn(" ", text)
        if found:
            recurrence, note = recurrence or meaning, note or reason
    rest = _trimmed(text)
    if not recurrence or not rest:
        return Timeframe(recurrence=recurrence, note=note) if recurrence else None
    years = _years(rest)
    if years:
        return replace(years, recurrence=recurrence, note=note or years.note)
    if _PART_OF_A_YEAR.fullmatch(rest):
        note = note or (_STAYS_IN_WORDS if _DAY_OR_MONTH.search(rest) else "")
    else:
        note = lazy("words beside the recurrence are not read")
    return Timeframe(recurrence=recurrence, note=note)


def _years(text: str) -> Timeframe | None:
    if outlook := _OUTLOOK.search(text):
        first = _span(text[: outlook.start()])
        return replace(first, note=_BEYOND) if first else None
    return _span(text) or _several(text)


def _span(text: str) -> Timeframe | None:
    note = _STAYS_IN_WORDS if _DAY_OR_MONTH.search(text) else ""
    if match := _SPAN.fullmatch(text):
        start, end = int(match[1]), int(match[2])
        return Timeframe(start, end, note=note) if start <= end else None
    if match := _WITHIN.fullmatch(text) or _ONE.fullmatch(text):
        year = int(next(filter(None, match.groups())))
        return Timeframe(year, year, note=note)
    if match := _UNTIL.fullmatch(text):
        before = match[1].endswith("truoc") and _BEGINNING.search(text)
        return Timeframe(None, int(match[2]) - bool(before), note=note)
    if match := _FROM.fullmatch(text):
        return Timeframe(int(match[1] or match[2]), None, note=note)
    return None


def _several(text: str) -> Timeframe | None:
    parts = [_span(part) for part in re.split(r"\s*(?:[;,&+]|\bva\b)\s*", text) if part]
    read = [part for part in parts if part]
    if len(read) < 2 or len(read) < len(parts):
        return None
    starts = [part.start_year for part in read if part.start_year]
    ends = [part.end_year for part in read if part.end_year]
    if len(starts) < len(read) or len(ends) < len(read):
        return None
    return Timeframe(min(starts), max(ends), note=_SEVERAL)


def _plain(raw: str) -> str:
    """Folded words with the punctuation between them, and one kind of dash."""
    text = re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFC", raw))
    return _trimmed(re.sub(r"[^\W_]+", lambda word: fold(word.group()) or "va", text))


def _trimmed(text: str) -> str:
    return " ".join(re.sub(r"[()\[\]]", " ", text).split()).strip(" ,;.:-")
