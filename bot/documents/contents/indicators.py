"""Indicators of a round: targets, the value of each year, and the way still to go."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.documents.contents.dossier import Dossier
from storage.models import Item, ItemKind, Report
from storage.reports.answered.earlier_rounds import ByYear, history_of
from storage.reports.answered.indicators import (
    History,
    Reached,
    Target,
    Way,
    targets_of,
    ways,
)
from storage.reports.answered.reader import Answer

NO_VALUES: Mapping[int, ByYear] = {}


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator and one agency that answers for it; without an answer nobody was asked.

    `history`: what was reported, by year, this one's too. `ways`: from this year's value to each
    target that is a number.
    """

    item: Item
    year: int
    targets: Sequence[Target]
    answer: Answer | None
    history: History

    @property
    def unit(self) -> str:
        return str(self.item.details.get("unit") or "")

    @property
    def number(self) -> str:
        """As the decision counts it."""
        return str(self.item.details.get("number") or self.item.code)

    @property
    def now(self) -> Reached:
        return self.history.get(self.year, Reached())

    @property
    def ways(self) -> Sequence[Way]:
        return ways(self.now, self.targets, self.year)


def indicator_lines(dossier: Dossier) -> Iterator[IndicatorLine]:
    return lines_of(dossier.items, dossier.answers, dossier.values, dossier.round.year)


def lines_of(
    items: Iterable[Item], answers: Iterable[Answer], values: Mapping[int, ByYear], year: int
) -> Iterator[IndicatorLine]:
    """Of the indicators among the items, in their order; `year` is the one reported on."""
    by_item: dict[int | None, list[Answer]] = {}
    for one in answers:
        by_item.setdefault(one.expectation.item_id, []).append(one)
    for item in items:
        if item.kind == ItemKind.INDICATOR:
            theirs: list[Answer | None] = [*by_item.get(item.id, [])]
            said = values.get(item.id or 0, {})
            yield from (line_of(item, year, said, one) for one in theirs or [None])


def years_of(dossier: Dossier) -> list[int]:
    """Those that have a value, and the one reported on."""
    known = {year for by_year in dossier.values.values() for year in by_year}
    return sorted(known | {dossier.round.year})


def indicator_of(one: Answer, values: Mapping[int, ByYear]) -> IndicatorLine | None:
    """Of an answer; None where it is on something else. `values`: by item, of values_by_year."""
    if one.item is None or one.item.kind != ItemKind.INDICATOR:
        return None
    return line_of(one.item, one.round.year, values.get(one.item.id or 0, {}), one)


def line_of(item: Item, year: int, by_year: ByYear, answer: Answer | None) -> IndicatorLine:
    """`by_year`: what was said of the indicator, of values_by_year."""
    history = history_of(by_year, answer.agency.id or 0 if answer else 0)
    if answer is not None:  # of the year itself nobody else's value is this agency's
        own = {year: reached} if (reached := reached_by(answer.report)) else {}
        history = {when: one for when, one in history.items() if when != year} | own
    return IndicatorLine(item, year, targets_of(item.details), answer, history)


def reached_by(report: Report | None) -> Reached | None:
    if report is None or not report.value:
        return None
    return Reached(report.value, report.value_number, report.value_unit)
