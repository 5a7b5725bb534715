"""Reads one cell of time: a condition, a recurrence, or days and years."""

import re
from dataclasses import replace

from storage import lazy
from storage.importing.tables.tasks.timeframes.days import of_phrase, together
from storage.importing.tables.tasks.timeframes.model import PlanPeriod, Timeframe
from storage.importing.tables.tasks.timeframes.phrases import loose_phrase_in, phrase_in
from storage.importing.tables.tasks.timeframes.points import Unit, points_in
from storage.importing.tables.tasks.timeframes.recurrences import recurrence_in
from storage.importing.tables.tasks.timeframes.recurring import of_recurrence
from storage.importing.tables.tasks.timeframes.wording import YEAR, plain

_CONDITION = (
    r"(?:(?:thuc hien|trien khai|hoan thanh|latest|trong|truoc|ngay|la) )*"
    r"(?:sau khi\b|khi\b|sau \d+ ngay\b"
    r"|(?:(?:vong|thoi han) )?(?<!ngay )\d+ (?:ngay|thang)(?: lam viec)?,? (?:ke|tu|sau)\b"
    r"|theo (?:su )?(?:huong dan|chi dao|yeu cau)\b)"
)
_BEGINS = re.compile(_CONDITION)
_ENDS = re.compile(rf"\s*[,;]\s*(?={_CONDITION})")
# Behind a condition the one last day, said to be that: ", hoàn thành trước ngày 30/5/2026"
_LAST_DAY = re.compile(
    rf"[,;]\s*(?:(?:va|nhung|phai) )*(?P<day>(?:hoan thanh|xong|latest)[^,;\d]*\d\d?/\d\d?/{YEAR})$"
)
_REGIME = re.compile(r"theo (?:che do|quy dinh ve che do)\b")
_OUTLOOK = re.compile(rf"\s*[,;]?\s*(?:va )?(?:dinh huong|tam nhin|huong toi)\b.*{YEAR}$")
# Where these stand, a printed time may be another's: cited, begun at, left open, of the moon
_OF_ANOTHER = re.compile(
    r"\b(?:theo|so \d|nghi quyet|quyet dinh|van ban|cong van|thong bao|nghi dinh|luat|thong tu"
    r"|sau|tu|khi|ke|hoac|khong|chua|tru|lan|ky|am lich|al|tet|nam hoc)\b"
)
_AROUND_THE_CLOCK = re.compile(r"24/(?:7|24h?)")

_NINE_MONTHS = re.compile(rf"(?:bao cao )?0?9 thang(?P<year> nam {YEAR})?")

_NINE = lazy("read as the first nine months of the year; it may be how long it takes")
_BEYOND = lazy("the first time is read; the outlook after it stays in words")
_BY_REGIME = lazy("it follows a reporting regime and names no years")
BESIDE = lazy("words beside the days are not read")
_BESIDE_CONDITION = lazy("a day stands beside the condition; it is not taken")


def read_cell(raw: str, period: PlanPeriod) -> Timeframe:
    """A year that no plan can mean, or a span that ends before it begins, is not read."""
    text = plain(raw)
    if not text:
        return Timeframe(read=not raw.strip())
    if _BEGINS.match(text):
        if last := _LAST_DAY.search(text):
            return replace(_read(last["day"], period), condition=raw)
        days = [point for point in points_in(text).points if point.unit < Unit.YEAR and point.year]
        note = _BESIDE_CONDITION if days and not _OF_ANOTHER.search(_BEGINS.sub("", text)) else ""
        return Timeframe(condition=raw, note=note)
    if behind := _ENDS.search(text):
        time = _read(text[: behind.start()], period)
        return replace(time, condition=raw) if time.read else time
    return _read(text, period)


def names_part_of_year(raw: str) -> bool:
    """Whether a cell names a day, month or quarter, and leaves its year to the title above."""
    phrase = phrase_in(plain(raw))
    return phrase is not None and all(point.year is None for point in phrase.points)


def _read(text: str, period: PlanPeriod) -> Timeframe:
    if outlook := _OUTLOOK.search(text):
        first = _read(text[: outlook.start()], period)
        return replace(first, note=_BEYOND) if first.read else first
    if _AROUND_THE_CLOCK.fullmatch(text):
        return Timeframe(read=False)
    if nine := _NINE_MONTHS.fullmatch(text):
        time = _once(f"9 thang dau nam{(nine['year'] or '').removeprefix(' nam')}", period)
        return replace(time or Timeframe(read=False), note="" if nine["year"] else _NINE)
    if found := recurrence_in(text):
        return of_recurrence(found, period)
    time = _once(text, period) or _several(text, period) or _worded(text, period)
    if time is None and _REGIME.search(text):
        return Timeframe(note=_BY_REGIME)
    return time or Timeframe(read=False)


def _once(text: str, period: PlanPeriod) -> Timeframe | None:
    phrase = phrase_in(text.replace("#", "") if text.count("#") == 1 else text)
    return of_phrase(phrase, period) if phrase else None


def _several(text: str, period: PlanPeriod) -> Timeframe | None:
    """Times between words: "dự thảo 30/6/2026; ban hành 30/12/2026"."""
    parts = [part for part in re.split(r"\s*;\s*", text) if part.strip(" #")]
    if len(parts) < 2:
        parts = [part for part in re.split(r"\s*(?:[,&+]|\bva\b)\s*", text) if part.strip(" #")]
    plain_parts = [_once(part, period) for part in parts]
    times = [time or _worded(part, period) for part, time in zip(parts, plain_parts, strict=True)]
    read = [time for time in times if time is not None]
    if len(read) < max(2, len(parts)):
        return None
    time, noted = together(read), [one for one in read if one.proposal]
    if noted:  # one of them names no day
        time = replace(time, due_on=None, note=noted[0].note, proposal=noted[0].proposal)
    return replace(time, note=time.note or BESIDE) if None in plain_parts else time


def _worded(part: str, period: PlanPeriod) -> Timeframe | None:
    """The one time of a part with other words in it, unless they may make it another's."""
    phrase = None if _OF_ANOTHER.search(part) else loose_phrase_in(part)
    time = of_phrase(phrase, period) if phrase else None
    return replace(time, note=time.note or BESIDE) if time else None
