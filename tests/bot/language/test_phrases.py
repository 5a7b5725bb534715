"""What officials type, in many styles: nearly everything is read right, and nothing wrongly."""

import unicodedata

import pytest

from bot.language.replies.parser import Reading, read_line
from storage.models import Status
from tests.support.talks.labelled import Phrase, phrases

PHRASES = phrases()
RIGHT = 0.98  # of all phrases; the others may be left unread
TRAPS = 60


def said(reading: Reading) -> set[tuple[str, str, int | None]]:
    return {(entry.ref, entry.status, entry.percent) for entry in reading.read}


def test_the_list_is_long_and_full_of_traps() -> None:
    assert len(PHRASES) == len({phrase.text for phrase in PHRASES}) >= 410
    assert sum(not phrase.expected.read for phrase in PHRASES) >= TRAPS
    statuses = {entry.status for phrase in PHRASES for entry in phrase.expected.read}
    assert statuses == set(Status)


def test_nothing_is_read_wrongly() -> None:
    wrong = {
        phrase.text: said(read_line(phrase.text)) - said(phrase.expected) for phrase in PHRASES
    }
    assert {text: entries for text, entries in wrong.items() if entries} == {}


def test_nearly_everything_is_read_right() -> None:
    other = [phrase.text for phrase in PHRASES if read_line(phrase.text) != phrase.expected]
    assert len(other) <= (1 - RIGHT) * len(PHRASES), other


@pytest.mark.parametrize("phrase", PHRASES[::5], ids=lambda phrase: phrase.text[:40])
def test_decomposed_letters_and_wide_spaces_change_nothing(phrase: Phrase) -> None:
    read = read_line(phrase.text)
    assert read_line(unicodedata.normalize("NFD", phrase.text)) == read
    assert read_line(phrase.text.replace(" ", "  ").replace("\n", "\n\n")) == read
    assert read_line(f" \t{phrase.text}\u00a0\n") == read


@pytest.mark.parametrize("form", ["upper", "capitalize"])
def test_capitals_change_no_status(form: str) -> None:
    for phrase in PHRASES:
        if "\n" not in phrase.text:
            assert said(read_line(getattr(phrase.text, form)())) <= said(phrase.expected)
