"""The figures with charts that Excel draws itself, by theme and by agency."""

from collections.abc import Sequence

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from bot.documents.contents.dossier import Dossier
from bot.documents.contents.progress import Part, living, parts_of
from bot.documents.xlsx.sheet import FONT, HEAD_ROW, Book, Column, Row, write_table
from bot.language.wording import shortened
from locales import Translator
from storage.rounds.summary import Count

LABEL = 34  # letters beside a bar
BAR, FRAME = 24, 150  # pixels of a bar, and of what stands round all of them
SHOWN = 40  # bars of agencies; the table has all of them


def write_figures(book: Book, sheet: Worksheet, dossier: Dossier, say: Translator) -> None:
    parts = parts_of(dossier.summary.total, say)
    columns = [
        Column(say("Theme, agency"), LABEL + 4, is_key=True),
        *(Column(part.words, 11) for part in parts),
        Column(say("Expected"), 11),
    ]
    themes = [
        _row(f"{one.code}. {one.title}", one.count, parts) for one in dossier.summary.by_theme
    ]
    agencies = [_row(name, count, parts) for name, count in living(dossier.summary, say)]
    write_table(book, sheet, columns, [*themes, *agencies])
    sheet.fit_to_pages(1, 1)
    first, split = HEAD_ROW + 1, HEAD_ROW + 1 + len(themes)
    below = _chart(book, sheet, parts, say("By theme"), first, len(themes), 0)
    _chart(book, sheet, parts, say("By agency"), split, min(len(agencies), SHOWN), below)


def _row(name: str, count: Count, parts: Sequence[Part]) -> Row:
    numbers = (getattr(count, part.field) for part in parts)
    return Row([shortened(name, LABEL), *numbers, count.expected])


def _chart(
    book: Book,
    sheet: Worksheet,
    parts: Sequence[Part],
    title: str,
    first: int,
    bars: int,
    at: int,
) -> int:
    """To the right of the table, from the row `at` on; the row behind it."""
    if not bars:
        return at
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    last = first + bars - 1
    for number, part in enumerate(parts, start=1):
        chart.add_series(
            {
                "name": part.words,
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, number, last, number],
                "fill": {"color": part.colour},
                "gap": 40,
            }
        )
    style(chart, title)
    height = FRAME + BAR * bars
    chart.set_size({"width": 720, "height": height})
    sheet.insert_chart(at, len(parts) + 3, chart)
    return at + height // 20 + 2


def style(chart: Chart, title: str) -> None:
    """As every chart here looks: bars from above, the legend below."""
    font = {"name": FONT, "size": 10}
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 13}})
    chart.set_y_axis({"reverse": True, "num_font": font})
    chart.set_x_axis({"num_font": font, "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom", "font": font})
