"""The chart: every bar is as long as its figures, in letters and colours everybody can read."""

from dataclasses import replace
from itertools import pairwise

import pytest
from matplotlib.font_manager import findfont, get_font
from matplotlib.patches import Rectangle

from bot.documents.chart import DPI, FONT, SHOWN, WIDTH, chart, figure_of
from bot.documents.contents.dossier import Dossier
from bot.documents.contents.progress import living, parts_of
from locales import translator
from storage.database import Database
from storage.rounds.summary import AgencyCount, Count
from tests.support.databases import emptied
from tests.support.worlds.answers.answered import AnsweredWorld

SAY = translator("vi")
LETTERS = "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


@pytest.fixture(scope="module", name="dossier")
def _dossier(sqlite: Database) -> Dossier:
    return AnsweredWorld(emptied(sqlite)).dossier()


def test_every_bar_is_made_of_its_figures(dossier: Dossier) -> None:
    themes, agencies = figure_of(dossier, SAY).axes
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
    total, head = dossier.summary.total, figure_of(dossier, SAY).get_suptitle()
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
    figure = figure_of(replace(dossier, summary=replace(dossier.summary, by_agency=many)), SAY)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[-1] == f"Theo đơn vị (và {166 - SHOWN} đơn vị khác)"


def test_it_is_as_wide_as_a_telephone_shows(dossier: Dossier) -> None:
    made = chart(dossier, SAY)
    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20], "big") == round(WIDTH * DPI) == 1080


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
