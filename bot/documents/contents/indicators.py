"""Indicators of a round: targets, the value of each year, and how far it is from the target."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.documents.contents.dossier import Dossier
from bot.language.numbers.values import read_value
from storage.models import Item, ItemKind
from storage.reports.answered.reader import Answer

_TARGET = re.compile(r"target_(\d{4})_raw")


@dataclass(frozen=True)
class Target:
    year: int
    words: str  # as the decision prints it
    number: Decimal | None


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator and one agency that answers for it; without an answer nobody was asked.

    `values`: by year, as they were written. `target`: the next one from the year reported on, else
    the last; `difference`: value less target, where both are numbers.
    """

    item: Item
    targets: Sequence[Target]
    answer: Answer | None
    values: Mapping[int, str]
    target: Target | None
    difference: Decimal | None

    @property
    def unit(self) -> str:
        return str(self.item.details.get("unit") or "")


def indicator_lines(dossier: Dossier) -> Iterator[IndicatorLine]:
    answers: dict[int | None, list[Answer]] = {}
    for one in dossier.answers:
        answers.setdefault(one.expectation.item_id, []).append(one)
    for item in dossier.items:
        if item.kind == ItemKind.INDICATOR:
            theirs: list[Answer | None] = [*answers.get(item.id, [])]
            yield from (_line(dossier, item, answer) for answer in theirs or [None])


def years_of(dossier: Dossier) -> list[int]:
    """Those that have a value, and the one reported on."""
    known = {year for by_year in dossier.values.values() for year in by_year}
    return sorted(known | {dossier.round.year})


def targets_of(item: Item) -> list[Target]:
    """Those the plan gives, by year."""
    named = filter(None, map(_TARGET.fullmatch, item.details))
    targets = [_target(item, int(found[1])) for found in named]
    return sorted((one for one in targets if one.words), key=lambda one: one.year)


def next_target(item: Item, year: int) -> Target | None:
    """The next one from that year on, else the last."""
    given = targets_of(item)
    coming = [one for one in given if one.year >= year]
    return next(iter(coming or given[-1:]), None)


def _line(dossier: Dossier, item: Item, answer: Answer | None) -> IndicatorLine:
    given = targets_of(item)
    target = next_target(item, dossier.round.year)
    by_year = dossier.values.get(item.id or 0, {})
    values = {year: _of_agency(said, answer) for year, said in by_year.items()}
    if answer is not None and answer.report is not None:
        values[dossier.round.year] = answer.report.value
    now = values.get(dossier.round.year, "")
    return IndicatorLine(item, given, answer, values, target, _difference(now, target, item))


def _target(item: Item, year: int) -> Target:
    """A dash is none."""
    words = str(item.details.get(f"target_{year}_raw") or "").strip(" -")
    number = item.details.get(f"target_{year}")
    return Target(year, words, None if number is None else Decimal(str(number)))


def _of_agency(said: Sequence[tuple[int, str]], answer: Answer | None) -> str:
    """Of several agencies its own where it has one, else all of them."""
    own = [value for agency_id, value in said if answer and agency_id == answer.agency.id]
    return own[-1] if own else "; ".join(dict.fromkeys(value for _, value in said))


def _difference(value: str, target: Target | None, item: Item) -> Decimal | None:
    if target is None or target.number is None:
        return None
    read = read_value(value, str(item.details.get("unit") or "")) if value else None
    return read.number - target.number if read else None
