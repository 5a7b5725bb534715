"""Working days and office hours of a province: our holiday table, `holidays` where it ends."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache

from storage.holidays import Holiday

OfficeHours = tuple[tuple[time, time], ...]
OFFICE_HOURS: OfficeHours = ((time(8), time(11)), (time(14), time(16, 30)))
DAY = timedelta(days=1)


class Calendar:
    """Answers for one province. `office_hours` are local; the last minute is outside."""

    def __init__(
        self, holidays: Iterable[Holiday], zone: tzinfo, office_hours: OfficeHours = OFFICE_HOURS
    ) -> None:
        if not office_hours or any(opens >= closes for opens, closes in office_hours):
            raise ValueError("office hours need at least one span that opens before it closes")
        table = list(holidays)
        self.zone = zone
        self.office_hours = tuple(sorted(office_hours))
        self._off = {holiday.day for holiday in table if holiday.kind == "off"}
        self._worked = {holiday.day for holiday in table if holiday.kind == "work"}
        self._years = {day.year for day in self._off}

    def knows(self, year: int) -> bool:
        """Whether the table has that year; if not, its days are only derived from the law."""
        return year in self._years

    def today(self, now: datetime) -> date:
        """The day it is in the province at that instant."""
        return now.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        if not self.knows(day.year):
            return day in self._worked or day not in _days_off_by_law(day.year)
        return day in self._worked or (day.weekday() < 5 and day not in self._off)

    def working_day_on_or_before(self, day: date) -> date:
        while not self.is_working_day(day):
            day -= DAY
        return day

    def working_day_on_or_after(self, day: date) -> date:
        while not self.is_working_day(day):
            day += DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`; before it when n is negative; `day` itself for 0."""
        step = DAY if n > 0 else -DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days are left after `start` until and with `end`; 0 when it is past."""
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
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


@cache
def _days_off_by_law(year: int) -> frozenset[date]:
    """Weekends and holidays of a year the table lacks, less the weekend days that were worked."""
    from holidays import country_holidays  # takes a while to load, and is seldom needed

    law = country_holidays("VN", years=year)
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    days = (first + timedelta(days=n) for n in range((after - first).days))
    return frozenset(day for day in days if not law.is_working_day(day))
