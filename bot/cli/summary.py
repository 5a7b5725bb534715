"""The summary on the command line, in each of the formats there are."""

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.lookup import instant_of, round_called
from bot.documents.formats import Format
from bot.language.visible import visible
from locales import DEFAULT_LANGUAGE, translator

if TYPE_CHECKING:
    from bot.documents.dossier import Dossier


def summary(
    plan: str,
    called: str = typer.Option(
        "", "--round", help="The round's year, name or number; else this year's."
    ),
    as_of: str = typer.Option("", "--as-of", help="An instant such as 2026-11-14T17:00+07:00."),
    form: Format = typer.Option(Format.TEXT, "--format"),
    out: Path | None = typer.Option(None, "--out", help="Write to this file."),
) -> None:
    """The summary of a reporting round, now or as it stood at any past instant."""
    if out is None and form.is_whole:
        _needs_a_file(form)
    _hand_over(_dossier(plan, called, instant_of(as_of), form), form, out)


def _dossier(plan: str, called: str, as_of: datetime | None, form: Format) -> "Dossier":
    from bot.documents.dossier import dossier_of, figures_of

    calendar = terminal.calendar()
    with terminal.database_of_today().read() as session:
        now = terminal.now()
        instant = as_of or now  # after what is expected since today was written down
        found = terminal.plan(session, plan)
        chosen = round_called(session, found, called, instant.astimezone(calendar.zone).year)
        if not form.is_whole:
            return figures_of(session, found, chosen, instant, calendar)
        return dossier_of(session, found, chosen, instant, calendar, now=now)


def _hand_over(dossier: "Dossier", form: Format, out: Path | None) -> None:
    """To the file, or what can be read there to the screen."""
    say = translator(DEFAULT_LANGUAGE)
    if out is not None:
        terminal.write_file(out, form.file(dossier, say))
        return
    made = form.render(dossier, say)
    if isinstance(made, bytes):
        _needs_a_file(form)
    elif form is Format.JSON:
        terminal.print_json(json.loads(made))
    else:
        print(visible(made))


def _needs_a_file(form: Format) -> None:
    terminal.fail(f"{form} is no text; name a file for it with --out, such as x{form.ending}")
