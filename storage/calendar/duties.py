"""Who owes a report, and how often its day returns; no table, so that no database is needed."""

from enum import StrEnum


class Tier(StrEnum):
    """Who owes the report of a round: every agency, or the coordinator that sums them up."""

    AGENCIES = "agencies"
    COORDINATOR = "coordinator"


class Every(StrEnum):
    """How often a duty, or a task's own day, returns; parts of a year are months to halves."""

    YEAR = "year"
    TWO_YEARS = "2-years"
    HALF_YEAR = "half-year"
    QUARTER = "quarter"
    MONTH = "month"
    ONCE = "once"
