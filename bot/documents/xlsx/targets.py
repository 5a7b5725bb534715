"""Indicators beside their targets as numbers, with a chart of those that share a unit."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from bot.documents.contents.dossier import Dossier
from bot.documents.contents.indicators import IndicatorLine, indicator_lines
from bot.documents.xlsx.columns import Field, table
from bot.documents.xlsx.figures import FRAME, style
from bot.documents.xlsx.sheet import HEAD_ROW, Book, write_table
from bot.language.wording import shortened
from locales import Translator

LABEL = 44  # letters beside the bars
BARS = 36  # pixels of an indicator's bars
COLOURS = ("#0072B2", "#E69F00", "#666666")  # of the value, the nearer target, the farther one
FIRST_NUMBER = 2  # the column of the value


def lines_with_targets(dossier: Dossier) -> list[IndicatorLine]:
    """Those with a target that is a number; what most have in common, the unit, comes first."""
    lines = [one for one in indicator_lines(dossier) if _targets(one)]
    known = Counter(one.unit for one in lines)
    return sorted(lines, key=lambda one: (-known[one.unit], one.unit))


def write_targets(
    book: Book,
    sheet: Worksheet,
    lines: Sequence[IndicatorLine],
    say: Translator,
) -> None:
    years = sorted({year for one in lines for year in _targets(one)})
    value = say("Value of {year}", year=lines[0].year)
    fields: list[Field[IndicatorLine]] = [
        Field(say("Indicator"), LABEL + 4, _called, is_key=True),
        Field(say("Unit"), 12, lambda one: one.unit),
        Field(value, 12, lambda one: one.now.number),
        *(_target(year, say) for year in years),
    ]
    write_table(book, sheet, *table(fields, lines))
    sheet.fit_to_pages(1, 1)
    alike = sum(one.unit == lines[0].unit for one in lines)
    title = say("Indicators against their targets")
    _chart(book, sheet, f"{title} ({unit})" if (unit := lines[0].unit) else title, fields, alike)


def _target(year: int, say: Translator) -> Field[IndicatorLine]:
    return Field(say("Target of {year}", year=year), 12, lambda one: _targets(one).get(year))


def _targets(line: IndicatorLine) -> dict[int, Decimal]:
    return {one.year: one.number for one in line.targets if one.number is not None}


def _called(line: IndicatorLine) -> str:
    return shortened(f"{line.number}. {line.item.title}", LABEL)


def _chart(
    book: Book, sheet: Worksheet, title: str, fields: Sequence[Field[IndicatorLine]], bars: int
) -> None:
    chart = book.workbook.add_chart({"type": "bar"})
    first, last = HEAD_ROW + 1, HEAD_ROW + bars
    for number, field in enumerate(fields[FIRST_NUMBER:]):
        at = FIRST_NUMBER + number
        chart.add_series(
            {
                "name": field.heading,
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, at, last, at],
                "fill": {"color": COLOURS[min(number, len(COLOURS) - 1)]},
                "gap": 60,
            }
        )
    style(chart, title)
    chart.set_size({"width": 720, "height": FRAME + BARS * bars})
    sheet.insert_chart(0, len(fields) + 1, chart)
