"""Working days and office hours of a province: our holiday table, `holidays` where it ends."""

from collections.abc import Iterable, Iterator
from copy import copy
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache, lru_cache

from storage.calendar.holidays import Holiday, confirmed, lacking
from storage.calendar.office_hours import OfficeHours, in_order

OFFICE_HOURS: OfficeHours = ((time(8), time(11)), (time(14), time(16, 30)))
DAY = timedelta(days=1)
FARTHEST = timedelta(days=3653)
NOTICES_DUE_IN = 10  # the month from which next year's days off are missed


class Calendar:
    """Answers for one province. `office_hours` are local; the last minute is outside."""

    def __init__(
        self, holidays: Iterable[Holiday], zone: tzinfo, office_hours: OfficeHours = OFFICE_HOURS
    ) -> None:
        self.zone = zone
        self.office_hours = in_order(office_hours)
        self._table = list(holidays)
        self._days_off = cache(self._find_days_off)
        # The same few days are asked about for every task of a list
        self.add_working_days = lru_cache(maxsize=4096)(self._add_working_days)
        self.working_days_between = lru_cache(maxsize=4096)(self._working_days_between)

    def keeping(self, many: Iterable[OfficeHours]) -> "Calendar":
        """The same days with the hours in which all those offices are open.

        No hours stand for the usual ones; where they have no minute in common, those that begin
        first count.
        """
        wanted = sorted({hours or self.office_hours for hours in many})
        hours = (_common(wanted) or wanted[0]) if wanted else self.office_hours
        if hours == self.office_hours:
            return self
        other = copy(self)
        other.office_hours = hours
        return other

    def knows(self, year: int) -> bool:
        """Whether the table alone answers for that year, as it holds every holiday of the law.

        If not, the days derived from the law are off too, but for those the table has worked.
        """
        return not lacking(self._table, year)

    def awaits(self, year: int) -> list[str]:
        """The holidays of that year the table lacks, or has as derived days without a notice."""
        return lacking(confirmed(self._table), year)

    def not_official(self, today: date) -> int | None:
        """The year to warn about: this one, or from October the next, if it awaits a holiday."""
        years = [today.year, today.year + 1] if today.month >= NOTICES_DUE_IN else [today.year]
        return next((year for year in years if self.awaits(year)), None)

    def today(self, now: datetime) -> date:
        """The day it is in the province at that instant."""
        return now.astimezone(self.zone).date()

    def tomorrow(self, now: datetime) -> datetime:
        """The first instant of the next day in the province's zone."""
        return datetime.combine(self.today(now) + timedelta(days=1), time.min, self.zone)

    def morning(self, now: datetime) -> datetime:
        """The first instant of the day in the province's zone."""
        return datetime.combine(self.today(now), time.min, self.zone)

    def month_start(self, now: datetime) -> datetime:
        """The first instant of the month in the province's zone."""
        first = self.today(now).replace(day=1)
        return datetime.combine(first, time.min, self.zone)

    def next_month(self, now: datetime) -> datetime:
        return self.month_start(self.month_start(now) + timedelta(days=32))

    def is_working_day(self, day: date) -> bool:
        return day not in self._days_off(day.year)

    def working_day_on_or_before(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= DAY
        return day

    def working_day_on_or_after(self, day: date) -> date:
        while not self.is_working_day(day):
            day += DAY
        return day

    def _add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`; before it when n is negative; `day` itself for 0."""
        step = DAY if n > 0 else -DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def _working_days_between(self, start: date, end: date) -> int:
        """How many working days are left after `start` until and with `end`; 0 when it is past.

        Nothing is counted beyond ten years: a day that was written down wrongly is no long wait.
        """
        ahead = min((end - start).days, FARTHEST.days)
        days = (start + timedelta(days=n) for n in range(1, ahead + 1))
        return sum(self.is_working_day(day) for day in days)

    def office_instant(self, now: datetime) -> datetime:
        """`now` inside the office hours of a working day, else the next opening."""
        day = self.today(now)
        while True:
            day = self.working_day_on_or_after(day)
            for opens, closes in self.office_hours:
                if now < datetime.combine(day, opens, self.zone):
                    return datetime.combine(day, opens, self.zone)
                if now < datetime.combine(day, closes, self.zone):
                    return now
            day += DAY

    def opening(self, day: date) -> datetime:
        """When the office opens on that day, or on the next working day."""
        return self.office_instant(datetime.combine(day, time.min, self.zone))

    def _find_days_off(self, year: int) -> frozenset[date]:
        rows = [row for row in self._table if row.day.year == year]
        off = {row.day for row in rows if row.kind == "off"}
        worked = {row.day for row in rows if row.kind == "work"}
        return ((_weekends if self.knows(year) else _days_off_by_law)(year) | off) - worked


def _common(many: Iterable[OfficeHours]) -> OfficeHours:
    """The spans in which all are open."""
    spans: OfficeHours = ((time.min, time.max),)
    for hours in many:
        pairs = [(max(a, c), min(b, d)) for a, b in spans for c, d in hours]
        spans = tuple((opens, closes) for opens, closes in pairs if opens < closes)
    return spans


@cache
def _days_off_by_law(year: int) -> frozenset[date]:
    """Weekends and holidays as derived from the law, less the weekend days that were worked."""
    from holidays import country_holidays  # takes a while to load, and is seldom needed

    law = country_holidays("VN", years=year)
    return frozenset(day for day in _days(year) if not law.is_working_day(day))


def _weekends(year: int) -> frozenset[date]:
    return frozenset(day for day in _days(year) if day.weekday() >= 5)


def _days(year: int) -> Iterator[date]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
