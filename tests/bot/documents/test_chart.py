"""The chart: every bar is as long as its figures, in letters and colours everybody can read."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from matplotlib.font_manager import findfont, get_font
from matplotlib.patches import Rectangle

from bot.documents.chart import process
from bot.documents.chart.drawing import DPI, FONT, WIDTH, figure_of, png_of
from bot.documents.chart.picture import AT_A_GLANCE, SHOWN, chart, picture_of
from bot.documents.chart.process import NotDrawn
from bot.documents.chart.shapes import Gauge, Picture
from bot.documents.chart.targets import BEHIND, ON_THE_WAY, REACHED, targets_panel
from bot.documents.contents.dossier import Dossier
from bot.documents.contents.progress import living, parts_of
from locales import translator
from storage.database import Database
from storage.models import Item, ItemKind
from storage.reports.answered.earlier_rounds import SaidValue
from storage.reports.answered.indicators import Reached
from storage.rounds.summary import AgencyCount, Count
from tests.support.databases import emptied
from tests.support.paths import ROOT
from tests.support.worlds.answers.answered import AnsweredWorld

SAY = translator("vi")
LETTERS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


@pytest.fixture(scope="module", name="dossier")
def _dossier(sqlite: Database) -> Dossier:
    return AnsweredWorld(emptied(sqlite)).dossier()


def test_every_bar_is_made_of_its_figures(dossier: Dossier) -> None:
    themes, agencies = figure_of(picture_of(dossier, SAY)).axes
    for axes, counts in (
        (themes, [one.count for one in dossier.summary.by_theme]),
        (agencies, [count for _, count in living(dossier.summary, SAY)]),
    ):
        bars = [one for one in axes.patches if isinstance(one, Rectangle)]
        widths = [round(one.get_width()) for one in bars]
        parts = [widths[at :: len(counts)] for at in range(len(counts))]
        assert parts == [[one.on_time, one.late, one.missing, one.pending] for one in counts]
        told = {text.get_text() for text in axes.texts}
        assert told == {f"{one.received}/{one.expected}" for one in counts}


def test_its_head_tells_the_figures_of_the_round(dossier: Dossier) -> None:
    total, head = dossier.summary.total, figure_of(picture_of(dossier, SAY)).get_suptitle()
    assert total.received != total.expected
    assert f"{total.received}/{total.expected}" in head
    assert dossier.plan.title in head


def test_an_agency_that_was_asked_under_two_names_is_one_bar(dossier: Dossier) -> None:
    asked = [
        AgencyCount("Sở cũ", "Sở mới", Count(expected=2, received=1, on_time=1, missing=1)),
        AgencyCount("Sở mới", "Sở mới", Count(expected=3, received=3, late=3)),
    ]
    [(name, count)] = living(replace(dossier.summary, by_agency=asked), SAY)
    assert (name, count.expected, count.received) == ("Sở mới", 5, 4)


def test_agencies_there_is_no_room_for_are_counted(dossier: Dossier) -> None:
    many = [AgencyCount(f"Xã {n}", f"Xã {n}", Count(expected=1, pending=1)) for n in range(166)]
    figure = figure_of(
        picture_of(replace(dossier, summary=replace(dossier.summary, by_agency=many)), SAY)
    )
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[-1] == f"Theo đơn vị (và {166 - SHOWN} đơn vị khác)"


def test_it_is_as_wide_as_a_telephone_shows(dossier: Dossier) -> None:
    assert size_of(chart(dossier, SAY))[0] == round(WIDTH * DPI) == 1080


def test_at_a_glance_it_is_no_longer_than_a_telephone_shows_at_once(dossier: Dossier) -> None:
    name = "Ủy ban nhân dân xã " + "Mẫu Dài Tên " * 9
    many = [AgencyCount(name, f"{name}{n}", Count(expected=9, pending=9)) for n in range(166)]
    summary = replace(dossier.summary, by_agency=many)
    summary.plan.title, before = "Kế hoạch hành động tăng trưởng xanh " * 9, summary.plan.title
    picture = picture_of(replace(dossier, summary=summary, at_a_glance=True), SAY)
    summary.plan.title = before
    assert [len(one.bars) for one in picture.panels] == [AT_A_GLANCE]
    assert picture.gauges is None
    assert max(size_of(png_of(picture))) <= 1280  # Telegram makes a longer one smaller


def size_of(made: bytes) -> tuple[int, int]:
    assert made.startswith(b"\x89PNG")
    return int.from_bytes(made[16:20], "big"), int.from_bytes(made[20:24], "big")


# --- Its own process ------------------------------------------------------------------------------


def test_it_is_the_same_picture_behind_the_pipe(dossier: Dossier) -> None:
    picture = replace(picture_of(dossier, SAY), gauges=targets_panel(of_indicators(dossier), SAY))
    assert picture.gauges
    behind = Picture.from_json(picture.to_json())
    assert behind.to_json() == picture.to_json()
    assert png_of(behind) == png_of(picture)


def test_no_library_of_pictures_stays_in_this_process(dossier: Dossier) -> None:
    """What a service that runs for months would carry along."""
    look = (
        "import sys; from bot.documents.chart import picture, process, shapes;"
        "made = process.drawn(shapes.Picture(['x'], [], [shapes.Panel('y', [])]));"
        "print(made[1:4].decode(), [one for one in ('matplotlib', 'numpy') if one in sys.modules])"
    )
    command = [sys.executable, "-c", look]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "PNG []\n"


def test_what_cannot_be_drawn_is_told_by_its_last_words(dossier: Dossier) -> None:
    broken = replace(picture_of(dossier, SAY), parts=[])
    with pytest.raises(NotDrawn, match="Error"):
        process.drawn(replace(broken, panels=[{"title": "x", "bars": [{}]}]))  # type: ignore[list-item]


# --- Indicators against their targets -------------------------------------------------------------


def of_indicators(dossier: Dossier, *values: str, **details: Any) -> Dossier:
    """Indicators with 40 to reach in 2025 and 50 in 2030, and what is said of each this year."""
    given = details or {
        "target_2025_raw": "40",
        "target_2025": 40,
        "target_2030_raw": "≥50",
        "target_2030": 50,
    }
    items = [
        Item(
            id=900 + n,
            plan_id=1,
            position=n,
            title_raw="",
            kind=ItemKind.INDICATOR,
            code=f"CT.{n}",
            title=f"Tỷ lệ hộ dân {n}",
            details={"unit": "%", "number": n, **given},
        )
        for n, _ in enumerate(values or ("45",))
    ]
    said = {
        900 + n: {2026: [SaidValue(0, Reached(f"{one}%", Decimal(one), "%"))]}
        for n, one in enumerate(values or ("45",))
        if one
    }
    return replace(dossier, items=items, values=said, answers=())


def gauges_of(dossier: Dossier) -> list[Gauge]:
    panel = targets_panel(dossier, SAY)
    return list(panel.gauges) if panel else []


@pytest.mark.parametrize(
    ("value", "state", "share", "told"),
    [
        ("45", ON_THE_WAY, 0.9, "Đạt 45%; 2025: 40%; 2030: ≥50%"),
        ("50", REACHED, 1.0, "Đạt 50%; 2025: 40%; 2030: ≥50%"),
        ("30.5", BEHIND, 0.61, "Đạt 30,5%; 2025: 40%; 2030: ≥50%"),
        ("", ON_THE_WAY, None, "Chưa có số liệu; 2025: 40%; 2030: ≥50%"),
    ],
)
def test_a_value_stands_beside_its_targets(
    dossier: Dossier, value: str, state: int, share: float | None, told: str
) -> None:
    [one] = gauges_of(of_indicators(dossier, value))
    assert (one.state, one.share, one.told) == (state, share, told)
    assert one.marks == [0.8, 1.0]


def test_beyond_its_targets_a_value_is_the_scale(dossier: Dossier) -> None:
    [one] = gauges_of(of_indicators(dossier, "80"))
    assert (one.share, one.marks, one.state) == (1.0, [0.5, 0.625], REACHED)


def test_what_is_to_fall_is_reached_below(dossier: Dossier) -> None:
    falling = {"target_2030_raw": "≤ 10", "target_2030": 10}
    high, low = gauges_of(of_indicators(dossier, "20", "8", **falling))
    assert (high.state, low.state) == (ON_THE_WAY, REACHED)
    assert high.marks == [0.5]


def test_targets_in_words_alone_are_not_drawn(dossier: Dossier) -> None:
    assert gauges_of(of_indicators(dossier, "20", target_2030_raw="02 năm/lần")) == []
    assert picture_of(of_indicators(dossier, "20", target_2030_raw="X"), SAY).gauges is None


def test_every_gauge_is_drawn_with_its_marks_and_its_words(dossier: Dossier) -> None:
    figure = figure_of(picture_of(of_indicators(dossier, "45", "", "30"), SAY))
    axes = figure.axes[-1]
    widths = [one.get_width() for one in axes.patches if isinstance(one, Rectangle)]
    assert widths == pytest.approx([1, 0.9, 1, 0, 1, 0.6])
    assert len(axes.lines) == 6
    legend = axes.get_legend()
    assert legend is not None
    assert [one.get_text() for one in legend.get_texts()][-2:] == ["Mục tiêu 2025", "Mục tiêu 2030"]


def test_its_font_has_every_vietnamese_letter() -> None:
    known = get_font(findfont(FONT, fallback_to_default=False)).get_charmap()
    assert {ord(letter) for letter in LETTERS + LETTERS.upper()} <= set(known)


def test_neighbours_are_told_apart_in_grey_as_well() -> None:
    def light(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
        return float(0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2)

    colours = [part.colour for part in parts_of(Count(carried_over=1), SAY)]
    for one, next_to_it in pairwise(colours):
        dark, bright = sorted((light(one), light(next_to_it)))
        assert (bright + 0.05) / (dark + 0.05) > 1.4
