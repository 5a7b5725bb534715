"""How often a time returns: every month, quarter, half, year, second year, or at other times."""

import re
from dataclasses import dataclass

from storage import lazy
from storage.calendar.duties import Every
from storage.importing.tables.tasks.timeframes.wording import trimmed

_TIMES = r"\s*(?:/|mot|1)?\s*(?:0?1 )?lan\b"
_EACH = r"(?:(?:dinh ky|hang|moi|tung|theo|cac)\s)+"
_NOT_NAMED = r"(?! (?:\d\d?\b|dau|cuoi|dinh|hoc|che|tiep|sau|toi))"


def _every(unit: str) -> re.Pattern[str]:
    unit = rf"(?:{unit})\b"
    return re.compile(
        rf"\b{_EACH}{unit}{_NOT_NAMED}(?:{_TIMES})?|\b{unit}{_TIMES}"
        rf"|\b(?:0?1|mot) lan\s*(?:/|mot|trong|moi|1)?\s*{unit}"
    )


_OF_QUARTERS = re.compile(
    r"(?:\bcua )?\bthang (?P<place>dau|cuoi)(?: cung| tien)?(?: cua)?(?: moi| hang| tung)? quy\b"
    r"(?P<later> (?:sau|tiep theo|ke tiep|lien ke))?(?! \d)"
)
# The longer unit first: "6 tháng một lần" is no "tháng một lần"
_PATTERNS: tuple[tuple[re.Pattern[str], Every], ...] = (
    (_every(r"0?6 thang|nua nam"), Every.HALF_YEAR),
    (re.compile(r"\b0?6 thang\s*(?:,|va)\s*(?:hang |ca |1 |mot )?nam\b(?! \d)"), Every.HALF_YEAR),
    (_OF_QUARTERS, Every.QUARTER),
    (_every(r"(?:0?1 |mot )?quy|0?3 thang"), Every.QUARTER),
    (re.compile(r"\bquy\s*(?:,|va)\s*(?:0?6 thang|nam)\b(?! \d)"), Every.QUARTER),
    (_every(r"(?:0?1 |mot )?thang"), Every.MONTH),
    (_every(r"0?2 nam|hai nam"), Every.TWO_YEARS),
    (re.compile(rf"\b(?:dinh ky )?(?:hang|moi|tung) nam\b(?! hoc)(?:{_TIMES})?"), Every.YEAR),
    (_every(r"(?:0?1 |mot )nam|(?<!cac )nam"), Every.YEAR),
    (re.compile(r"\bthuong nien\b"), Every.YEAR),
    (re.compile(r"(?<=\d )(?:cua |trong )?(?:cac|tung) nam\b(?! (?:tiep|ke|sau|toi))"), Every.YEAR),
)
_ALWAYS = re.compile(
    r"\b(?:thuc hien )?(?:thuong xuyen|lien tuc)\b(?:,? 24/(?:7|24h?)|(?:,|/| va)? dot xuat)?"
)
_RARER = re.compile(rf"\b(?:dinh ky )?(?:0?[3-9]|10|ba|bon|nam) nam{_TIMES}")
_OFTENER = re.compile(
    r"\b(?:0?[2-9]|1[0-2]|hai|ba|bon) lan\s*(?:/|mot|trong|moi)?\s*(?:0?1 )?"
    r"(?:nam|quy|thang|tuan)\b|\b(?:0?1|mot|moi) nam (?:0?[2-9]|hai|ba|bon) lan\b"
    r"|\b(?:hang|moi) (?:tuan|ngay)\b|^0?6 thang$"
)
_BARE_UNITS = re.compile(
    r"(?:(?:^|,|\bva\b|/)\s*(?:ca )?(?:thang|quy|0?6 thang|nam)\b(?! \d)\s*)+$|^va\b"
)
_ORDER = (Every.MONTH, Every.QUARTER, Every.HALF_YEAR, Every.YEAR, Every.TWO_YEARS)
_ONCE_A_YEAR = lazy("the plan asks once a year, and the cell says oftener")
_EVERY_YEAR = lazy("the plan asks every year, and the cell says more seldom")


@dataclass(frozen=True)
class Recurrence:
    """`every` is None for what has no day, such as "thường xuyên"; `rest` are the other words.

    `months`: those in which the day of every quarter lies, where the words name them; `later`: it
    lies in the quarter behind.
    """

    every: Every | None
    rest: str
    months: tuple[int, ...] = ()
    note: str = ""
    later: bool = False


def recurrence_in(text: str) -> Recurrence | None:
    found: list[Every] = []
    months: tuple[int, ...] = ()
    note, later = "", False
    for pattern, reason in ((_RARER, _EVERY_YEAR), (_OFTENER, _ONCE_A_YEAR)):
        text, times = pattern.subn(" ", text)
        note = note or (reason if times else "")
    for pattern, every in _PATTERNS:
        match = pattern.search(text)
        if match and pattern is _OF_QUARTERS:
            months = (1, 4, 7, 10) if match["place"] == "dau" else (3, 6, 9, 12)
            later = match["later"] is not None
        if match:
            found.append(every)
            text = pattern.sub(" ", text)
    text, always = _ALWAYS.subn(" ", text)
    if not (found or note or always):
        return None
    rest = trimmed(_BARE_UNITS.sub("", text.strip()) if found else text)
    oftenest = min(found, key=_ORDER.index, default=None)
    return Recurrence(None if note else oftenest, rest, months, note, later)
