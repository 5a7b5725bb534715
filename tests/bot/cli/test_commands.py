"""The command line: what it prints, and one clear line with exit code 1 where it cannot go on."""

import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.cli import COMMANDS, words
from storage.database import open_database
from storage.migrations import upgrade
from tests.bot.conftest import ROSTER, Terminal
from tests.support.paths import DATA, ROOT


def test_the_road_of_an_administrator(loaded: Terminal) -> None:
    assert "nothing to change" in loaded.prints("plan", "load", str(DATA / "ben-tre"))
    assert "0 new or changed" in loaded.prints("people", "load", str(ROSTER))
    assert "valid until" in loaded.prints("invite", "sct")
    plan = loaded.json("plan", "show", "ben-tre", "--json")
    assert (len(plan["items"]), len(plan["indicators"]), len(plan["projects"])) == (143, 28, 37)
    [agencies, coordinator] = loaded.json("rounds", "show", "ben-tre", "--json")
    assert (agencies["due_on"], agencies["remind_until_on"]) == ("2026-11-14", "2026-11-13")
    assert (coordinator["due_on"], coordinator["remind_until_on"]) == ("2026-11-30", "2026-11-30")
    figures = loaded.json("summary", "ben-tre", "--format", "json")
    assert figures["expected"] == agencies["expected"] > 80
    assert figures["received"] + figures["missing"] + figures["pending"] == figures["expected"]
    assert "Phải báo cáo" in loaded.prints("summary", "ben-tre")


def test_the_tables_are_brought_up_to_date(terminal: Terminal) -> None:
    assert "up to date" in terminal.prints("db", "upgrade")


def test_reminders_are_previewed_for_everybody_with_or_without_a_channel(loaded: Terminal) -> None:
    lines = loaded.json(
        "reminders", "preview", "ben-tre", "--from", "2026-10-14", "--to", "2026-11-13", "--json"
    )
    sct = [line for line in lines if line["agency"] == "Sở Công Thương tỉnh Vĩnh Long"]
    assert [line["send_at"][:10] for line in sct] == [
        "2026-10-14",
        "2026-10-30",
        "2026-11-06",
        "2026-11-10",
        "2026-11-12",
        "2026-11-13",
    ]
    assert {line["channel"] for line in sct} == {None}
    assert sct[0]["send_at"] == "2026-10-14T08:00:00+07:00"


def test_a_talk_in_the_terminal_by_numbers(loaded: Terminal) -> None:
    said = loaded.prints("chat", "--as", "sct", stdin="nhiem vu\n9.1\n")
    assert "1. " in said
    said = loaded.prints("chat", "--as", "sct", stdin="9.2\n1\n.\n.\n.\n1\n")
    assert "Đã ghi nhận 9.2: Đã hoàn thành, 100%." in said
    assert loaded.json("summary", "ben-tre", "--format", "json")["received"] == 1


def test_a_summary_of_the_past_does_not_know_what_came_later(loaded: Terminal) -> None:
    loaded.prints("chat", "--as", "sct", stdin="9.2\n7\n.\n1\n")
    assert loaded.json("summary", "ben-tre", "--format", "json")["received"] == 1
    past = loaded.json(
        "summary", "ben-tre", "--format", "json", "--as-of", "2026-10-14T07:00:00+07:00"
    )
    assert past["received"] == 0


def test_a_decision_becomes_a_folder_that_equals_the_reviewed_one(
    terminal: Terminal, tmp_path: Path
) -> None:
    out = tmp_path / "ben-tre"
    said = terminal.prints(
        "plan", "import", str(DATA / "ben-tre" / "decision.txt"), "--out", str(out)
    )
    assert "143 rows, 114 tasks, 28 indicators, 37 projects, 2 rules" in said
    assert (out / "items.csv").read_bytes() == (DATA / "ben-tre" / "items.csv").read_bytes()


@pytest.mark.parametrize(
    ("language", "seen"), [("vi", "không có bảng nhiệm vụ"), ("en", "has no table")]
)
def test_a_decision_without_tasks_is_refused_in_the_language_asked_for(
    terminal: Terminal, tmp_path: Path, language: str, seen: str
) -> None:
    path = tmp_path / "van-ban.txt"
    path.write_text("Số: 1/QĐ-UBND\nHuế, ngày 1 tháng 2 năm 2026\n", encoding="utf-8")
    words.choose(["daumoi", "--lang", language], {})
    try:
        said = terminal.fails("plan", "import", str(path), "--out", "y")
    finally:
        words.choose([], {})
    assert seen in said
    assert "daumoi plan template" in said


