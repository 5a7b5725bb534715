"""What every part is loaded with: the transaction, the instant, how a duty is put into facts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.dialogs.facts.reports import Duty
from scheduler.calendar import Calendar
from storage.reports.answers import ExpectedReport

AsOwed = Callable[[ExpectedReport], Duty]


@dataclass(frozen=True)
class Snapshot:
    session: Session
    now: datetime
    calendar: Calendar
    as_owed: AsOwed

    @property
    def today(self) -> date:
        return self.calendar.today(self.now)
