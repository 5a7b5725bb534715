"""The summary on the command line, in each of the formats there are."""

import json
from datetime import datetime, tzinfo
from pathlib import Path

import typer

from bot.cli import terminal
from bot.documents.formats import Format
from bot.language.visible import visible
from locales import DEFAULT_LANGUAGE, translator
from storage.rounds.summary import Summary, summarise


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
    zone = terminal.settings().timezone
    figures = _figures(plan, called, terminal.instant(as_of) if as_of else None, zone)
    _hand_over(figures, form, out)


def _figures(plan: str, called: str, as_of: datetime | None, zone: tzinfo) -> Summary:
    from storage.rounds.schedule import find_round, round_to_sum_up

    with terminal.database_of_today().read() as session:
        instant = as_of or terminal.now()  # after what is expected since today was written down
        found = terminal.plan(session, plan)
        plan_id, year = found.id or 0, instant.astimezone(zone).year
        chosen = (
            find_round(session, plan_id, called)
            if called
            else round_to_sum_up(session, plan_id, year)
        )
        if chosen is None:
            terminal.fail(
                f"plan '{plan}' has no such round; `daumoi rounds show {plan}` lists them"
            )
        return summarise(session, found, chosen, instant, zone)


def _hand_over(figures: Summary, form: Format, out: Path | None) -> None:
    """To the file, or what can be read there to the screen."""
    say = translator(DEFAULT_LANGUAGE)
    if out is None:
        made = form.render(figures, say)
        if isinstance(made, bytes):
            terminal.fail(
                f"{form} is no text; name a file for it with --out, such as x{form.ending}"
            )
        if form is Format.JSON:
            terminal.print_json(json.loads(made))
        else:
            print(visible(made))
        return
    try:
        out.write_bytes(form.file(figures, say))
    except OSError as error:
        terminal.fail(f"{out} cannot be written: {error.strerror}")
