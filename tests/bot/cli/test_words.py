"""The command line in Vietnamese: by --lang or LANG, every help text, wrong usage."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli import COMMANDS, app, words
from locales import translator


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    words.choose([], {})


@pytest.mark.parametrize(
    ("arguments", "environment", "language", "left"),
    [
        (["daumoi", "doctor"], {}, "en", ["daumoi", "doctor"]),
        (["daumoi", "doctor"], {"LANG": "vi_VN.UTF-8"}, "vi", ["daumoi", "doctor"]),
        (["daumoi"], {"LANG": "vi_VN", "LC_ALL": "C.UTF-8"}, "en", ["daumoi"]),
        (["daumoi"], {"LANG": "en_US", "LC_MESSAGES": "vi_VN"}, "vi", ["daumoi"]),
        (["daumoi", "--lang", "vi", "doctor"], {}, "vi", ["daumoi", "doctor"]),
        (["daumoi", "doctor", "--lang=vi"], {}, "vi", ["daumoi", "doctor"]),
        (["daumoi", "--lang", "en"], {"LANG": "vi_VN"}, "en", ["daumoi"]),
        (["daumoi", "--lang", "fr"], {}, "en", ["daumoi", "--lang", "fr"]),
        (["daumoi", "--lang"], {}, "en", ["daumoi", "--lang"]),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_locale(
    arguments: list[str], environment: dict[str, str], language: str, left: list[str]
) -> None:
    words.choose(arguments, environment)
    assert (words.language(), arguments) == (language, left)


def helps(command: Any) -> Iterator[str]:
    """Every text that explains a command, its options and the commands below."""
    yield command.help or ""
    for parameter in command.params:
        yield getattr(parameter, "help", None) or ""
    for one in getattr(command, "commands", {}).values():
        yield from helps(one)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_text_is_known_to_the_catalog(name: str) -> None:
    group: Any = get_command(app)
    assert isinstance(group, TyperGroup)
    known = translator("vi").words
    texts = [text for text in helps(group.get_command(None, name)) if text]  # type: ignore[arg-type]
    assert texts
    paragraphs = [" ".join(one.split()) for text in texts for one in text.split("\n\n")]
    assert [one for one in paragraphs if not known.get(one)] == []
    assert known[COMMANDS[name].about]


def said(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env={**os.environ, "LC_ALL": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_is_vietnamese_where_the_machine_is() -> None:
    told = said("rounds", "close", "--help", LC_ALL="vi_VN.UTF-8").stdout
    assert "Đóng đợt" in told
    assert "Close a round" not in told
    assert "Tùy chọn" in said("--lang", "vi", "--help").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rounds", "close"], "thiếu ID"),
        (["rounds", "close", "x"], "ID không phù hợp"),
        (
            ["plan", "give", "x", "--due", "5.6.2026"],
            "--due không phù hợp: ghi ngày theo dạng 31/12",
        ),
        (["rounds", "clos", "1"], "không có lệnh clos"),
        (["round"], "không có lệnh round"),
        (["summary", "ben-tre", "--formt", "text"], "không có tùy chọn --formt"),
        (["summary", "ben-tre", "--format"], "--format cần một giá trị"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese_and_ends_with_two(
    arguments: list[str], told: str
) -> None:
    ended = said("--lang", "vi", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"Lỗi: {told}" in ended.stderr
    assert "Error" not in ended.stderr


def test_an_unknown_language_is_wrong_usage() -> None:
    assert said("--lang", "fr", "doctor").returncode == 2
