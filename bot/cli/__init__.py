"""The command line: one file per group of commands, imported when one of them is called."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from bot.cli.words import OPTION, put_in_words, say
from bot.cli.wrong_usage import UsageError, explained


class Entry(NamedTuple):
    """`part`: the group `app` or the one function of the file; `about`: one line for --help."""

    file: str
    part: str
    about: str


COMMANDS: Mapping[str, Entry] = {
    "db": Entry("database", "app", "The database."),
    "plan": Entry("plans", "app", "Decisions: import, load, show."),
    "agencies": Entry("agencies", "app", "Agencies and what became of them."),
    "communes": Entry("communes", "app", "Communes since 01/07/2025: shown, listed."),
    "people": Entry("people", "app", "Focal persons, leaders, planners."),
    "rounds": Entry("rounds", "app", "Reporting rounds."),
    "reminders": Entry("reminders", "app", "Reminders: foretold, proved, set."),
    "rehearse": Entry("rehearse", "rehearse", "Play the next season; nothing is sent or stored."),
    "extensions": Entry("extensions", "app", "Later days: asked for, decided."),
    "invite": Entry("invite", "invite", "A one-use code for a person, or a sheet for everybody."),
    "login": Entry("login", "login", "A one-use link that signs a person in to the pages."),
    "api-key": Entry("api_keys", "app", "Which other systems may read which plans."),
    "calls": Entry("rounds", "calls", "Whom only a telephone reaches, and why."),
    "nudge": Entry("nudge", "nudge", "Remind besides the ladder: shown first, then sent."),
    "summary": Entry("summary", "summary", "The figures of a round, now or as they were."),
    "answers": Entry("answers", "answers", "What was answered in a round, and what was not."),
    "like-tasks": Entry("like_tasks", "app", "Tasks that ask one agency the same, in pairs."),
    "obstacles": Entry("obstacles", "obstacles", "What the answers wait for, and from whom."),
    "letter": Entry("letter", "letter", "A draft letter to the agencies that are late."),
    "files": Entry("files", "files", "The photos and documents that came with the reports."),
    "audit": Entry("audit", "app", "Who changed what, and whether it is as it was written."),
    "secrets": Entry("data_keys", "app", "The keys that encrypt what is kept."),
    "understand": Entry("understand", "understand", "What is read in a one-line status reply."),
    "run": Entry("service", "run", "The service; Ctrl-C stops it cleanly."),
    "chat": Entry("service", "chat", "Talk to the bot in the terminal."),
    "demo": Entry("service", "demo", "Everything simulated; nothing to configure."),
    "backup": Entry("backups", "backup", "Everything in one file, while the service runs."),
    "restore": Entry("backups", "restore", "Such a file, put back on a new machine."),
    "doctor": Entry("doctor", "doctor", "Look at everything once; what needs attention fails."),
}


class OnDemand(TyperGroup):
    """Names its commands without importing them: nobody waits for what is not called."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        return put_in_words(_command(cmd_name)) if cmd_name in COMMANDS else None

    def main(self, *args: Any, **extra: Any) -> Any:
        return super(OnDemand, put_in_words(self)).main(*args, **extra)

    def make_context(self, *args: Any, **extra: Any) -> Any:
        try:
            return super().make_context(*args, **extra)
        except UsageError as error:
            raise explained(error) from None

    def invoke(self, ctx: Any) -> Any:
        """A database that gives way in the middle of a command is one line, too."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise explained(error) from None
        except Exception as error:
            if sys.modules.get("sqlalchemy.exc") is None:
                raise
            from sqlalchemy.exc import DBAPIError

            from bot.cli.terminal import reason_of, refuse

            if not isinstance(error, DBAPIError):
                raise
            why = reason_of(error)
            refuse("the database of DATABASE_URL cannot be used: {why}", why=why)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, say(entry.about)) for name, entry in COMMANDS.items()])


def _command(name: str) -> Any:
    entry = COMMANDS[name]
    part = getattr(import_module(f"bot.cli.{entry.file}"), entry.part)
    if isinstance(part, typer.Typer):
        found: Any = get_group(part)  # also where it has one command only
    else:
        alone = typer.Typer(add_completion=False)
        alone.command(name)(part)
        found = get_command(alone)
    found.name = name
    return found


app = typer.Typer(
    name="daumoi",
    cls=OnDemand,
    help="Đầu Mối: reminds focal points of an action plan and sums up their replies.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"daumoi {version('daumoi')}")
        raise typer.Exit


def _refuse_language(unknown: str) -> None:
    """Those that are known have been taken out of the arguments (words.choose)."""
    if unknown:
        raise typer.BadParameter("vi, en")


@app.callback()
def daumoi(
    _version: bool = typer.Option(
        False, "--version", callback=_print_version, is_eager=True, help="Print it and stop."
    ),
    _language: str = typer.Option(
        "",
        OPTION,
        metavar="vi|en",
        callback=_refuse_language,
        help="The language of the command line; without it that of LANG.",
    ),
) -> None:
    """Đầu Mối: reminds focal points of an action plan and sums up their replies."""
