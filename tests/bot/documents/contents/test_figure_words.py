"""The words of figures: what came late and what has not come are never called the same."""

import re
from dataclasses import fields

import pytest

from bot.language.wording import FIGURE_WORDS
from locales import translator
from storage.rounds.summary import Count

VI = translator("vi")
WORDS = {**VI.words, **{one: forms[0] for one, forms in VI.plurals.items()}}
LATE, OVERDUE = "trễ hạn", "quá hạn, chưa báo cáo"


def test_every_figure_that_is_shown_is_one_of_the_summary() -> None:
    assert set(FIGURE_WORDS) <= {one.name for one in fields(Count)}
    assert VI(FIGURE_WORDS["late"]).lower() == LATE
    assert VI(FIGURE_WORDS["missing"]).lower() == OVERDUE


@pytest.mark.parametrize(("name", "words"), [("late", LATE), ("missing", OVERDUE)])
def test_every_sentence_with_the_figure_calls_it_so(name: str, words: str) -> None:
    around = re.compile(rf"{words}[: ]*{{{name}}}|{{{name}}} (?:nội dung )?{words}")
    told = {one: vi for one, vi in WORDS.items() if f"{{{name}}}" in one}
    assert told
    assert [vi for vi in told.values() if not around.search(vi)] == []
