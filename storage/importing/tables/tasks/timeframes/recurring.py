"""What a phrase with a recurrence says: "trước ngày 15/11 hằng năm", "hằng quý năm 2026"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from storage import lazy
from storage.calendar.duties import Every
from storage.importing.tables.tasks.timeframes.days import (
    BY_HAND,
    NO_SUCH_DAY,
    STAYS_IN_WORDS,
    VAGUE,
    first_of,
    last_of,
    of_phrase,
)
from storage.importing.tables.tasks.timeframes.model import PlanPeriod, Timeframe
from storage.importing.tables.tasks.timeframes.phrases import Phrase, Sense, phrase_in
from storage.importing.tables.tasks.timeframes.points import Point, Unit
from storage.importing.tables.tasks.timeframes.recurrences import Recurrence
from storage.importing.tables.tasks.timeframes.returning import ENDS_OF, first_due, times_a_year
from storage.importing.tables.tasks.timeframes.wording import YEAR, trimmed

_LEAP_YEAR = 2024
_YEARS = re.compile(
    rf"(?<![\d/])(?:\b(?:tu|trong|giai doan|nam|cac|ke|thoi ky) )*\b{YEAR}"
    rf"(?:\s*(?:-+|den|,|va)\s*(?:het )?(?:nam )?{YEAR}\b(?!/))+"
    rf"|(?:\b(?:bat dau|ke) )*\btu (?:nam )?{YEAR}\b(?: tro di)?"
    rf"|\bden (?:het )?(?:nam )?{YEAR}\b"
)
_DAY_OF_MONTH = re.compile(
    r"(?:(?:bao cao|gui|thuc hien|hoan thanh|vao|latest|la|den|truoc|han|thoi han)\b:? ?)*"
    r"(?:ngay )?(?:(?P<day>\d\d?)|(?P<end>cuoi(?: cung)?))(?: cua| trong)?"
)
_BESIDE = lazy("words beside the recurrence are not read")
_WHICH_YEAR = lazy("it returns every two years, and no first year is printed")
_SEVERAL = lazy("several days a year are printed; the last one is taken")
_TOO_LATE = lazy("its first day is after its last year")


def of_recurrence(found: Recurrence, period: PlanPeriod) -> Timeframe:
    """Years beside the recurrence bound it; a day beside it is its day."""
    found = _counted(found)
    recurrence = "every-2-years" if found.every is Every.TWO_YEARS else "yearly"
    years = _YEARS.search(found.rest)
    rest = trimmed(_YEARS.sub(" ", found.rest, count=1))
    time = Timeframe(note=found.note)
    if years and (phrase := phrase_in(trimmed(years.group()))):
        time = _bounded(time, of_phrase(phrase, period))
    phrase = phrase_in(rest)
    if phrase and _names_years(phrase, found):
        time, rest = _dated(time, found, phrase, period), ""
    time = replace(time, recurrence=recurrence)
    if rest and found.every is None:
        return replace(time, note=time.note or (STAYS_IN_WORDS if phrase else _BESIDE))
    if time.note or found.every is None:
        return time
    return _due(time, replace(found, rest=rest), period)


def _counted(found: Recurrence) -> Recurrence:
    """ "02 lần/năm (tháng 6 và tháng 12)" is no oftener than its days."""
    phrase = phrase_in(found.rest) if found.note else None
    if phrase is None or phrase.sense is not Sense.LIST or not _in_leap_year(phrase):
        return found
    counted = times_a_year(phrase.points) is not None
    return replace(found, every=Every.YEAR, note="") if counted else found


def _in_leap_year(phrase: Phrase) -> list[Point]:
    """The points in a year that has all days; none if a point is no day even there."""
    points = [replace(point, year=_LEAP_YEAR) for point in phrase.points]
    return points if all(point.exists() for point in points) else []


def _names_years(phrase: Phrase, found: Recurrence) -> bool:
    """ "Thường xuyên trong năm" is within the plan's year, "cuối năm, hằng năm" a day of each."""
    if found.every in (Every.YEAR, Every.TWO_YEARS):
        return all(point.year for point in phrase.points)
    return all(point.year or point.unit is Unit.YEAR for point in phrase.points)


