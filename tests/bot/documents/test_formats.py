"""The formats of a summary: each can be made, in one way, and handed over by the command."""

import json
import subprocess
import sys
from datetime import UTC
from pathlib import Path

import pytest
from sqlmodel import select

from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.formats import Format
from locales import translator
from storage.database import Database
from storage.models import Plan, Round, Tier
from tests.bot.conftest import Terminal
from tests.support.paths import ROOT
from tests.support.worlds.world import CALENDAR, World

SAY = translator("vi")
HEAVY = (
    "docx",
    "openpyxl",
    "xlsxwriter",
    "matplotlib",
    "sqlalchemy",
    "bot.documents.text.summary",
    "bot.documents.json.summary",
)


@pytest.fixture
def figures(world: World) -> Dossier:
    with world.database.read() as session:
        plan = session.exec(select(Plan)).one()
        found = session.exec(select(Round).where(Round.tier == Tier.AGENCIES)).one()
        now = world.clock.now().astimezone(UTC)
        return dossier_of(session, plan, found, now, CALENDAR, now=now)


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.ticks()
    return world


@pytest.mark.parametrize("form", Format)
def test_each_can_be_made_and_stands_in_a_file_as_on_a_screen(
    form: Format, figures: Dossier
) -> None:
    made = form.render(figures, SAY)
    assert made
    assert isinstance(made, str) != form.is_whole
    if isinstance(made, str):
        assert form.file(figures, SAY) == f"{made}\n".encode()
    assert form.ending.startswith(".")
    assert "/" in form.media_type


def test_both_know_the_instant_in_the_zone_of_the_province(figures: Dossier) -> None:
    assert "07:30 14/10/2026" in str(Format.TEXT.render(figures, SAY))
    assert json.loads(Format.JSON.render(figures, SAY))["as_of"] == "2026-10-14T07:30:00+07:00"


def test_what_makes_one_is_loaded_only_when_it_is_asked_for() -> None:
    assert _loaded_by("bot.documents.formats") & set(HEAVY) == set()


def test_the_service_waits_without_what_makes_and_reads_files() -> None:
    heavy = {"docx", "lxml", "openpyxl", "xlsxwriter", "matplotlib", "pdfplumber", "alembic"}
    of_service = "bot.app, bot.web.app, bot.channels.telegram.channel"
    assert _loaded_by(of_service) & heavy == set()


def _loaded_by(modules: str) -> set[str]:
    look = [sys.executable, "-c", f"import sys, {modules}; print(*sys.modules)"]
    done = subprocess.run(look, cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("form", [form for form in Format if form.is_whole])
def test_the_command_writes_what_no_screen_can_show(loaded: Terminal, form: Format) -> None:
    assert f"--out, such as x{form.ending}" in loaded.fails("summary", "ben-tre", "--format", form)
    out = f"x{form.ending}"
    assert loaded.prints("summary", "ben-tre", "--format", form, "--out", out) == ""
    assert Path(out).read_bytes()[:4] in (b"PK\x03\x04", b"\x89PNG")
    assert not list(Path().glob(".*.part"))


@pytest.mark.parametrize("form", [form for form in Format if not form.is_whole])
def test_the_command_writes_to_a_file_what_it_prints(loaded: Terminal, form: Format) -> None:
    printed = loaded.prints("summary", "ben-tre", "--format", form)
    out = f"x{form.ending}"
    assert loaded.prints("summary", "ben-tre", "--format", form, "--out", out) == ""
    assert Path(out).read_text(encoding="utf-8") == printed


def test_what_is_no_text_needs_a_file(loaded: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Format, "render", lambda *_: b"\x00\n")
    assert "name a file for it with --out, such as x.txt" in loaded.fails("summary", "ben-tre")
    loaded.prints("summary", "ben-tre", "--out", "x.bin")
    assert Path("x.bin").read_bytes() == b"\x00\n"
    assert "cannot be written" in loaded.fails("summary", "ben-tre", "--out", "none/x.bin")
