"""The summary on the command line: text or JSON."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

import typer

from bot.cli import terminal


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def summary(
    plan: str,
    round_id: int | None = typer.Option(
        None, "--round", help="The round's number; else this year's."
    ),
    as_of: str = typer.Option("", "--as-of", help="An instant such as 2026-11-14T17:00+07:00."),
    form: Format = typer.Option(Format.TEXT, "--format"),
    out: Path | None = typer.Option(None, "--out", help="Write to this file."),
) -> None:
    """The summary of a reporting round, now or as it stood at any past instant."""
    from bot.documents.data import summary_data
    from bot.documents.text import summary_text
    from locales import DEFAULT_LANGUAGE, translator
    from storage import reports
    from storage.summary import summarise

    zone = terminal.settings().timezone
    instant = _instant(as_of) if as_of else terminal.now()
    with terminal.database_of_today().read() as session:
        found = terminal.plan(session, plan)
        chosen = reports.round_to_sum_up(
            session, found.id or 0, instant.astimezone(zone).year, round_id
        )
        if chosen is None:
            terminal.fail(
                f"plan '{plan}' has no such round; `daumoi rounds show {plan}` lists them"
            )
        figures = summarise(session, found, chosen, instant, zone)
    if form is Format.JSON:
        text = terminal.as_json(summary_data(figures, zone))
    else:
        text = summary_text(figures, translator(DEFAULT_LANGUAGE), zone, all_agencies=True)
    _hand_over(text, out)


def _hand_over(text: str, out: Path | None) -> None:
    if out is None:
        print(text)
        return
    try:
        out.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        terminal.fail(f"{out} cannot be written: {error.strerror}")


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        terminal.fail(f"--as-of is '{text}', but it must be like 2026-11-14T17:00+07:00")
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=terminal.settings().timezone)
    return instant
