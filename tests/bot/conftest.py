"""A terminal for the tests of the command line."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app, terminal
from bot.cli.terminal import opened_now
from storage import database
from storage.database import Database, open_database
from tests.support.databases import remembering
from tests.support.paths import DATA

DATABASE = "x.sqlite3"
ROSTER = DATA / "people-sample.csv"


class Terminal:
    """Runs commands against one database, with the clock on 14/10/2026."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(folder)
        # The clock stands where DAUMOI_CLOCK says, however long the tests run
        monkeypatch.setattr(terminal, "monotonic", lambda: terminal._started)
        monkeypatch.setattr(database, "open_database", _opened)
        self.env = {
            "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
            "DAUMOI_CLOCK": "2026-10-14T07:30:00+07:00",
            "TELEGRAM_BOT_TOKEN": "",
        }

    def run(self, *arguments: str, stdin: str = "", **env: str) -> Result:
        with opened_now:
            return CliRunner().invoke(app, arguments, input=stdin, env={**self.env, **env})

    def prints(self, *arguments: str, **more: str) -> str:
        result = self.run(*arguments, **more)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *arguments: str) -> Any:
        return json.loads(self.prints(*arguments))

    def fails(self, *arguments: str, **env: str) -> str:
        result = self.run(*arguments, **env)
        assert result.exit_code == 1, result.output
        assert len(result.stderr.splitlines()) == 1
        return result.stderr


def _opened(url: str) -> Database:
    opened = open_database(url)
    return remembering(opened) if opened.is_sqlite else opened


@pytest.fixture(scope="session", name="no_rows")
def _no_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables; made once a run, copied for each test."""
    folder = tmp_path_factory.mktemp("no-rows")
    with pytest.MonkeyPatch.context() as monkeypatch:
        Terminal(folder, monkeypatch).prints("db", "upgrade")
    return folder / DATABASE


@pytest.fixture(name="terminal")
def _terminal(no_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shutil.copy(no_rows, tmp_path / DATABASE)
    return Terminal(tmp_path, monkeypatch)


@pytest.fixture(scope="session", name="ben_tre")
def _ben_tre(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database after the two commands; loaded once a run, copied for each test."""
    folder = tmp_path_factory.mktemp("ben-tre")
    with pytest.MonkeyPatch.context() as monkeypatch:
        opened = Terminal(folder, monkeypatch)
        opened.prints("db", "upgrade")
        opened.prints("plan", "load", str(DATA / "ben-tre"))
        opened.prints("people", "load", str(ROSTER))
    return folder / DATABASE


@pytest.fixture(name="loaded")
def _loaded(ben_tre: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    shutil.copy(ben_tre, tmp_path / DATABASE)
    return Terminal(tmp_path, monkeypatch)
