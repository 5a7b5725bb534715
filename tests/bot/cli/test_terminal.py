"""Where the terminal or the database is not as it should be: one sentence, never a traceback."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from bot.cli.terminal import SteadyClock
from storage.database import open_database
from storage.models import AuditEntry, Consent, Report
from storage.people.chat_accounts import reachable_accounts
from tests.bot.conftest import DATABASE, ROSTER, Terminal
from tests.support.paths import DATA, ROOT
from tests.support.worlds.linked import link

# --- Talking as somebody --------------------------------------------------------------------------


def rows(terminal: Terminal, table: type[Any]) -> list[Any]:
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.read() as session:
        found = list(session.exec(select(table)))
    opened.close()
    return found


def test_among_real_people_a_terminal_asks_before_it_speaks_as_one(loaded: Terminal) -> None:
    assert "Real people" not in loaded.prints("chat", "--as", "sct", stdin="nhiem vu\n")
    link(loaded, "syt")
    assert "nothing is changed" in loaded.fails("chat", "--as", "sct")
    refused = loaded.run("chat", "--as", "sct", stdin="n\n9.2\n7\n1\n1\n")
    assert (refused.exit_code, rows(loaded, Report)) == (1, [])
    assert "Real people use this database" in refused.stdout
    said = loaded.prints("chat", "--as", "sct", stdin="y\n9.2\n7\n1\n1\n")
    assert "Đã ghi nhận 9.2: Chưa đến kỳ" in said
    said = loaded.prints("chat", "--as", "sct", "--yes", stdin="9.5\n7\n1\n1\n")
    assert "Đã ghi nhận 9.5: Chưa đến kỳ" in said


def test_what_a_terminal_stores_is_marked(loaded: Terminal) -> None:
    loaded.prints("chat", "--as", "sct", stdin="9.2\n7\n1\n1\n")
    marks = [one for one in rows(loaded, AuditEntry) if one.action.startswith("terminal.")]
    opened, *acted = marks
    assert (opened.action, opened.person_id) == ("terminal.opened", None)
    [report] = rows(loaded, Report)
    assert opened.details == {"as": report.person_id}
    assert [(one.action, one.details["as"]) for one in acted] == [
        ("terminal.acted", report.person_id)
    ]
    assert "SubmitReport" in acted[0].details["effects"]


def test_a_terminal_takes_nobodys_reminders_and_forges_no_consent(loaded: Terminal) -> None:
    link(loaded, "sct")
    talk = "du lieu cua toi\n2\n1\n"
    loaded.prints("chat", "--as", "sct", "--yes", stdin=talk)  # withdraws
    said = loaded.prints("chat", "--as", "sct", "--yes", stdin=talk)  # agrees again, or would
    assert "không còn thực hiện được" in said
    assert len(rows(loaded, Consent)) == 1
    opened = open_database(loaded.env["DATABASE_URL"])
    with opened.read() as session:
        assert reachable_accounts(session) == {}
    opened.close()


def test_a_code_is_not_used_up_by_a_terminal(loaded: Terminal) -> None:
    code = loaded.prints("invite", "sct").split()
    [code_typed] = [word for word in code if len(word) == 9 and word[4] == "-"]
    loaded.prints("chat", stdin=f"{code_typed}\n1\n1\n")
    assert rows(loaded, Consent) == []


def test_whoever_was_erased_is_nobody_to_talk_as(loaded: Terminal) -> None:
    loaded.prints("people", "erase", "sct", "--yes")
    assert "nobody has the code" in loaded.fails("chat", "--as", "sct")


def test_erasing_asks_first(loaded: Terminal) -> None:
    assert "add --yes" in loaded.fails("people", "erase", "sct")
    declined = loaded.run("people", "erase", "sct", stdin="n\n")
    assert (declined.exit_code, "Lê Văn Mẫu Cường" in declined.stdout) == (1, True)
    assert "Lê Văn Mẫu Cường" in loaded.prints("people", "show", COLUMNS="200")
    assert "is erased" in loaded.prints("people", "erase", "sct", stdin="y\n")


def test_a_plan_that_is_not_there_cannot_be_shown(terminal: Terminal) -> None:
    said = terminal.fails("demo", "--plan", "nowhere", "--port", "8168", "--no-browser")
    assert "there is no plan 'nowhere'" in said
    assert "there are: ben-tre, thanh-hoa" in said


# --- The database ---------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("people", "show"), ("run",), ("plan", "load", "x")])
def test_a_mistyped_path_is_refused_and_not_made(
    terminal: Terminal, arguments: tuple[str, ...]
) -> None:
    for path in (Path("vra/x.sqlite3").absolute(), Path("y.sqlite3").absolute()):
        said = terminal.fails(*arguments, DATABASE_URL=f"sqlite:///{path}")
        assert f"there is no database at {path}" in said
        assert "daumoi db upgrade" in said
        assert not path.exists()
    assert not Path("vra").exists()


def test_what_we_make_is_for_us_alone(terminal: Terminal) -> None:
    before = os.umask(0)
    try:
        terminal.prints("db", "upgrade", DATABASE_URL="sqlite:///new/var/x.sqlite3")
        terminal.prints("people", "show", DATABASE_URL="sqlite:///new/var/x.sqlite3")
    finally:
        os.umask(before)
    made = {path: stat.S_IMODE(path.stat().st_mode) for path in Path("new").rglob("*")}
    assert {mode for path, mode in made.items() if path.is_file()} == {0o600}
    assert stat.S_IMODE(Path("new").stat().st_mode) == made[Path("new/var")] == 0o700


BROKEN = {
    "text": b"this is no database at all, though it is long enough to look like one" * 20,
    "torn": b"SQLite format 3\0" + b"\xff" * 5000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_file_is_told(terminal: Terminal, content: bytes) -> None:
    Path(DATABASE).write_bytes(content)
    for arguments in (("people", "show"), ("db", "upgrade"), ("doctor",)):
        result = terminal.run(*arguments)
        assert result.exit_code == 1
        assert result.stderr.startswith("daumoi: the database of DATABASE_URL cannot be opened: ")


@pytest.fixture
def read_only() -> Iterator[None]:
    def shut(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(Engine, "connect", shut)
    yield
    event.remove(Engine, "connect", shut)


@pytest.mark.usefixtures("read_only")
def test_a_database_that_may_only_be_read_is_told(loaded: Terminal) -> None:
    for arguments in (("people", "load", str(ROSTER)), ("invite", "sct"), ("chat", "--as", "sct")):
        said = loaded.fails(*arguments)
        assert "cannot be used: attempt to write a readonly database" in said
    assert loaded.json("people", "show", "--json")


def test_a_table_that_is_gone_is_told(loaded: Terminal) -> None:
    with sqlite3.connect(DATABASE) as broken:
        broken.execute("PRAGMA foreign_keys=OFF")
        broken.execute("DROP TABLE person_right")
    assert "cannot be used: no such table: person_right" in loaded.fails("people", "show")


# --- The terminal's letters -----------------------------------------------------------------------


def program(terminal: Terminal, *arguments: str, stdin: bytes = b"", env: Any = None) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**os.environ, **terminal.env, "COLUMNS": "200", **(env or {})},
        input=stdin,
        capture_output=True,
        check=False,
    )


NARROW = [
    {"PYTHONIOENCODING": "ascii", "LANG": "C"},
    {"PYTHONIOENCODING": "cp1252"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]


# What the commands have in common is loaded once for each environment; each then runs as a process
# of its own, with streams of its own. The streams' letters are settled when the interpreter starts.
FORKING = """
import os, sys
import bot.conversation.inbox, bot.documents.formats, storage.rounds.summary
from bot.__main__ import main
for number, line in enumerate("\\n".join(sys.argv[1:]).split("\\n;\\n")):
    pid = os.fork()
    if not pid:
        for descriptor, name in enumerate(("in", "out", "err")):
            opened = os.open(f"{number}.{name}", os.O_RDWR | os.O_CREAT)
            os.dup2(opened, descriptor)
        sys.argv = ["daumoi", *line.split("\\n")]
        sys.exit(main())
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


