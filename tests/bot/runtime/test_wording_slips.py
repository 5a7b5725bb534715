"""A slip in a translation: English is said, the administrator hears of it once, doctor names it."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import app
from bot.cli import doctor
from locales import catalogs, translator
from storage.database import Database
from storage.messages.troubles import open_troubles
from tests.support.worlds.world import World

GREETING = "Dear {address} {name} ({agency})."


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The Vietnamese file, to be edited."""
    shutil.copytree(catalogs.FOLDER, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    translator.cache_clear()
    yield catalogs.path_of("vi")
    translator.cache_clear()


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def misspell_the_greeting(file: Path) -> None:
    words = translator("vi").words[GREETING]
    edit(file, f'"{words}"', '"' + words.replace("{name}", "{ten}") + '"')
    translator.cache_clear()


def test_a_digest_goes_out_with_one_sentence_in_english(file: Path, in_memory: Database) -> None:
    world = World(in_memory)
    world.links("syt")
    misspell_the_greeting(file)
    world.clock.jump_to(date(2026, 10, 30), 8)
    [digest] = [one for one in world.ticks() if one.address == "syt"]
    assert digest.text.startswith("Dear anh/chị Bình (Sở Y tế).\n\nCăn cứ")


def test_the_trouble_is_open_until_the_file_is_right_again(file: Path, in_memory: Database) -> None:
    world = World(in_memory)
    misspell_the_greeting(file)
    for _ in range(2):
        app.check_wording(world.runtime)
    with in_memory.read() as session:
        [trouble] = open_troubles(session)
    assert trouble.subject == "wording:vi"
    assert "{name} is missing: Dear" in trouble.details["why"]
    assert trouble.details["line"] > 1
    edit(file, "{ten}", "{name}")
    app.check_wording(world.runtime)
    with in_memory.read() as session:
        assert open_troubles(session) == []


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"nothing of ours"])
def test_a_file_that_cannot_be_read_at_all_leaves_the_words_of_the_code(
    file: Path, content: bytes
) -> None:
    file.write_bytes(content)
    assert translator("vi")("Skip") == "Skip"
    file.unlink()
    translator.cache_clear()
    assert translator("vi")("Skip") == "Skip"
    assert all("locales/vi/" in line for line in doctor.wording())


def test_the_doctor_names_each_slip(file: Path) -> None:
    assert doctor.wording() == []
    misspell_the_greeting(file)
    [line] = doctor.wording()
    assert "locales/vi/LC_MESSAGES/messages.po: {name} is missing: Dear {address}" in line
