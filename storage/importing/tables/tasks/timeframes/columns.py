"""Reads a time from its columns: one cell, or one for the beginning and one for the end."""

import re
from dataclasses import replace
from datetime import date

from storage.importing.tables.tasks.timeframes.days import ENDS_FIRST
from storage.importing.tables.tasks.timeframes.model import PlanPeriod, Timeframe
from storage.importing.tables.tasks.timeframes.reading import BESIDE, read_cell
from storage.importing.tables.tasks.timeframes.wording import plain
from storage.names import fold

_BEGINNING = re.compile(r"^(?!.*\b(?:hoan thanh|ket thuc|den)\b).*\b(?:bat dau|khoi cong)\b")


def read_timeframe(raw: str, period: PlanPeriod, begins: str = "", heading: str = "") -> Timeframe:
    """`begins` is the cell of a column "Bắt đầu", `heading` the title above `raw`.

    The title may name the year, or say that `raw` is a beginning itself.
    """
    period = period.under(heading)
    if not begins and _BEGINNING.search(fold(heading)):
        begins, raw = raw, ""
    ends, opens = read_cell(raw, period), read_cell(begins, period)
    if not plain(begins):
        return ends
    if not plain(raw):
        start = read_cell(f"từ {begins}", period)
        return start if start.read and not opens.recurrence and not opens.condition else opens
    if opens.recurrence and not ends.recurrence:
        until = f"đến {raw}" if ends.end_year and not ends.due_on else raw
        return read_cell(f"{begins}; {until}", period)
    since, until = f"từ {begins}", raw.strip(" -–")
    joined = read_cell(f"{raw}; {since}" if ends.recurrence else f"{since} đến {until}", period)
    if joined.read and not joined.condition and opens.read:
        return joined
    note = ends.note or ("" if opens.read else BESIDE)
    ends = replace(ends, condition=ends.condition or opens.condition, note=note)
    return _beside(ends, read_cell(since, period))


def _beside(ends: Timeframe, start: Timeframe) -> Timeframe:
    """What is known of the beginning beside an end that no sentence joins to it."""
    first = start.starts_on or (start.start_year and date(start.start_year, 1, 1))
    last = ends.due_on or (ends.end_year and date(ends.end_year, 12, 31))
    if first and last and first > last:
        return replace(ends, note=ENDS_FIRST)
    return replace(ends, start_year=start.start_year, starts_on=start.starts_on)
