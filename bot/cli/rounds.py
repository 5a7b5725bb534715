"""Rounds and reminders on the command line."""

from dataclasses import asdict
from datetime import date, datetime

import typer

from bot.cli import terminal

rounds = typer.Typer(no_args_is_help=True)
reminders = typer.Typer(no_args_is_help=True)


@rounds.command()
def show(plan: str, json: bool = typer.Option(False, "--json", help="One JSON document.")) -> None:
    """This year's rounds of a plan: legal day, day asked for, how many reports are expected."""
    from scheduler.rounds import planned_rounds

    now, calendar = terminal.now(), terminal.calendar()
    with terminal.database_of_today().read() as session:
        found = terminal.plan(session, plan)
        lines = planned_rounds(session, found, now.astimezone(calendar.zone).date(), calendar)
    if json:
        terminal.print_json(lines)
        return
    columns = ("id", "title", "tier", "opens_on", "due_on", "remind_until_on", "expected")
    terminal.print_table(columns, [[line[name] or "-" for name in columns] for line in lines])


def calls(plan: str, json: bool = typer.Option(False, "--json", help="One JSON document.")) -> None:
    """Whom to call: agencies that owe something and cannot be reached, or have not answered."""
    from scheduler.calls import call_list

    today = terminal.calendar().today(terminal.now())
    with terminal.database_of_today().read() as session:
        found = terminal.plan(session, plan)
        lines = [asdict(one) for one in call_list(session, found, today, terminal.calendar())]
    if json:
        terminal.print_json(lines)
        return
    columns = ("agency", "owed", "due_on", "reason", "people", "phones")
    rows = [
        {**line, "people": "; ".join(line["people"]), "phones": "; ".join(line["phones"])}
        for line in lines
    ]
    terminal.print_table(columns, [[row[name] or "-" for name in columns] for row in rows])


@reminders.command()
def preview(
    plan: str,
    start: datetime | None = typer.Option(None, "--from", formats=["%Y-%m-%d"], help="First day."),
    end: datetime | None = typer.Option(None, "--to", formats=["%Y-%m-%d"], help="Last day."),
    json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Who would hear what and when, if nobody reported meanwhile. Nothing is sent."""
    from scheduler.reminders import preview as preview_of

    now, calendar = terminal.now(), terminal.calendar()
    today = now.astimezone(calendar.zone).date()
    first = start.date() if start else today
    last = end.date() if end else date(first.year, 12, 31)
    if last < first:
        terminal.fail(f"--to {last} lies before --from {first}")
    with terminal.database_of_today().read() as session:
        found = terminal.plan(session, plan)
        lines = preview_of(session, found, first, last, now, calendar)
    data = [line.to_json() for line in lines]
    if json:
        terminal.print_json(data)
        return
    columns = ("send_at", "person", "agency", "channel", "rungs", "items")
    terminal.print_table(columns, [[line[name] or "-" for name in columns] for line in data])
