"""What officials type, in many styles: nearly everything is read right, and nothing wrongly."""

import unicodedata

import pytest

from bot.language.replies.parser import read_line
from bot.language.words.small_talk import talk_in
from storage.models import Status
from tests.support.talks.labelled import Phrase, phrases, said

PHRASES = phrases()
RIGHT = 0.98  # of all phrases; the others may be left unread
TRAPS = 60


def test_the_list_is_long_and_full_of_traps() -> None:
    assert len(PHRASES) == len({phrase.text for phrase in PHRASES}) >= 1500
    assert sum(not phrase.expected.read for phrase in PHRASES) >= TRAPS
    statuses = {entry.status for phrase in PHRASES for entry in phrase.expected.read}
    assert statuses == set(Status)


def is_false(phrase: Phrase, text: str) -> bool:
    return not any(said(read_line(text).read) <= right for right in phrase.right)


def test_nothing_is_read_wrongly() -> None:
    assert [phrase.text for phrase in PHRASES if is_false(phrase, phrase.text)] == []


def test_nearly_everything_is_read_right() -> None:
    other = [phrase.text for phrase in PHRASES if not is_right(phrase)]
    assert len(other) <= (1 - RIGHT) * len(PHRASES), other


def is_right(phrase: Phrase) -> bool:
    reading = read_line(phrase.text)
    if not phrase.is_exact:
        return said(reading.read) in phrase.right
    return (reading.read, reading.unread) == (phrase.expected.read, phrase.expected.unread)


def test_what_is_not_read_comes_back() -> None:
    """As it was written, but for dictated numbers, which come back in digits."""
    for phrase in PHRASES:
        reading = read_line(phrase.text)
        assert reading.read or reading.unread or talk_in(phrase.text), phrase.text
        assert all(one.words in " ".join(reading.unread) for one in reading.unsure)


@pytest.mark.parametrize("phrase", PHRASES[::5], ids=lambda phrase: phrase.text[:40])
def test_decomposed_letters_and_wide_spaces_change_nothing(phrase: Phrase) -> None:
    read = read_line(phrase.text)
    assert read_line(unicodedata.normalize("NFD", phrase.text)) == read
    assert read_line(phrase.text.replace(" ", "  ").replace("\n", "\n\n")) == read
    if "\t" not in phrase.text:
        assert read_line(f" \t{phrase.text}\u00a0\n") == read


@pytest.mark.parametrize("form", ["upper", "capitalize"])
def test_capitals_change_no_status(form: str) -> None:
    for phrase in PHRASES:
        if "\n" not in phrase.text:
            assert not is_false(phrase, getattr(phrase.text, form)())
