"""How far a round is as one picture: by theme and by agency, to be read on a telephone."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bot.documents.contents.dossier import Dossier
from bot.documents.contents.progress import Part, living, parts_of
from bot.language.wording import day, shortened
from locales import Translator
from storage.rounds.summary import Count

WIDTH, DPI = 7.2, 150  # inches; 1,080 pixels, as wide as a telephone shows at once
BAR, FRAME = 0.46, 1.5  # inches of a bar, and of what stands round all of them
LABEL, LABEL_LINES = 34, 2  # letters beside a bar
SHOWN = 20  # agencies; those that owe most come first
SIZE, SMALL = 12, 10.5  # points
FONT = "DejaVu Sans"  # comes with the library and has every Vietnamese letter

Bar = tuple[str, Count]


def chart(dossier: Dossier, say: Translator) -> bytes:
    """The .png file."""
    out = BytesIO()
    figure_of(dossier, say).savefig(out, format="png", metadata={"Software": "Đầu Mối"})
    return out.getvalue()


def figure_of(dossier: Dossier, say: Translator) -> Figure:
    themes = [(f"{one.code}. {one.title}", one.count) for one in dossier.summary.by_theme]
    agencies = living(dossier.summary, say)
    panels: list[tuple[str, Sequence[Bar]]] = [(say("By theme"), themes)] if themes else []
    panels.append((_titled(say("By agency"), len(agencies) - SHOWN, say), agencies[:SHOWN]))
    heights = [FRAME + BAR * len(bars) for _, bars in panels]
    figure = Figure(figsize=(WIDTH, sum(heights) + 1.7), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    grid = figure.add_gridspec(len(panels), 1, height_ratios=heights)
    parts = parts_of(dossier.summary.total, say)
    for place, (title, bars) in enumerate(panels):
        _draw(figure.add_subplot(grid[place]), bars, title, parts)
    _head(figure, dossier, say)
    return figure


def _titled(title: str, left: int, say: Translator) -> str:
    if left <= 0:
        return title
    more = say.plural("and {count} more agency", "and {count} more agencies", left)
    return f"{title} ({more})"


def _draw(axes: Axes, bars: Sequence[Bar], title: str, parts: Sequence[Part]) -> None:
    names = [_label(name) for name, _ in bars]
    places = range(len(bars))
    begun = [0] * len(bars)
    for part in parts:
        values = [getattr(count, part.field) for _, count in bars]
        axes.barh(
            places,
            values,
            left=begun,
            color=part.colour,
            label=part.words,
            hatch=part.hatch,
            edgecolor="white",
            height=0.72,
        )
        begun = [before + value for before, value in zip(begun, values, strict=True)]
    longest = max([*begun, 1])
    for place, (_, count) in enumerate(bars):
        at, told = count.expected + longest * 0.015, f"{count.received}/{count.expected}"
        axes.text(at, place, told, va="center", size=SMALL, family=FONT)
    axes.set_yticks(places, labels=names, size=SMALL, family=FONT)
    axes.set_xlim(0, longest * 1.14)
    axes.invert_yaxis()
    axes.set_title(title, loc="left", size=SIZE, weight="bold", family=FONT)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.margins(y=0.01)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _label(name: str) -> str:
    """On two lines at most."""
    return "\n".join(wrap(shortened(name, LABEL * LABEL_LINES - 8), LABEL))


def _head(figure: Figure, dossier: Dossier, say: Translator) -> None:
    total = dossier.summary.total
    lines = [
        *wrap(dossier.plan.title, 62),
        say(
            "{received} of {expected} reported; due {due}; as of {as_of}",
            received=total.received,
            expected=total.expected,
            due=day(dossier.round.due_on),
            as_of=f"{dossier.as_of:%H:%M %d/%m/%Y}",
        ),
    ]
    figure.suptitle("\n".join(lines), x=0.02, ha="left", size=SIZE, weight="bold", family=FONT)
    handles, labels = figure.axes[0].get_legend_handles_labels()
    font = {"family": FONT, "size": SMALL}
    figure.legend(handles, labels, loc="lower center", ncols=2, frameon=False, prop=font)
    height = figure.get_figheight()
    figure.tight_layout(rect=(0, 0.75 / height, 1, 1 - 0.3 * (len(lines) - 1) / height))
