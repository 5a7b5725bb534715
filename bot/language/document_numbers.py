"""Document numbers and dates: "123/BC-SCT ngày 05/11/2026"."""

import re
from dataclasses import dataclass
from datetime import date

from bot.language.dates.parser import read_day

_NUMBER = re.compile(r"(\d{1,5}\s*/\s*(?:\d{4}\s*/\s*)?[A-Za-zĐđ][\w&.\-]*)", re.UNICODE)
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*$")
_DAY_IN_WORDS = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Document:
    number: str  # "123/BC-SCT"
    on: date | None


def read_document(text: str, today: date | None = None) -> Document | None:
    """The number and, behind it, the day; None when no number is there or the day is no day.

    With `today` the day may be written in every way officials write one that has passed.
    """
    found = _NUMBER.search(text)
    if found is None:
        return None
    number = re.sub(r"\s+", "", found[1]).rstrip(".-").upper()
    rest = text[found.end() :].strip(" .,;")
    if not rest:
        return Document(number, None)
    if today is not None and (read := read_day(rest, today, past=True)) and read.is_exact:
        return Document(number, read.on)
    day = _DAY.search(rest) or _DAY_IN_WORDS.search(rest)
    if day is None:
        return None
    try:
        return Document(number, date(int(day[3]), int(day[2]), int(day[1])))
    except ValueError:
        return None
