"""The summary on the command line, in each of the formats there are."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.lookup import instant_of, plan_called, round_called
from bot.cli.options import AsOf, RoundCalled
from bot.cli.province_summary import province_summary
from bot.cli.words import say
from bot.documents.formats import BadTemplate, Format
from bot.language.visible import visible
from locales import DEFAULT_LANGUAGE, translator

if TYPE_CHECKING:
    from bot.documents.contents.dossier import Dossier
    from storage.database import Database


def summary(
    plan: str = typer.Argument("", help="The plan's code; not with --province."),
    province: str = typer.Option("", "--province", help="Every plan of this province in a line."),
    called: RoundCalled = "",
    as_of: AsOf = "",
    form: Format = typer.Option(Format.TEXT, "--format"),
    out: Path | None = typer.Option(None, "--out", help="Write to this file."),
    sources: bool = typer.Option(
        False, "--sources", help="Word: behind every sentence who said it, on what, when."
    ),
    template: Path | None = typer.Option(
        None, "--template", help="Word: this one in place of data/mau-van-ban/bao-cao.docx."
    ),
) -> None:
    """The summary of a reporting round, now or as it stood at any past instant."""
    if bool(plan) is bool(province):
        raise typer.BadParameter(say("name one plan, or a province with --province"))
    if province:
        if called or sources or template:
            terminal.refuse("--round, --sources and --template are of one plan, not of a province")
        province_summary(province, instant_of(as_of), form, out)
        return
    if out is None and form.is_whole:
        _needs_a_file(form)
    if form is not Format.DOCX and (sources or template):
        terminal.refuse("--sources and --template are of a Word report; add --format docx")
    opened = terminal.database_of_today()
    dossier = _dossier(opened, plan, called, instant_of(as_of), form)
    _hand_over(replace(dossier, sources=sources, template=template), form, out)
    if out is not None:
        subject = f"round:{dossier.round.id}"
        terminal.note(opened, "file.downloaded", subject, form=form.value, own=False)


def _dossier(
    opened: "Database", plan: str, called: str, as_of: datetime | None, form: Format
) -> "Dossier":
    """With all that the format needs."""
    from bot.documents.contents.dossier import dossier_of, figures_of

    calendar = terminal.calendar()
    with opened.read() as session:
        now = terminal.now()
        instant = as_of or now  # after what is expected since today was written down
        found = plan_called(session, plan)
        chosen = round_called(session, found, called, instant.astimezone(calendar.zone).year)
        if not form.is_whole:
            asks = form is Format.JSON
            return figures_of(session, found, chosen, instant, calendar, indicators=asks)
        return dossier_of(session, found, chosen, instant, calendar, now=now)


def _hand_over(dossier: "Dossier", form: Format, out: Path | None) -> None:
    """To the file, or what can be read there to the screen."""
    say = translator(DEFAULT_LANGUAGE)
    if out is not None:
        with terminal.failing_on(BadTemplate):
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
    terminal.refuse(
        "{form} is no text; name a file for it with --out, such as x{ending}",
        form=form,
        ending=form.ending,
    )
