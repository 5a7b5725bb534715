"""What is no content: a yes, a no, thanks, "đã nhận", "mai em gửi", a greeting, a question."""

import unicodedata
from pathlib import Path

import pytest

from bot.language.words.questions import asks
from bot.language.words.small_talk import Talk, read_yes_no, talk_in

_FILE = Path(__file__).parents[2] / "support/talks/small_talk.tsv"
TALKS = [line.split("\t") for line in _FILE.read_text("utf-8").splitlines()[1:]]


def test_the_list_is_long_and_holds_every_kind_and_content() -> None:
    assert len(TALKS) == len({text for text, _ in TALKS}) >= 250
    assert {kind for _, kind in TALKS} == {*Talk, ""}
    assert sum(not kind for _, kind in TALKS) >= 50


@pytest.mark.parametrize(("text", "kind"), TALKS)
def test_talk_is_told_from_content(text: str, kind: str) -> None:
    assert talk_in(text) == (kind or None)


def test_capitals_blanks_and_decomposed_letters_change_nothing() -> None:
    for text, kind in TALKS:
        if kind:
            assert talk_in(f"  {unicodedata.normalize('NFD', text)} ") == kind
            assert talk_in(text.capitalize()) == kind


@pytest.mark.parametrize("content", ["1 xong", "60%", "đã mở 12 lớp", "12 lớp", "thiếu vốn"])
@pytest.mark.parametrize("kind", [Talk.YES, Talk.NO, Talk.THANKS, Talk.RECEIVED, Talk.PUT_OFF])
def test_talk_beside_content_is_content(kind: Talk, content: str) -> None:
    for text, its in TALKS:
        if its == kind:
            assert talk_in(f"{text}, {content}") is None, text


def test_who_denies_does_not_ask() -> None:
    assert not asks("không có khó khăn gì")
    assert asks("có khó khăn gì")


def test_a_yes_may_be_a_sign() -> None:
    assert read_yes_no("👍") is True
    assert read_yes_no("👎") is False
