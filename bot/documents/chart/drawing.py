"""Draws a picture for a telephone; a program of its own: JSON comes in, a PNG goes out."""

import sys
from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from bot.documents.chart.shapes import GaugePanel, Panel, Part, Picture

WIDTH, DPI = 7.2, 150  # inches; 1,080 pixels, as wide as a telephone shows at once
BAR, GAUGE = 0.46, 0.66  # inches of height
LEFT, ABOVE, BELOW, LEGEND = 2.85, 0.4, 0.5, 0.75  # inches: names, title, axis, what gauges mean
EDGE, LINE = 0.15, 0.22  # inches above the head, and of a line in it
LABEL, HEAD = 34, 68  # letters of a line beside a bar, and in the head
SIZE, SMALL = 12, 10.5  # points
POINTS = 72  # an inch
FONT = "DejaVu Sans"  # comes with the library and has every Vietnamese letter
MARKS = "|D"  # of the nearer target, and of the farther ones


def png_of(picture: Picture) -> bytes:
    out = BytesIO()
    figure_of(picture).savefig(out, format="png", metadata={"Software": "Đầu Mối"})
    return out.getvalue()


def figure_of(picture: Picture) -> Figure:
    """Placed in inches from above, so that no words depend on what else there is."""
    heights = [BAR * len(one.bars) for one in picture.panels]
    rooms = [ABOVE + height + BELOW for height in heights]
    if picture.gauges:
        heights.append(GAUGE * len(picture.gauges.gauges))
        rooms.append(ABOVE + LEGEND + heights[-1] + EDGE)
    figure = Figure(figsize=(WIDTH, _head_room(picture) + sum(rooms)), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    _head(figure, picture)
    below = figure.get_figheight() - _head_room(picture)
    for panel, height, room in zip(picture.panels, heights, rooms, strict=False):
        _bars(_axes(figure, below - ABOVE, height), panel, picture.parts)
        below -= room
    if picture.gauges:
        _gauges(_axes(figure, below - ABOVE - LEGEND, heights[-1]), picture.gauges)
    return figure


def _axes(figure: Figure, top: float, height: float) -> Axes:
    whole, width = figure.get_figheight(), WIDTH - LEFT - 2 * EDGE
    return figure.add_axes((LEFT / WIDTH, (top - height) / whole, width / WIDTH, height / whole))


def _bars(axes: Axes, panel: Panel, parts: Sequence[Part]) -> None:
    places = range(len(panel.bars))
    begun = [0] * len(panel.bars)
    for number, part in enumerate(parts):
        values = [one.widths[number] for one in panel.bars]
        axes.barh(places, values, left=begun, height=0.72, **_look(part))
        begun = [before + value for before, value in zip(begun, values, strict=True)]
    longest = max([*begun, 1])
    for place, one in enumerate(panel.bars):
        at = begun[place] + longest * 0.015
        axes.text(at, place, one.told, va="center", size=SMALL, family=FONT)
    axes.set_xlim(0, longest * 1.14)
    axes.tick_params(axis="x", labelsize=SMALL)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _frame(axes, panel.title, [one.name for one in panel.bars], ("top", "right", "left"))


def _gauges(axes: Axes, panel: GaugePanel) -> None:
    """The figures above each bar; a scale of its own each, so that no axis has numbers."""
    for place, one in enumerate(panel.gauges):
        part = panel.states[one.state]
        axes.barh(place + 0.16, 1, height=0.36, color="#EEEEEE")
        axes.barh(place + 0.16, one.share or 0, height=0.36, **_look(part))
        for number, at in enumerate(one.marks):
            if at is not None:
                axes.plot(at, place + 0.16, **_mark(number))
        axes.text(0, place - 0.26, one.told, va="center", size=SMALL, family=FONT)
    axes.set_xlim(0, 1.03)
    axes.set_xticks([])
    names = [one.name for one in panel.gauges]
    _frame(axes, panel.title, names, ("top", "right", "left", "bottom"), pad=6 + LEGEND * POINTS)
    aims = [Line2D([], [], **_mark(number)) for number in range(len(panel.aims))]
    known = [*map(_patch, panel.states), *aims]
    words = [*(one.words for one in panel.states), *panel.aims]
    axes.legend(
        known,
        words,
        loc="lower right",
        bbox_to_anchor=(1.03, 1),
        ncols=2,
        columnspacing=1.0,
        frameon=False,
        prop={"family": FONT, "size": SMALL},
    )


def _look(part: Part) -> dict[str, Any]:
    return {"color": part.colour, "hatch": part.hatch, "edgecolor": "white"}


def _mark(number: int) -> dict[str, Any]:
    first = {"markersize": 17, "markeredgewidth": 3.2, "color": "black"}
    other = {"markersize": 8, "color": "black", "markeredgecolor": "white"}
    look = other if number else first
    return {"marker": MARKS[min(number, 1)], "linestyle": "none", "clip_on": False, **look}


def _frame(
    axes: Axes, title: str, names: Sequence[str], bare: Sequence[str], pad: float = 6
) -> None:
    lines = ["\n".join(wrap(name, LABEL)) for name in names]
    axes.set_yticks(range(len(names)), labels=lines, size=SMALL, family=FONT)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_title(title, loc="left", pad=pad, size=SIZE, weight="bold", family=FONT)
    axes.spines[[*bare]].set_visible(False)


def _head(figure: Figure, picture: Picture) -> None:
    """Words and legend above everything: a telephone shows the upper end first."""
    height, lines = figure.get_figheight(), _head_lines(picture)
    look = {"ha": "left", "va": "top", "size": SIZE, "weight": "bold", "family": FONT}
    figure.suptitle("\n".join(lines), x=0.02, y=1 - EDGE / height, **look)
    figure.legend(
        [_patch(part) for part in picture.parts],
        [part.words for part in picture.parts],
        loc="upper left",
        bbox_to_anchor=(0.01, 1 - (EDGE + LINE * len(lines)) / height),
        ncols=2,
        frameon=False,
        prop={"family": FONT, "size": SMALL},
    )


def _head_lines(picture: Picture) -> list[str]:
    return [line for told in picture.head for line in wrap(told, HEAD)]


def _head_room(picture: Picture) -> float:
    """Inches of the head with its legend."""
    in_two_columns = -(-len(picture.parts) // 2)
    return 2 * EDGE + LINE * (len(_head_lines(picture)) + in_two_columns)


def _patch(part: Part) -> Patch:
    return Patch(facecolor=part.colour, hatch=part.hatch, edgecolor="white")


if __name__ == "__main__":
    sys.stdout.buffer.write(png_of(Picture.from_json(sys.stdin.buffer.read().decode())))
