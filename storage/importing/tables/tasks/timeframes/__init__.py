"""Cells of time as days, years, recurrences and conditions."""

from storage.importing.tables.tasks.timeframes.columns import read_timeframe
from storage.importing.tables.tasks.timeframes.model import PlanPeriod, Timeframe, period_of
from storage.importing.tables.tasks.timeframes.reading import names_part_of_year

__all__ = ["PlanPeriod", "Timeframe", "names_part_of_year", "period_of", "read_timeframe"]
