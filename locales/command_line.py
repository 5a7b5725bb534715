"""Takes what a file of commands says without a call out of it: help texts, headings of tables."""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python

Found = tuple[int, Any, Any, Any]
_DECLARES = {"Option", "Argument", "Typer", "Entry"}
_ALONE = {"run", "doctor", "calls"}  # commands that declare no options of their own


def extract(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Mapping[str, Any],  # noqa: ARG001 (shape given by Babel)
) -> Iterator[Found]:
    """An extractor of Babel: what any file says, and what explains its commands."""
    yield from extract_python(file, keywords, comment_tags, {})
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        for text in _texts(node):
            for paragraph in filter(str.strip, text.split("\n\n")):
                yield getattr(node, "lineno", 0), "say", " ".join(paragraph.split()), ()


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef) and _is_command(node):
        yield ast.get_docstring(node) or ""
    if isinstance(node, ast.Call) and _name(node.func) == "print_table":
        yield from _headings(node.args[0])
    if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "columns":
        yield from _headings(node.value)
    if isinstance(node, ast.Call) and _name(node.func) in _DECLARES:
        yield from (
            str(one.value.value)
            for one in node.keywords
            if one.arg == "help" and isinstance(one.value, ast.Constant)
        )
        if _name(node.func) == "Entry" and isinstance(node.args[-1], ast.Constant):
            yield str(node.args[-1].value)


def _headings(columns: ast.expr) -> Iterator[str]:
    """`terminal.print_table` says them, where they are written in its call or as `columns`."""
    for one in getattr(columns, "elts", ()):
        if isinstance(one, ast.Constant):
            yield str(one.value)


def _is_command(function: ast.FunctionDef) -> bool:
    """Typer takes it: by a decorator, or as a command alone."""
    decorated = any(
        isinstance(one, ast.Call) and _name(one.func) in {"command", "callback"}
        for one in function.decorator_list
    )
    return decorated or function.name in _ALONE or _takes_options(function)


def _takes_options(function: ast.FunctionDef) -> bool:
    return any(
        (isinstance(one, ast.Call) and _name(one.func) in {"Option", "Argument"})
        or (isinstance(one, ast.Name) and one.id.isupper())  # an option that several share
        for one in ast.walk(function.args)
    )


def _name(function: ast.expr) -> str:
    return getattr(function, "attr", getattr(function, "id", ""))
