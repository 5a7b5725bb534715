"""The rooms and their arrows, and the habits every module keeps."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import ROOT

ROOMS = ("bot", "scheduler", "storage", "locales")
ALLOWED = {
    "bot": {"bot", "scheduler", "storage", "locales"},
    "scheduler": {"scheduler", "storage"},
    "storage": {"storage"},
    "locales": {"locales"},
}
MODULES = sorted(
    path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts
)


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_arrows_between_rooms_go_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    used = {name.split(".")[0] for name in imports(ast.parse(path.read_text("utf-8")))}
    assert used & set(ROOMS) <= ALLOWED[room]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if {"dialogs", "language"} & set(p.parts)], ids=name_of
)
def test_dialogs_and_language_know_no_channel_and_no_session(path: Path) -> None:
    used = set(imports(ast.parse(path.read_text("utf-8"))))
    assert not {
        name for name in used if name.startswith(("bot.channels", "sqlmodel", "sqlalchemy"))
    }


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parts[len(ROOT.parts)] != "storage"], ids=name_of
)
def test_sql_is_written_in_storage_only(path: Path) -> None:
    used = set(imports(ast.parse(path.read_text("utf-8"))))
    forbidden = {"sqlmodel.select", "sqlalchemy.select", "sqlalchemy.text", "sqlalchemy.update"}
    assert not used & forbidden


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_opens_with_one_line(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", '"'))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_is_awaited_inside_a_transaction(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.With) and any(_opens_session(item) for item in node.items):
            awaited = [inner for inner in ast.walk(node) if isinstance(inner, ast.Await)]
            assert not awaited, f"line {node.lineno}"


def _opens_session(item: ast.withitem) -> bool:
    call = item.context_expr
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("write", "read")
    )


def test_the_clock_is_read_only_where_the_program_meets_the_world() -> None:
    readers = {
        name_of(path)
        for path in MODULES
        if "datetime.now(" in (source := path.read_text("utf-8")) or "date.today(" in source
    }
    assert readers == {
        "bot/cli/terminal.py",
        "scheduler/jobs.py",
    }  # APScheduler knows real time only
