"""What commands print and fail with: through the catalog, in Vietnamese where the machine is."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CLI = Path(__file__).resolve().parents[3] / "bot" / "cli"
# Whose arguments are said by somebody else: the catalog, the library of command lines, a log
SAID_ELSEWHERE = {"say", "tell", "refuse", "plural", "mark", "lazy", "Option", "Argument"}
SAID_ELSEWHERE |= {"Typer", "Entry", "print_table", "warning", "info"}
WORD = r"[^\W\d_]{2,}"
SENTENCE = re.compile(rf"{WORD}[,:;]? (?:{WORD}|…)|… {WORD}")  # "…": a value in it
# Names, what the library says of wrong usage, and what cannot happen
NO_SENTENCES = {"daumoi …", "daumoi: …", "vi, en", "No such command", "paths never end"}


def unsaid(tree: ast.AST) -> Iterator[str]:
    """Every sentence written in the code that no catalog can know."""
    if isinstance(tree, ast.Call) and _name(tree.func) in SAID_ELSEWHERE:
        yield from (found for one in _inner_calls(tree) for found in unsaid(one))
        return
    text = _text(tree)
    if SENTENCE.search(text) and text not in NO_SENTENCES:
        yield text
    for child in ast.iter_child_nodes(tree):  # all but docstrings
        if not (
            isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        ):  # docstrings
            yield from unsaid(child)


def _inner_calls(call: ast.Call) -> list[ast.expr]:
    arguments = [*call.args, *(one.value for one in call.keywords)]
    return [one for one in arguments if isinstance(one, ast.Call)]


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else "…" for one in node.values]
        return "".join(map(str, parts))
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_no_command_says_a_sentence_past_the_catalog() -> None:
    found = {
        path.name: sentences
        for path in sorted(CLI.glob("*.py"))
        if (sentences := list(unsaid(ast.parse(path.read_text("utf-8")))))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('fail(f"{name} is gone now")', 2),  # as a whole, and a part of it
        ('print(f"{name} is {what}")', 1),
        ('print("no plan")', 1),
        ('print(say("no plan"), f"{x}: {y}")', 0),
        ('fail(say("{why}", why=told("not said at all")))', 1),
        ('fail(say("it is {what}", what=one))', 0),
        ('def f():\n    """Some words of a docstring."""', 0),
    ],
)
def test_the_rule_finds_what_it_is_for(code: str, count: int) -> None:
    assert len(list(unsaid(ast.parse(code)))) == count


def ran(database: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    here = {"DATABASE_URL": f"sqlite:///{database}", "LC_ALL": "vi_VN.UTF-8", **settings}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env={**os.environ, **here},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_missing_database_is_told_in_vietnamese(tmp_path: Path) -> None:
    ended = ran(tmp_path / "none.sqlite3", "doctor")
    assert ended.returncode == 1
    assert "không có cơ sở dữ liệu tại" in ended.stderr
    assert "daumoi db upgrade" in ended.stderr


def test_a_setting_that_cannot_be_used_is_told_in_vietnamese(tmp_path: Path) -> None:
    told = ran(tmp_path / "none.sqlite3", "doctor", TIMEZONE="Mars/Olympus").stderr
    assert "TIMEZONE là 'Mars/Olympus', nhưng không có múi giờ này" in told


def test_whole_runs_on_a_fresh_database_are_vietnamese(tmp_path: Path) -> None:
    database = tmp_path / "fresh.sqlite3"
    assert "Cơ sở dữ liệu đã ở phiên bản mới nhất" in ran(database, "db", "upgrade").stdout
    seen = ran(database, "doctor")
    assert "chưa nạp kế hoạch nào" in seen.stdout
    assert "điểm cần xử lý, xem ở trên" in seen.stderr
    assert not re.search(r"\b(?:is|not|set|need|the)\b", seen.stdout + seen.stderr)
    assert "Họ và tên" in ran(database, "people", "show").stdout
    refused = ran(database, "rounds", "close", "99")
    assert (refused.returncode, refused.stderr) == (1, "daumoi: không có đợt báo cáo 99\n")
    assert ran(database, "people", "show", "--json").stdout == "[]\n"
