"""The summary on the command line: text or JSON."""

from datetime import datetime, tzinfo
from enum import StrEnum
from pathlib import Path

import typer

from bot.cli import terminal
from locales import DEFAULT_LANGUAGE, translator
from storage.rounds.summary import Summary, summarise


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
    zone = terminal.settings().timezone
    figures = _figures(plan, round_id, _instant(as_of) if as_of else None, zone)
    if form is Format.JSON:
        from bot.documents.summary_json import summary_data

        text = terminal.as_json(summary_data(figures, zone))
    else:
        from bot.documents.summary_text import summary_text

        text = summary_text(figures, translator(DEFAULT_LANGUAGE), zone, all_agencies=True)
    _hand_over(text, out)


def _figures(plan: str, round_id: int | None, as_of: datetime | None, zone: tzinfo) -> Summary:
    from storage.rounds.schedule import round_to_sum_up

    with terminal.database_of_today().read() as session:
        instant = as_of or terminal.now()  # after what is expected since today was written down
        found = terminal.plan(session, plan)
        year = instant.astimezone(zone).year
        chosen = round_to_sum_up(session, found.id or 0, year, round_id)
        if chosen is None:
            terminal.fail(
                f"plan '{plan}' has no such round; `daumoi rounds show {plan}` lists them"
            )
        return summarise(session, found, chosen, instant, zone)


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
