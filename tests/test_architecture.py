"""The rooms and their arrows, and the habits every module keeps."""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "scheduler", "storage", "locales")
ALLOWED = {
    "bot": {"bot", "scheduler", "storage", "locales"},
    "scheduler": {"scheduler", "storage"},
    "storage": {"storage"},
    "locales": {"locales"},
}
# Inside bot/: each may import what stands behind it, never what stands before; a line is one level
BOT_LEVELS = (
    ("__main__",),
    ("cli",),
    ("simulator",),
    ("app",),
    ("delivery", "web"),
    ("conversation",),
    ("dialogs",),
    ("documents",),
    ("language", "runtime"),
    ("channels",),
)
LEVEL_OF = {name: level for level, names in enumerate(BOT_LEVELS) for name in names}
# Folders in which every file is of one kind: flat on purpose
REGISTRIES = {"bot/cli", "storage/migrations/versions", "tests/bot/cli", "tests/transcripts"}
MOST_ENTRIES = 12
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 30  # of its body: options and parameters are a list, each on its line
FLAT = {"load_facts", "load_planning"}  # they fill one value, field by field
PATHS = sorted(
    path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "versions" not in path.parts
)
CLOCK_READERS = {"bot/cli/terminal.py"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path) for path in PATHS}


@cache
def source_of(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(source_of(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def offenders(paths: list[Path], faults: Callable[[Path], Iterable[object]]) -> dict[str, object]:
    """Every file that breaks a rule, and how: one test a rule is a tenth of one a rule and file."""
    assert paths, "the rule looks at no file"
    return {name_of(path): found for path in paths if (found := list(faults(path)))}


@cache
def imports(path: Path) -> frozenset[str]:
    return frozenset(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{name.name}" for name in node.names]
            yield from names
            if not all(name in MODULES for name in names):  # else only parts of it are imported
                yield node.module


@cache
def own_imports() -> Mapping[str, frozenset[str]]:
    """module → the modules of ours that it imports, wherever in the file it does so."""
    return {module_of(path): imports(path) & MODULES - {module_of(path)} for path in PATHS}


def of_rooms(*rooms: str) -> list[Path]:
    return [path for path in PATHS if path.relative_to(ROOT).as_posix().startswith(rooms)]


def test_arrows_between_rooms_go_one_way() -> None:
    def forbidden(path: Path) -> set[str]:
        used = {name.split(".")[0] for name in imports(path)}
        return used & set(ROOMS) - ALLOWED[path.relative_to(ROOT).parts[0]]

    assert offenders(PATHS, forbidden) == {}


def test_arrows_inside_the_bot_go_one_way() -> None:
    """A folder uses itself and what stands below; two of one level leave each other alone."""

    def upward(path: Path) -> set[str]:
        own = path.relative_to(ROOT / "bot").with_suffix("").parts[0]
        used = {name.split(".")[1] for name in imports(path) if name.startswith("bot.")}
        return {name for name in used - {own} if LEVEL_OF[name] <= LEVEL_OF[own]}

    inside = [path for path in of_rooms("bot/") if path != ROOT / "bot" / "__init__.py"]
    assert offenders(inside, upward) == {}


def test_every_lock_reads_anew_what_the_session_holds_already() -> None:
    """SELECT … FOR UPDATE alone gives back the object with its old values."""

    def stale(path: Path) -> list[str]:
        words = [
            node.attr if isinstance(node, ast.Attribute) else node.arg
            for node in nodes_of(path)
            if isinstance(node, ast.Attribute | ast.keyword)
        ]
        locks, anew = words.count("with_for_update"), words.count("populate_existing")
        return [f"{locks} locks, {anew} read anew"] if locks > anew else []

    assert offenders(PATHS, stale) == {}


def test_no_two_files_import_each_other_however_many_stand_between() -> None:
    assert _circles(own_imports()) == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_two_folders_beside_each_other_import_each_other(room: str) -> None:
    """Beside each other: in the same folder, so that a reader can go from one to the next."""
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for module, used in own_imports().items():
        for other in used:
            mine, theirs = _where_they_part(module, other)
            if module.split(".")[0] == other.split(".")[0] == room and mine and theirs:
                pairs[mine].add((mine, theirs))
    arrows = {pair for found in pairs.values() for pair in found}
    assert sorted(pair for pair in arrows if pair[::-1] in arrows and pair[0] < pair[1]) == []


def _where_they_part(module: str, other: str) -> tuple[str, str]:
    """The two folders of one folder in which they stand; empty where one of them is a file."""
    mine, theirs = module.split("."), other.split(".")
    depth = next((i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), 0)
    names = ".".join(mine[: depth + 1]), ".".join(theirs[: depth + 1])
    is_folder = [(ROOT / name.replace(".", "/")).is_dir() for name in names]
    return names if depth and all(is_folder) else ("", "")


def _circles(arrows: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """Every group of modules that import each other in a circle (Tarjan)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = lowest[module] = len(index)
        stack.append(module)
        for other in arrows[module]:
            if other not in index:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in stack:
                lowest[module] = min(lowest[module], index[other])
        if lowest[module] == index[module]:
            at = stack.index(module)
            group = stack[at:]
            del stack[at:]
            if len(group) > 1:
                found.append(sorted(group))

    for module in arrows:
        if module not in index:
            visit(module)
    return found


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_at_most_twelve_entries_a_folder(room: str) -> None:
    crowded = {
        name_of(folder): count
        for folder in (ROOT / room, *(ROOT / room).rglob("*"))
        if folder.is_dir() and folder.name != "__pycache__" and name_of(folder) not in REGISTRIES
        if (count := len(_entries(folder))) > MOST_ENTRIES
    }
    assert crowded == {}


def _entries(folder: Path) -> list[str]:
    names = [path.name for path in folder.iterdir()]
    return [name for name in names if name not in ("__init__.py", "__pycache__")]


def _importing(*prefixes: str) -> Callable[[Path], list[str]]:
    return lambda path: [name for name in imports(path) if name.startswith(prefixes)]


def test_dialogs_and_language_know_no_session() -> None:
    pure = of_rooms("bot/dialogs/", "bot/language/")
    assert offenders(pure, _importing("sqlmodel", "sqlalchemy")) == {}


def test_dialogs_know_no_channel() -> None:
    assert offenders(of_rooms("bot/dialogs/"), _importing("bot.channels")) == {}


def test_channels_know_no_settings() -> None:
    assert offenders(of_rooms("bot/channels/"), _importing("bot.runtime")) == {}


def test_sql_is_written_in_storage_only() -> None:
    forbidden = {"sqlmodel.select", "sqlalchemy.select", "sqlalchemy.text", "sqlalchemy.update"}
    outside = of_rooms("bot/", "scheduler/", "locales/")
    assert offenders(outside, lambda path: imports(path) & forbidden) == {}


def test_every_module_opens_with_one_line() -> None:
    def silent(path: Path) -> list[str]:
        [first, *_] = (ast.get_docstring(tree_of(path)) or "").splitlines() or [""]
        return [] if first.endswith((".", '"')) else [first]

    assert offenders(PATHS, silent) == {}


def test_files_and_functions_are_short() -> None:
    def long(path: Path) -> list[str]:
        functions = (
            node
            for node in nodes_of(path)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        )
        found = [one.name for one in functions if _lines(one) > MOST_LINES_OF_A_FUNCTION]
        lines = source_of(path).count("\n")
        return [
            *(name for name in found if name not in FLAT),
            *([f"{lines} lines"] if lines > MOST_LINES_OF_A_FILE else []),
        ]

    assert offenders(PATHS, long) == {}


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Of its body, without the docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_nothing_is_awaited_inside_a_transaction() -> None:
    def awaiting(path: Path) -> list[str]:
        return [
            f"line {node.lineno}"
            for node in nodes_of(path)
            if isinstance(node, ast.With) and any(_opens_session(item) for item in node.items)
            if any(isinstance(inner, ast.Await) for inner in ast.walk(node))
        ]

    assert offenders(PATHS, awaiting) == {}


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
        for path in PATHS
        if "datetime.now(" in source_of(path) or "date.today(" in source_of(path)
    }
    assert readers == CLOCK_READERS
