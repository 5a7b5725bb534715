"""Wrong usage of a command, said in the language of this run; in English the library says it."""

import sys
from functools import partial
from typing import IO, Any

import typer

from bot.cli.words import DAYS, SOURCE, language, say

# The library brings its own copy of the one below it, and has no public name for these
UsageError: Any = typer.BadParameter.__mro__[1]


def explained(error: Any) -> Any:
    """The same error, which shows itself in the language of this run."""
    if language() != SOURCE.language and type(error).__name__ != "NoArgsIsHelpError":
        error.show = partial(_show, error, _what(error))
    return error


def _show(error: Any, what: str, file: IO[str] | None = None) -> None:
    lines = [say("Error: {what}", what=what)]
    if error.ctx:
        usage = error.ctx.get_usage().removeprefix("Usage: ")
        help_ = say("Help: {command}", command=f"{error.ctx.command_path} --help")
        lines = [say("Usage: {usage}", usage=usage), help_, "", *lines]
    print("\n".join(lines), file=file or sys.stderr)


def _what(error: Any) -> str:
    kind, hint = type(error).__name__, _hint(error)
    if kind == "NoSuchOption":
        return _with_near(say("there is no option {name}", name=error.option_name), error)
    if kind == "MissingParameter":
        return say("{name} is missing", name=hint)
    if kind == "BadParameter":
        of_day = DAYS[0] in error.message
        why = say("write the day as 31/12/2026") if of_day else say("it cannot be read")
        why = why if error.__cause__ else error.message
        return say("{name} does not fit: {why}", name=hint, why=why)
    if kind == "BadOptionUsage":
        return say("{name} wants a value", name=error.option_name)
    if error.message.startswith("No such command"):
        return say("there is no command {name}", name=error.message.split("'")[1])
    return str(error.format_message())


def _hint(error: Any) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return str(getattr(error, "param_hint", None) or "")
    return str(parameter.get_error_hint()).replace("'", "")


def _with_near(text: str, error: Any) -> str:
    if not error.possibilities:
        return text
    return f"{text} ({', '.join(sorted(error.possibilities))})"
