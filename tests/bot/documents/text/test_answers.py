"""What was answered as data and as text: every word of it, exactly."""

import json

import pytest

from bot.documents.contents.dossier import Dossier
from bot.documents.contents.office_text import height_of, kept, pieces
from bot.documents.json.answers import answer_data
from bot.documents.text.answers import answers_text
from locales import translator
from storage.database import Database
from tests.support.databases import emptied
from tests.support.worlds.answers.answered import WORDS, AnsweredWorld
from tests.support.worlds.world import ZONE


@pytest.fixture(scope="module", name="dossier")
def _dossier(sqlite: Database) -> Dossier:
    return AnsweredWorld(emptied(sqlite)).dossier()


def test_data_holds_every_letter_that_was_sent(dossier: Dossier) -> None:
    written = json.dumps([answer_data(one, ZONE) for one in dossier.answers], ensure_ascii=False)
    read = {one["item"]: one for one in json.loads(written)}
    for code, said in WORDS.items():
        found = [read[code][name] for name in ("result", "difficulties", "proposals")]
        assert found == [words.replace("\ud800", "") for words in said]
    assert read["1.4"]["status"] is None


def test_text_holds_every_word_and_names_who_said_nothing(dossier: Dossier) -> None:
    told = answers_text(dossier.answers, ZONE, translator("vi"))
    assert {word for said in WORDS["1.2"] for word in said.split()} <= set(told.split())
    assert "- Sở Công Thương: quá hạn, chưa báo cáo" in told


def test_letters_that_no_file_may_hold_are_left_out_and_what_parts_lines_parts_them() -> None:
    assert kept("a\x00b\x0bc\r\nd\re\x1bf\ufffeg\u2028h\tđ😀\u200f\u202e") == (
        "ab\nc\nd\nefg\nh\tđ😀\u200f\u202e"
    )


@pytest.mark.parametrize("text", ["", "một", "a b " * 500, "x" * 900, "dòng\n" * 40, "\n\n  a"])
def test_pieces_lose_no_word_and_none_is_too_high(text: str) -> None:
    parts = list(pieces(text, 20, 6))
    assert parts
    assert "".join("".join(parts).split()) == "".join(text.split())
    if " " in text.strip():
        assert " ".join(parts).split() == text.split()
    assert all(height_of(part, 20) <= 6 for part in parts)
