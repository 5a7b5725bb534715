"""The administrator's guides are in step with the program: settings, troubles, commands, limits."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.channels.zalo_oa import templates
from bot.cli import app
from bot.conversation.routing.router import COMMANDS
from bot.dialogs.digest.planner_section import trouble_line
from bot.runtime.settings import read_settings
from locales import translator
from storage.messages.troubles import Reason
from storage.models import Trouble
from storage.names import fold
from tests.data.documents import DOCUMENTS, FOR_USERS, commands, quoted
from tests.support.paths import ROOT

FOLDER = ROOT / "data" / "huong-dan"
ZALO = (FOLDER / "quan-tri-zalo.md").read_text(encoding="utf-8")
GUIDE = (FOLDER / "quan-tri.md").read_text(encoding="utf-8")
DETAILS = (
    *("due_on", "plan", "day", "why", "coordinator", "year", "days"),
    *("bot", "since", "until", "count", "allowed", "bots"),
    *("file", "line", "folder"),
)
ROW = r"^\|.*$"
SETTINGS_OF_OTHERS = {"HTTPS_PROXY", "POSTGRES_PASSWORD", "FIGURE_WORDS"}  # no settings of ours
NOW = datetime(2026, 11, 21, tzinfo=UTC)


def settings() -> list[str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return [name for name in re.findall(r"^(\w+)=", example, re.M) if name.startswith("ZALO_")]


def exists(text: str) -> bool:
    """Whether there is that command, with every option that is given to it."""
    command: Any = get_command(app)
    ctx: Any = None
    words = text.split()
    while isinstance(command, TyperGroup) and words and not words[0].startswith("--"):
        command, words = command.get_command(ctx, words[0]), words[1:]
    if command is None or (isinstance(command, TyperGroup) and not words):
        return False
    known = {name for one in command.params for name in one.opts}
    return {word for word in words if word.startswith("--")} <= known


def headings(text: str) -> Iterator[str]:
    """The names that links within the page use."""
    for title in re.findall(r"^#+ (.+)$", text, re.M):
        kept = re.sub(r"[^\w\- ]", "", title.lower())
        yield kept.replace(" ", "-")


def test_there_is_something_to_compare() -> None:
    assert len(settings()) > 10
    assert len(commands(GUIDE)) > 10
    assert exists("invite sct")
    assert not exists("invitation sct")
    assert not exists("people")
    assert exists("--version")
    assert not exists("--wersion")
    assert not exists("invite sct --never")


@pytest.mark.parametrize("name", settings())
def test_every_setting_of_zalo_is_explained(name: str) -> None:
    assert f"`{name}`" in ZALO


@pytest.mark.parametrize("reason", Reason)
def test_every_trouble_is_quoted_as_an_administrator_hears_it(reason: Reason) -> None:
    details = dict.fromkeys(DETAILS, "…")
    trouble = Trouble(subject="…", reason=reason, details=details, seen_at=NOW)
    words = trouble_line(trouble, translator("vi"))
    row = next(line for line in re.findall(ROW, GUIDE, re.M) if f"`{reason}`" in line)
    assert words in row
    assert not row.rstrip(" |").endswith(words), "what is to be done?"


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_every_command_and_option_that_is_named_exists(document: str) -> None:
    assert [text for text in commands(document) if not exists(text)] == []


@pytest.mark.parametrize(("name", "longest"), templates.LONGEST_VALUES.items())
def test_the_template_is_described_as_it_is_filled(name: str, longest: int) -> None:
    row = next(line for line in re.findall(ROW, ZALO, re.M) if f"`{name}`" in line)
    assert f"| {longest} |" in row
    assert f"\\<{name}\\>" in ZALO


def test_the_hosts_and_limits_are_those_of_the_program() -> None:
    defaults = read_settings({}, env_file=None)
    bases = (
        *(defaults.zalo_bot_api_base, defaults.zalo_oa_api_base),
        *(defaults.zalo_oauth_base, defaults.zalo_zbs_api_base),
        defaults.telegram_api_base,
    )
    for base in bases:
        assert f"| `{base.removeprefix('https://')}` |" in GUIDE
    messages = f"{defaults.zalo_bot_messages:,}".replace(",", ".")
    assert f"{defaults.zalo_bot_users} người, {messages} tin" in ZALO


# In quotation marks, and said by nobody here: of Zalo, of other programs, and examples
NOT_OF_THE_PROGRAM = {
    *("before 15/11 every year", "đã nhận, sẽ báo cáo ngày …", "UBND xã Ba Tri", "Bot Đầu Mối 01"),
    *("thêm lịch từ URL", "sắp ra mắt", "Tổng số người dùng = 0", "Browser Integrity Check"),
    "báo khi im lặng",
}


def test_every_word_that_is_quoted_is_one_of_the_program() -> None:
    """A button, a dialog's command, a status, a page, a line of the log: said or heard."""
    words = translator("vi")
    said = [*words.words.values(), *(form for forms in words.plurals.values() for form in forms)]
    said = [fold(re.sub(r"\{\w*\}", "…", one)) for one in said]
    said += [fold(path.read_text("utf-8")) for path in (ROOT / "bot").rglob("*.py")]
    everything = "\n".join([*said, *COMMANDS])
    told = {one for text in FOR_USERS.values() for one in quoted(text)}
    assert {one for one in told if fold(one) not in everything} == NOT_OF_THE_PROGRAM


def test_every_name_of_code_that_is_told_of_is_there() -> None:
    """`Act`, `LADDER`, `sender.py`, `tests/support/paths.py`."""
    names, paths = set(), [path.relative_to(ROOT).as_posix() for path in python_files()]
    for path in python_files():
        names |= set(re.findall(r"\w+", path.read_text("utf-8")))
    for text in re.findall(r"`([\w./]+)`", DOCUMENTS["CONTRIBUTING.md"]):
        if text.endswith(".py"):
            assert any(path.endswith(text) for path in paths), text
        elif text.isidentifier() and text != text.lower():
            assert text in names, text


def python_files() -> list[Path]:
    rooms = ("bot", "scheduler", "storage", "locales", "tests")
    return [path for room in rooms for path in (ROOT / room).rglob("*.py")]


def test_every_target_of_make_is_there() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for name, text in DOCUMENTS.items():
        assert set(re.findall(r"(?:`|^)make (\w+)", text, re.M)) <= targets, name


def test_every_name_of_a_setting_is_one() -> None:
    named = re.compile(r"`([A-Z][A-Z]+_[A-Z_]*[A-Z])\b[=`]")
    known = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text("utf-8"), re.M))
    for name, text in FOR_USERS.items():
        assert set(named.findall(text)) - known <= SETTINGS_OF_OTHERS, name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    text = DOCUMENTS[name]
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= set(headings(text))
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert ((ROOT / name).parent / link).exists(), link


def test_the_newest_changes_are_those_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert newest is not None
    assert newest[1] == project["version"]


def test_the_pictures_are_small_enough_to_be_looked_at_by_whoever_passes() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", DOCUMENTS["README.md"])
    assert len(pictures) == 3
    for name in pictures:
        content = (ROOT / name).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < 120_000, name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_section_of_another_guide_is_there(name: str) -> None:
    """ "[the guide](quan-tri.md), mục 4.4"."""
    for other, number in re.findall(r"\]\(([\w-]+\.md)\), mục (\d+(?:\.\d+)?)", DOCUMENTS[name]):
        titles = (FOLDER / other).read_text(encoding="utf-8")
        assert re.search(rf"^#+ {number}\. ", titles, re.M), (other, number)
