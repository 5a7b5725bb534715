"""A day in a field of a page, as people here write it: "15/11/2026", or the digits alone."""

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})|(\d\d)(\d\d)(\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)  # in addresses


def day_in(text: str) -> date | None:
    """None for anything else, and for a day at the ends of the calendar, which has no instant in
    every zone."""
    found = _read(text.strip())
    return found if found and date.min.year < found.year < date.max.year else None


def day_shown(day: date | str) -> str:
    """As it stands in a field; what was typed and is no day stays as it was."""
    found = day if isinstance(day, date) else day_in(day)
    return f"{found:%d/%m/%Y}" if found else str(day)


def _read(text: str) -> date | None:
    written = _WRITTEN.fullmatch(text)
    try:
        if written:
            day, month, year = (int(one) for one in written.groups() if one)
            return date(year, month, day)
        return date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None
