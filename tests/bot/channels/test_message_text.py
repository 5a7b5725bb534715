"""Numbered choices and long texts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import NumberedChoice
from bot.channels.message_text import split, units, with_numbers

LONG = NumberedChoice(1, "9.1", "5:e1", line="9.1 Tuyên truyền tiết kiệm năng lượng")
SHORT = NumberedChoice(2, "Xem tiếp", "5:more")


def test_without_buttons_every_choice_is_a_numbered_line() -> None:
    assert with_numbers("Chọn:", [LONG, SHORT], buttons=False).splitlines() == [
        "Chọn:",
        "1. 9.1 Tuyên truyền tiết kiệm năng lượng",
        "2. Xem tiếp",
    ]


def test_with_buttons_only_long_forms_are_written_out() -> None:
    assert with_numbers("Chọn:", [LONG, SHORT], buttons=True).splitlines() == [
        "Chọn:",
        "- 9.1 Tuyên truyền tiết kiệm năng lượng",
    ]


def test_texts_are_split_at_line_ends() -> None:
    assert split("một hai\nba bốn\nnăm", 13) == ["một hai", "ba bốn\nnăm"]
    assert split("một hai\nba bốn\nnăm", 14) == ["một hai\nba bốn", "năm"]


def test_a_line_too_long_is_split_at_words_and_a_word_too_long_anywhere() -> None:
    assert split("một hai ba", 7) == ["một hai", "ba"]
    assert split("aaaaaaa", 3) == ["aaa", "aaa", "a"]


@given(st.text(max_size=300), st.integers(min_value=4, max_value=50))
def test_no_part_is_too_long_and_no_word_is_lost(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert all(units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
