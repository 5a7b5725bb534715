"""The files for Docker: what they copy, start and mount exists, and the image holds no secret."""

import re
from pathlib import PurePosixPath

from bot.cli import COMMANDS
from bot.runtime.settings import read_settings
from tests.support.paths import ROOT

IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def copied() -> set[str]:
    """What goes into the image from the repository."""
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", IMAGE, re.M)
    return {name for line in lines for name in line.split()}


def test_all_that_the_image_needs_is_let_in_and_nothing_else() -> None:
    lets_in = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.M)
    assert copied() == set(lets_in)
    assert all((ROOT / name).exists() for name in copied())
    rooms = re.findall(r'"(\w+)\*"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(rooms) <= copied()


def test_it_runs_without_rights_and_starts_commands_of_the_program() -> None:
    assert re.search(r"^USER daumoi$", IMAGE, re.M)
    started = re.findall(r'^CMD \["(\w+)"', IMAGE, re.M) + re.findall(r"command: \[(\w+)", COMPOSE)
    assert started == ["run", "db"]
    assert set(started) <= set(COMMANDS)


def test_the_default_database_lies_on_the_volume() -> None:
    [home] = re.findall(r"^WORKDIR (/daumoi)$", IMAGE, re.M)
    path = read_settings({}, env_file=None).database_url.removeprefix("sqlite:///")
    assert f'"{PurePosixPath(home, path).parent}"' in IMAGE
    assert f"- var:{PurePosixPath(home, path).parent}" in COMPOSE


def test_every_setting_that_is_set_there_is_one() -> None:
    known = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text("utf-8"), re.M))
    block = re.search(r"environment: &settings\n(.*?)  volumes", COMPOSE, re.S)
    assert block
    named = set(re.findall(r"^    (\w+):", block[1], re.M))
    assert len(named) > 2
    assert named - known == {"FORWARDED_ALLOW_IPS"}  # the web server's own


def test_what_is_mounted_from_here_exists() -> None:
    mounted = re.findall(r"- \./(\S+?):", COMPOSE)
    assert mounted
    assert all((ROOT / name).exists() for name in mounted)
