"""Days that a planner types."""

from datetime import date

from bot.dialogs.facts.chat import Facts
from bot.language.dates.parser import read_day


def typed_day(text: str, facts: Facts) -> date | None:
    """The one day that is named; None when there is none, or several."""
    found = read_day(text, facts.today, add_working_days=facts.calendar.add_working_days)
    return found.on if found else None
