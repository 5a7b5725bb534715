"""What the command line says, in the reader's language: by `--lang vi`, else by LANG."""

import codecs
import sys
from collections.abc import Callable, Mapping, MutableSequence
from functools import partial
from inspect import cleandoc
from io import TextIOWrapper
from typing import Any

import storage
from locales import DEFAULT_LANGUAGE, LANGUAGES, Translator, mark, translator

# The words of the code: no file is read for them; but for what tells two headings apart
SHORTER = {mark("Code of the item"): "Code"}
SOURCE = Translator("en", SHORTER, {})
OPTION = "--lang"
DAYS = ["%d/%m/%Y", "%Y-%m-%d"]  # how days are given; both have four digits of a year, alone
# Those of the library of command lines, in its own words
TITLES = {
    "ARGUMENTS_PANEL_TITLE": mark("Arguments"),
    "OPTIONS_PANEL_TITLE": mark("Options"),
    "COMMANDS_PANEL_TITLE": mark("Commands"),
    "ERRORS_PANEL_TITLE": mark("Error"),
    "ABORTED_TEXT": mark("Aborted."),
    "REQUIRED_LONG_STRING": mark("[required]"),
    "DEFAULT_STRING": mark("[default: {}]"),
}
HELP = mark("Show this message and exit.")

_chosen = SOURCE


def choose(arguments: MutableSequence[str], environment: Mapping[str, str]) -> None:
    """The language of this run; `--lang` is taken out of the arguments, wherever it stands.

    A value it does not know stays among them, where it is named as any wrong usage is.
    """
    global _chosen
    language = _asked_for(arguments) or _of_locale(environment)
    _chosen = SOURCE if language == SOURCE.language else translator(language)


def say(message: str, **values: object) -> str:
    return _chosen(message, **values)


def tell(message: str, **values: object) -> None:
    """`say`, printed."""
    print(say(message, **values))


def plural(singular: str, plural: str, count: int, **values: object) -> str:
    return _chosen.plural(singular, plural, count, **values)


def said(error: BaseException) -> str:
    """What an error tells; in English, as it is, where its text was not made by `lazy`."""
    return storage.said(error, _chosen)


def language() -> str:
    return _chosen.language


def _asked_for(arguments: MutableSequence[str]) -> str:
    for index, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        value = value if equals else next(iter(arguments[index + 1 :]), "")
        if name == OPTION and value in LANGUAGES:
            del arguments[index : index + (1 if equals else 2)]
            return value
    return ""


def _of_locale(environment: Mapping[str, str]) -> str:
    """As every program reads it: LC_ALL before LC_MESSAGES before LANG."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return DEFAULT_LANGUAGE if locale.startswith(DEFAULT_LANGUAGE) else SOURCE.language


def put_in_words(command: Any) -> Any:
    """A command, its options and its commands below, explained in the language of this run."""
    if _chosen is not SOURCE:
        _put_in_words(command)
    return command


def _put_in_words(command: Any) -> None:
    command.help = _translated(command.help)
    command.short_help = _translated(command.short_help)
    command.format_help = partial(_format_help, command, command.format_help)
    for parameter in command.params:
        parameter.help = _translated(getattr(parameter, "help", None))
    for one in getattr(command, "commands", {}).values():
        _put_in_words(one)


def _translated(text: str | None) -> str | None:
    """Paragraph by paragraph, each in one line: as locales/command_line.py takes them out."""
    if not text:
        return text
    lines = (" ".join(paragraph.split()) for paragraph in cleandoc(text).split("\n\n"))
    return "\n\n".join(say(line) for line in lines)


def _format_help(command: Any, format_help: Callable[..., None], ctx: Any, formatter: Any) -> None:
    """The library has its words in constants of a module that takes a while to load."""
    from typer import core, rich_utils

    core._ = say  # type: ignore[attr-defined]
    for name, title in TITLES.items():
        setattr(rich_utils, name, say(title))
    if option := command.get_help_option(ctx):
        option.help = say(HELP)
    format_help(ctx, formatter)


# --- Letters that a terminal lacks ----------------------------------------------------------------


def stumble_over_no_letter() -> None:
    """On a terminal of ASCII or another narrow encoding "Đầu Mối" is "Dau Moi"; JSON is exact."""
    codecs.register_error("plain-letters", _plain_letters)
    for stream, errors in (
        (sys.stdout, "plain-letters"),
        (sys.stderr, "plain-letters"),
        (sys.stdin, "replace"),
    ):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=errors)


def _plain_letters(error: UnicodeError) -> tuple[str, int]:
    from storage.names import without_marks

    if not isinstance(error, UnicodeEncodeError):
        raise error
    plain = without_marks(error.object[error.start : error.end])
    return plain.encode("ascii", "replace").decode(), error.end