def programs(terminal: Terminal, *commands: tuple[str, ...], env: Any) -> list[Any]:
    """As `program` for each of them, in the terminal's folder: `N.in` is what the Nth is told."""
    one_by_one = [word for command in commands for word in (";", *command)][1:]
    run = subprocess.run(
        [sys.executable, "-c", FORKING, *one_by_one],
        env={**os.environ, **terminal.env, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **env},
        capture_output=True,
        check=True,
    )
    return [
        subprocess.CompletedProcess(
            *(command, int(code), Path(f"{n}.out").read_bytes(), Path(f"{n}.err").read_bytes())
        )
        for n, (command, code) in enumerate(zip(commands, run.stdout.split(), strict=True))
    ]


@pytest.mark.parametrize("env", NARROW, ids=["ascii", "cp1252", "posix"])
def test_a_terminal_of_few_letters_gets_plain_ones(loaded: Terminal, env: dict[str, str]) -> None:
    Path("5.in").write_bytes("nhiệm vụ\n".encode() + b"\xff\xfe\n")
    people, exact, summary, usage, plan, chat = programs(
        loaded,
        ("people", "show"),
        ("people", "show", "--json"),
        ("summary", "ben-tre", "--format", "json"),
        ("--help",),
        ("plan", "load", "Kế hoạch"),
        ("chat", "--as", "sct"),
        env=env,
    )
    assert (people.returncode, people.stderr) == (0, b"")
    assert b"Le Van Mau Cuong" in people.stdout or "Lê Van Mau".encode("cp1252") in people.stdout
    names = {one["full_name"] for one in json.loads(exact.stdout.decode("cp1252"))}
    assert "Lê Văn Mẫu Cường" in names
    themes = json.loads(summary.stdout.decode("cp1252"))["by_theme"]
    assert "Góp phần hoàn thiện" in themes[0]["title"]
    assert (usage.returncode, b"Usage" in usage.stdout) == (0, True)
    assert (plan.returncode, len(plan.stderr.splitlines())) == (1, 1)
    assert (chat.returncode, chat.stderr) == (0, b"")