@pytest.mark.parametrize(
    ("arguments", "env", "seen"),
    [
        (("plan", "show", "x"), {}, "no plan 'x' is loaded"),
        (("summary", "x"), {}, "no plan 'x' is loaded"),
        (("invite", "x"), {}, "nobody has the code 'x'"),
        (("chat", "--as", "x"), {}, "nobody has the code 'x'"),
        (("plan", "load", "nowhere"), {}, "nowhere"),
        (("plan", "import", "nowhere.txt", "--out", "y"), {}, "nowhere.txt"),
        (("people", "load", "nowhere.csv"), {}, "nowhere.csv"),
        (("people", "show"), {"DATABASE_URL": "mysql://x"}, "'mysql:'"),
        (("people", "show"), {"DATABASE_URL": "postgresql://127.0.0.1:1/x"}, "cannot be opened"),
        (("people", "show"), {"TIMEZONE": "Mars"}, "TIMEZONE is 'Mars'"),
        (("people", "show"), {"DAUMOI_CLOCK": "2026-10-14"}, "needs its offset"),
        (("run",), {}, "no channel is configured"),
        (("run",), {"WEB_PORT": "x"}, "WEB_PORT is 'x'"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_1(
    terminal: Terminal, arguments: tuple[str, ...], env: dict[str, str], seen: str
) -> None:
    assert seen in terminal.fails(*arguments, **env)


def test_a_port_that_is_taken_is_named(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"port {port}" in terminal.fails("demo", "--port", port, "--no-browser")
        assert f"port {port}" in terminal.fails("run", WEB_PORT=port, TELEGRAM_BOT_TOKEN="1:x")


def test_a_database_of_another_version_is_left_alone(terminal: Terminal) -> None:
    made_by_another_version(Path("x.sqlite3"))
    said = terminal.fails("people", "show")
    assert "cannot be opened: its tables are of another version of the program" in said


def test_a_demonstration_of_another_version_does_not_go_on(terminal: Terminal) -> None:
    folder = Path("var", "demo")
    made_by_another_version(folder / "daumoi.sqlite3")
    (folder / "running").touch()
    said = terminal.fails("demo", "--port", free_port(), "--no-browser")
    assert f"is of another version; remove {folder}" in said


def made_by_another_version(path: Path) -> None:
    opened = open_database(f"sqlite:///{path}")
    upgrade(opened)
    with opened.write() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.close()


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return str(taken.getsockname()[1])


def test_it_says_its_version(terminal: Terminal) -> None:
    assert terminal.prints("--version") == f"daumoi {version('daumoi')}\n"


def test_wrong_usage_is_exit_code_2(terminal: Terminal) -> None:
    assert terminal.run("plan", "dance").exit_code == 2


def test_a_roster_that_names_an_unknown_agency_changes_nothing(loaded: Terminal) -> None:
    before = loaded.json("people", "show", "--json")
    bad = Path("bad.csv")
    head = "code,full_name,address,posts,rights,language,office_phone\n"
    good_line = "a,Người Mẫu Một,anh,focal@ben-tre:Sở Y tế,,vi,\n"
    bad.write_text(f"{head}{good_line}b,Người Mẫu Hai,anh,focal@ben-tre:Sở Mây,,vi,\n")
    assert "knows no agency 'Sở Mây'" in loaded.fails("people", "load", str(bad))
    assert loaded.json("people", "show", "--json") == before


def test_the_doctor_names_what_is_missing(loaded: Terminal) -> None:
    result = loaded.run("doctor")
    assert result.exit_code == 1
    assert "TELEGRAM_BOT_TOKEN is not set" in result.stdout
    assert "holidays     ok" in result.stdout


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "pages        PUBLIC_URL is not set: nobody can be sent a link to the pages"),
        ("http://daumoi.example.gov.vn", "pages        PUBLIC_URL is http://daumoi.example.gov.vn"),
        ("https://daumoi.example.gov.vn", "pages        ok"),
        ("http://127.0.0.1:8000", "pages        ok"),
    ],
)
def test_the_doctor_says_whether_the_pages_can_be_opened(
    address: str, says: str, loaded: Terminal
) -> None:
    assert says in loaded.run("doctor", PUBLIC_URL=address).stdout


def test_the_doctor_asks_for_the_holidays_of_next_year_from_october_on(loaded: Terminal) -> None:
    result = loaded.run("doctor", DAUMOI_CLOCK="2027-10-01T09:00:00+07:00")
    assert result.exit_code == 1
    assert "2028 awaits the official days of" in result.stdout
    assert "holidays.csv" in result.stdout


def _printed_and_imported(*args: str | Path) -> tuple[str, set[str]]:
    program = (
        "import sys; from bot.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: print(*sorted(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, *args]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.split())


def test_help_names_every_command_without_importing_any() -> None:
    printed, imported = _printed_and_imported("--help")
    assert all(f"\n  {name} " in printed for name in COMMANDS)
    assert not imported & {"sqlalchemy", "sqlmodel", "telegram", "rich", "httpx", "storage.models"}


def test_an_import_waits_for_no_database(tmp_path: Path) -> None:
    """Half of the time of a thousand rows was the start of what it does not use."""
    decision = ROOT / "tests/storage/importing/whole/van-xuoi.txt"
    _, imported = _printed_and_imported("plan", "import", decision, "--out", tmp_path / "plan")
    assert (tmp_path / "plan" / "items.csv").exists()
    assert not imported & {"sqlalchemy", "sqlmodel", "storage.models"}


def test_a_group_of_one_command_is_a_group(terminal: Terminal) -> None:
    assert terminal.run("db", "upgrade").exit_code == 0
    assert terminal.run("db").exit_code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(terminal: Terminal, name: str) -> None:
    assert terminal.prints(name, "--help").strip()
