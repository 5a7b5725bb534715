"""Gives every point its year: the one printed beside it, its neighbour's, or the plan's own."""

from collections.abc import Sequence
from dataclasses import replace

from storage import lazy
from storage.importing.tables.tasks.timeframes.model import PlanPeriod
from storage.importing.tables.tasks.timeframes.points import Point


def settled(points: Sequence[Point], period: PlanPeriod) -> tuple[tuple[Point, ...], str]:
    """The points with years, and a note where the plan does not tell the year for sure."""
    if any(point.year for point in points):
        return _shared(points)
    if period.only_year:
        return _in_year(points, period.only_year), ""
    year = period.begins_on.year
    here = _in_year(points, year)
    over = here[-1].exists() and here[-1].last() < period.begins_on
    if over:
        here = _in_year(points, year + 1)
    unsure = over or period.first_year is not None
    return here, _taken(year + over) if unsure else ""


def _shared(points: Sequence[Point]) -> tuple[tuple[Point, ...], str]:
    """ "Quý II - Quý III/2026": the year behind holds for both, else the one before.

    Time goes on from point to point: "tháng 11 - tháng 2/2027" begins the year before.
    """
    out, note = list(points), ""
    for at in range(len(out) - 2, -1, -1):
        if out[at].year is None and (year := out[at + 1].year):
            turns = out[at].months > out[at + 1].months
            out[at] = replace(out[at], year=year - turns)
            note = _taken(year - 1) if turns else note
    for at in range(1, len(out)):
        if out[at].year is None and (year := out[at - 1].year):
            turns = out[at].months < out[at - 1].months
            out[at] = replace(out[at], year=year + turns)
            note = _taken(year + 1) if turns else note
    return tuple(out), note


def _taken(year: int) -> str:
    return lazy("no year is printed; {year} is taken", year=str(year))


def _in_year(points: Sequence[Point], year: int) -> tuple[Point, ...]:
    return tuple(replace(point, year=year) for point in points)