def test_the_samples_can_be_loaded_by_the_whole_program(terminal: Terminal) -> None:
    assert program(terminal, "plan", "load", str(DATA / "ben-tre")).returncode == 0
    assert program(terminal, "people", "load", str(ROSTER)).returncode == 0
    assert program(terminal, "people", "erase", "nobody").returncode == 1
    assert program(terminal, "people", "fly").returncode == 2


# --- What people typed ----------------------------------------------------------------------------

STEERING = "\x1b]0;PWNED\x07\x1b[31m đỏ \u202egpj.exe \x9b2J"


def test_no_letter_steers_the_terminal(loaded: Terminal) -> None:
    asked = ("ask", "ben-tre", "--agency", "sct", "--item", "9.2", "--until", "2026-11-30")
    loaded.prints("extensions", *asked, "--reason", STEERING)
    for more in ((), ("--json",)):
        said = loaded.prints("extensions", "list", "ben-tre", *more, COLUMNS="400")
        assert not set(said) & {"\x1b", "\x07", "\u202e", "\x9b"}
        assert "\\u001b]0;PWNED" in said
        assert "\\u202egpj.exe" in said
    [request] = loaded.json("extensions", "list", "ben-tre", "--json")
    assert request["reason"] == STEERING
    assert "\x1b" not in loaded.fails("people", "erase", STEERING)


def test_a_clock_that_is_set_back_a_little_goes_slower_until_it_has_caught_up() -> None:
    start = datetime(2026, 10, 14, 8, tzinfo=UTC)
    wall, elapsed = [0.0], [0.0]
    steady = SteadyClock(lambda: start + timedelta(seconds=wall[0]), lambda: elapsed[0])

    def seen(at: float, after: float) -> float:
        wall[0], elapsed[0] = at, elapsed[0] + after
        return (steady.now() - start).total_seconds()

    assert seen(10, 10) == 10
    assert [seen(9, 1), seen(10, 1), seen(11, 1), seen(12, 1)] == [10.5, 11, 11, 12]
    assert seen(13, 1) == 13
    assert seen(-300, 1) == -300  # an hour that was wrong is believed at once