def _bounded(time: Timeframe, years: Timeframe | None) -> Timeframe:
    if years is None or not years.read:
        return replace(time, note=time.note or _BESIDE)
    note = time.note or years.note
    return replace(time, start_year=years.start_year, end_year=years.end_year, note=note)


def _dated(time: Timeframe, found: Recurrence, phrase: Phrase, period: PlanPeriod) -> Timeframe:
    """A day with its year is where a recurrence begins or ends, and no day of it."""
    if not all(point.year for point in phrase.points) and not period.only_year:
        return time
    bounds = of_phrase(phrase, period)
    bounded = _bounded(time, bounds)
    if bounds is None or all(point.unit is Unit.YEAR for point in phrase.points):
        return bounded
    if found.every is None and phrase.ends is not Sense.WITHIN:
        return replace(bounded, starts_on=bounds.starts_on, due_on=bounds.due_on)
    at_year_end = bounds.due_on is None or (bounds.due_on.month, bounds.due_on.day) == (12, 31)
    bounding = phrase.sense is not Sense.WITHIN or phrase.ends is not Sense.WITHIN
    if bounding and at_year_end and not bounds.note:
        return replace(bounded, starts_on=bounds.starts_on)
    end = bounded.end_year if bounding or found.every is None else None
    return replace(bounded, end_year=end, note=bounded.note or bounds.note or STAYS_IN_WORDS)


def _due(time: Timeframe, found: Recurrence, period: PlanPeriod) -> Timeframe:
    starts = [day for day in (time.starts_on, period.begins_on) if day]
    earliest = max(*starts, date(time.start_year or period.begins_on.year, 1, 1), starts[0])
    if found.later:  # what is due in the next quarter is not due in the first one
        earliest = first_due((3, 6, 9, 12), None, False, earliest) + timedelta(days=1)
    with_day = _day_of_part(found, earliest) if _part(found) else _day_of_year(found, earliest)
    due, every = with_day.due_on, with_day.due_every
    if due and time.end_year and due.year > time.end_year:
        return replace(time, note=_TOO_LATE)
    note = with_day.note
    if every == Every.TWO_YEARS and time.start_year is None:
        note = note or _WHICH_YEAR
    proposal = BY_HAND if note and due is None else ""
    return replace(time, due_on=due, due_every=every, note=note, proposal=proposal)


def _part(found: Recurrence) -> re.Match[str] | bool | None:
    """Whether the day is one of every month, quarter or half, and not of the year."""
    if found.every not in ENDS_OF:
        return False
    return not found.rest or _DAY_OF_MONTH.fullmatch(found.rest)


def _day_of_part(found: Recurrence, earliest: date) -> Timeframe:
    every = found.every or Every.MONTH
    match = _DAY_OF_MONTH.fullmatch(found.rest)
    before = bool(match and "truoc" in found.rest)
    if not match or match["end"]:
        due = first_due(found.months or ENDS_OF[every], None, False, earliest)
        return Timeframe(due_on=due, due_every=every)
    day, months = int(match["day"]), found.months or ENDS_OF[Every.MONTH]
    if not found.months and every is not Every.MONTH:
        return Timeframe(note=STAYS_IN_WORDS)  # on which month of the quarter?
    if not 1 <= day <= 31:
        return Timeframe(note=NO_SUCH_DAY)
    return Timeframe(due_on=first_due(months, day, before, earliest), due_every=every)


def _day_of_year(found: Recurrence, earliest: date) -> Timeframe:
    if not found.rest or found.every is None:
        return Timeframe()
    phrase = phrase_in(found.rest)
    if phrase is None or phrase.sense in (Sense.FROM, Sense.ONWARDS):
        return Timeframe(note=_BESIDE)
    points = _in_leap_year(phrase)
    if not points:
        return Timeframe(note=NO_SUCH_DAY)
    if any(last_of(point, phrase.ends) is None for point in points):
        return Timeframe(note=VAGUE)
    before = phrase.ends is Sense.BEFORE
    every = times_a_year(points) if phrase.sense is Sense.LIST else None
    if found.every in (every, Every.YEAR) and every:
        return Timeframe(due_on=first_of(points, before, earliest), due_every=every)
    if found.every in ENDS_OF:
        return Timeframe(note=_BESIDE)
    due = first_of(points[-1:], before, earliest)
    note = _SEVERAL if phrase.sense is Sense.LIST else ""
    return Timeframe(due_on=due, due_every=found.every, note=note)
