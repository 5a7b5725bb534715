"""What a phrase without a recurrence says: the years it spans, its first day, its last day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from storage import lazy
from storage.calendar.duties import Every
from storage.importing.tables.tasks.timeframes.model import PlanPeriod, Timeframe
from storage.importing.tables.tasks.timeframes.phrases import Phrase, Sense
from storage.importing.tables.tasks.timeframes.points import Point, Unit
from storage.importing.tables.tasks.timeframes.returning import day_of, first_due, times_a_year
from storage.importing.tables.tasks.timeframes.settling import settled

VAGUE = lazy("the words name no last day")
STAYS_IN_WORDS = lazy("the plan asks by year; the day or month stays in words")
NO_SUCH_DAY = lazy("no such day is in the calendar")
ENDS_FIRST = lazy("it ends before it begins")
_SEVERAL = lazy("several times are printed; they are read as one span of years")
BY_HAND = lazy("write the last day into due_on, if it is known")


def of_phrase(phrase: Phrase, period: PlanPeriod) -> Timeframe | None:
    """None for a span of years that ends before it begins."""
    points, note = settled(phrase.points, period)
    printed = [point.year for point in phrase.points if point.year]
    one_year = len({point.year for point in points}) == 1 and (len(printed) < 2 or len(points) > 2)
    phrase = replace(phrase, points=points)
    if not all(point.exists() for point in points):
        return replace(_years(phrase), note=NO_SUCH_DAY, proposal=BY_HAND)
    if any(_is_vague(point, phrase.ends) for point in points):
        return replace(_years(phrase), note=VAGUE, proposal=BY_HAND)
    time = _list(phrase, one_year) if phrase.sense is Sense.LIST else _span(phrase)
    return replace(time, note=time.note or note) if time else None


def last_of(point: Point, ends: Sense) -> date | None:
    """The legal last day; plain years have none, nor has "đầu quý III"."""
    if _is_vague(point, ends):
        return None
    if ends is Sense.BEFORE:
        return point.first() - timedelta(days=1)
    if point.unit is Unit.YEAR and not point.at_end and ends is not Sense.LATEST:
        return None
    return point.last()


def _is_vague(point: Point, ends: Sense) -> bool:
    """ "Đầu quý III" names no day, "trước cuối năm" neither."""
    return point.vague or (point.at_end and ends is Sense.BEFORE)


def _years(phrase: Phrase) -> Timeframe:
    first, last = phrase.points[0].year, phrase.points[-1].year
    if phrase.sense in (Sense.FROM, Sense.ONWARDS):
        return Timeframe(first, None)
    limited = phrase.sense is not Sense.SPAN and phrase.ends is not Sense.WITHIN
    return Timeframe(None if limited else first, last)


def _span(phrase: Phrase) -> Timeframe | None:
    time = _years(phrase)
    opening, closing = phrase.points[0], phrase.points[-1]
    if phrase.sense is Sense.ONWARDS:
        return replace(time, note="" if opening.unit is Unit.YEAR else STAYS_IN_WORDS)
    starts = None
    if phrase.sense in (Sense.FROM, Sense.SPAN) and opening.unit is not Unit.YEAR:
        starts = None if opening.vague or opening.at_end else opening.first()
    if phrase.sense is Sense.FROM:
        return replace(time, starts_on=starts)
    due = last_of(closing, phrase.ends)
    end = due.year if due and phrase.ends is Sense.BEFORE else closing.year
    if phrase.sense is Sense.SPAN and opening.first() > (due or closing.last()):
        return Timeframe(None, end, due_on=due, note=ENDS_FIRST) if due else None
    return replace(time, end_year=end, starts_on=starts, due_on=due)


def _list(phrase: Phrase, one_year: bool) -> Timeframe:
    points = phrase.points
    every = times_a_year(points) if one_year else None
    if every:
        return _in_one_year(phrase, every)
    if _go_on(points) and phrase.ends is Sense.WITHIN:
        return _span(replace(phrase, sense=Sense.SPAN)) or Timeframe(read=False)
    each = [_span(Phrase(Sense.WITHIN, (point,), phrase.ends)) for point in points]
    return together([time for time in each if time])


def _in_one_year(phrase: Phrase, every: Every) -> Timeframe:
    """ "Quý I, II, III, IV/2026" returns within that year."""
    time = _years(phrase)
    first = date(phrase.points[0].year or 0, 1, 1)
    before = phrase.ends is Sense.BEFORE
    return replace(time, due_on=first_of(phrase.points, before, first), due_every=every)


def first_of(points: Sequence[Point], before: bool, earliest: date) -> date:
    days = [day_of(point, before) for point in points]
    return first_due([month for month, _ in days], days[-1][1], before, earliest)


def _go_on(points: Sequence[Point]) -> bool:
    """Months or quarters that follow each other are one stretch of time."""
    follows = all(
        later.first() - point.last() == timedelta(days=1) for point, later in pairwise(points)
    )
    return follows and all(Unit.DAY < point.unit < Unit.YEAR for point in points)


def together(times: Sequence[Timeframe]) -> Timeframe:
    """Several times as one: years from the first to the last, the last day of all."""
    starts = [time.start_year for time in times if time.start_year]
    ends = [time.end_year for time in times if time.end_year]
    days = sorted({time.due_on for time in times if time.due_on})
    if len(ends) < len(times) or (not days and len(starts) < len(times)):
        return Timeframe(read=False)
    span = Timeframe(min(starts) if len(starts) == len(times) else None, max(ends), note=_SEVERAL)
    if not days or _years_go_beyond(days[-1], times):
        return span
    if len(times) == 2 and not times[0].due_on and times[0].end_year == days[0].year:
        return replace(span, due_on=days[0], note="")  # "2026 - 2027; quý III/2027"
    printed = "; ".join(f"{day:%d/%m/%Y}" for day in days)
    note = lazy("several days are printed: {days}; the last one is taken", days=printed)
    return replace(span, due_on=days[-1], note=note if len(days) > 1 else _SEVERAL)


def _years_go_beyond(day: date, times: Sequence[Timeframe]) -> bool:
    """Whether plain years behind the first time end with the year of the last day, or later."""
    plain = [time.end_year or 0 for time in times if not time.due_on]
    behind = [time.end_year or 0 for time in times[1:] if not time.due_on]
    return day.year < max(plain, default=0) or day.year <= max(behind, default=0)
