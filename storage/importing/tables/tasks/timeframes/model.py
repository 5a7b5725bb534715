"""What a cell of time means, and the plan's own time, which tells the year it leaves out."""

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Timeframe:
    """Days, years, a recurrence or the words of a condition; `read` is False when it is none.

    `due_on` is the legal last day, the first one where it returns (`due_every`). Plain years have
    none. `note` says what the cell holds beyond what was read, or why nothing was; `proposal` what
    to do about it, where it is not the usual thing.
    """

    start_year: int | None = None
    end_year: int | None = None
    recurrence: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    due_every: str = ""
    condition: str = ""
    read: bool = True
    note: str = ""
    proposal: str = ""


@dataclass(frozen=True)
class PlanPeriod:
    """The day of the decision and the years its plan is for, where it names them."""

    issued_on: date
    first_year: int | None = None
    last_year: int | None = None

    @property
    def begins_on(self) -> date:
        """No task returns before this day."""
        first = date(self.first_year, 1, 1) if self.first_year else self.issued_on
        return max(first, self.issued_on)

    def under(self, heading: str) -> "PlanPeriod":
        """As it is for the cells below a heading, such as "Thời hạn năm 2027"."""
        years = {int(year) for year in re.findall(r"\b20\d\d\b", heading)}
        return PlanPeriod(self.issued_on, *years, *years) if len(years) == 1 else self

    @property
    def only_year(self) -> int | None:
        return self.first_year if self.first_year == self.last_year else None


def period_of(issued_on: date, years: str) -> PlanPeriod:
    """Of the years as the plan prints them: "2026 - 2030", "2026" or nothing."""
    found = [int(year) for year in re.findall(r"\d{4}", years)]
    return PlanPeriod(issued_on, min(found, default=None), max(found, default=None))
