"""Indicators beside their targets, each on a scale of its own: units differ, the way is alike."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.documents.chart.shapes import Gauge, GaugePanel, Part
from bot.documents.contents.dossier import Dossier
from bot.documents.contents.indicators import IndicatorLine, indicator_lines
from bot.language.indicator_wording import number_words, target_words, with_unit
from bot.language.wording import shortened
from locales import Translator
from storage.reports.answered.indicators import Target, target_for

LONGEST, WORDS = 60, 16  # letters beside a bar, on two lines; of a target
SHOWN = 40
REACHED, ON_THE_WAY, BEHIND = range(3)


def targets_panel(dossier: Dossier, say: Translator) -> GaugePanel | None:
    """None where the plan sets no target that is a number."""
    lines = [line for line in indicator_lines(dossier) if _aims(line)]
    if not lines:
        return None
    years = sorted({aim.year for line in lines for aim in _aims(line)})
    left = len(lines) - SHOWN
    title = say("Indicators against their targets")
    if left > 0:
        more = say.plural("and {count} more in Excel", "and {count} more in Excel", left)
        title = f"{title} ({more})"
    return GaugePanel(
        title,
        [
            Part(say("Target reached"), "#0072B2"),
            Part(say("On the way to the target"), "#56B4E9", "//"),
            Part(say("Behind a target of a past year"), "#D55E00", "xx"),
        ],
        [say("Target of {year}", year=year) for year in years],
        [_gauge(line, years, say) for line in lines[:SHOWN]],
    )


def _aims(line: IndicatorLine) -> list[Target]:
    return [one for one in line.targets if one.number is not None]


def _gauge(line: IndicatorLine, years: Sequence[int], say: Translator) -> Gauge:
    now, aims = line.now.number, _aims(line)
    numbers = [one.number for one in aims if one.number is not None]
    low = min(Decimal(0), *numbers, now or Decimal(0))
    most = max(Decimal(0), *numbers, now or Decimal(0))

    def at(number: Decimal | None) -> float | None:
        return None if number is None else float((number - low) / ((most - low) or 1))

    by_year = {one.year: one.number for one in aims}
    return Gauge(
        name=shortened(f"{line.number}. {line.item.title}", LONGEST),
        told="; ".join(_told(line, say)),
        share=at(now),
        state=_state(line),
        marks=[at(by_year.get(year)) for year in years],
    )


def _told(line: IndicatorLine, say: Translator) -> Iterator[str]:
    """ "Đạt 12%; 2025: 10%; 2030: 15%"."""
    number = line.now.number
    if number is None:
        yield say("No value yet")
    else:
        yield say("Value {value}", value=with_unit(number_words(number), line.unit))
    for one in line.targets:
        yield f"{one.year}: {shortened(target_words(one, line.unit), WORDS)}"


def _state(line: IndicatorLine) -> int:
    """By the target that is next; one that a past year should have brought comes before it."""
    reached = {way.target.year: way.is_reached for way in line.ways}
    coming = target_for(_aims(line), line.year)
    if any(year < line.year and not is_reached for year, is_reached in reached.items()):
        return BEHIND
    return REACHED if coming and reached.get(coming.year) else ON_THE_WAY
