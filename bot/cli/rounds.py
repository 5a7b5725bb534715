"""Rounds and the call list on the command line."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import typer
from sqlmodel import Session

from bot.cli import terminal
from bot.cli.lookup import agencies_today, named, plan_called
from bot.cli.options import Json, RoundId
from bot.cli.words import DAYS, say, tell
from storage.models import Plan

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.command()
def show(plan: str, json: Json = False) -> None:
    """This year's rounds of a plan: days, period, how many reports are expected."""
    from scheduler.rounds.opening import planned_rounds

    now, calendar = terminal.now(), terminal.calendar()
    with terminal.database_of_today().read() as session:
        found = plan_called(session, plan)
        lines = planned_rounds(session, found, now.astimezone(calendar.zone).date(), calendar)
    if json:
        terminal.print_json(lines)
        return
    columns = ("id", "title", "tier", "opens_on", "due_on", "remind_until_on", "expected")
    terminal.print_table(columns, [[line[name] or "-" for name in columns] for line in lines])
    for line in lines:  # in the table there is no room for them on a screen of 80 letters
        tell(
            "{title} ({tier}): covers {covers_from} to {covers_until}, figures as of "
            "{cut_off_on}{closed}",
            title=line["title"],
            tier=line["tier"],
            covers_from=line["covers_from"],
            covers_until=line["covers_until"],
            cut_off_on=line["cut_off_on"],
            closed=_closed(line),
        )


def _closed(line: dict[str, Any]) -> str:
    return say(", closed on {day}", day=line["closed_on"]) if "closed_on" in line else ""


@app.command("open")
def open_round(
    plan: str,
    title: str = typer.Option(..., "--title", help="What is asked, in a few words."),
    due: datetime = typer.Option(..., "--due", formats=DAYS, help="The last day."),
    agencies: list[str] = typer.Option(
        [], "--agencies", help="Whom to ask, by any name; without it all that answer for tasks."
    ),
    by: str = typer.Option("", "--by", help="Code of the planner who asks."),
) -> None:
    """Ask agencies for a report besides the yearly ones."""
    from scheduler.rounds.ad_hoc import BadRound, open_ad_hoc

    with terminal.database().write() as session:
        found = plan_called(session, plan)
        person = named(session, by)
        asked = _asked(session, found, agencies)
        now, calendar = terminal.now(), terminal.calendar()
        with terminal.failing_on(BadRound):
            round_ = open_ad_hoc(session, found, title, due.date(), asked, person, now, calendar)
        tell(
            "round {id}: {count} agencies asked until {due_on:%d/%m/%Y}",
            id=round_.id,
            count=len(asked),
            due_on=round_.due_on,
        )


@app.command("close")
def close_round(
    round_id: RoundId,
    by: str = typer.Option("", "--by", help="Code of the planner who closes it."),
) -> None:
    """Close a round: nothing is taken in it any more, nobody is reminded of it."""
    from bot.conversation.notifications.closings import tell_closed
    from storage.rounds.closing import BadClosing, close_round, unfinished

    with terminal.database().write() as session:
        person = named(session, by)
        with terminal.failing_on(BadClosing):
            round_ = close_round(session, round_id, person, terminal.now())
        left = unfinished(session, round_)
        told = tell_closed(session, [round_], terminal.now(), terminal.calendar())
        missing, expected = sum(left.missing.values()), left.expected
        tell(
            "round {id} closed: {reported} of {expected} reported",
            id=round_.id,
            reported=expected - missing,
            expected=expected,
        )
        for agency, count in left.missing.items():
            tell("  missing: {agency}: {count}", agency=agency, count=count)
        if left.unreviewed:
            tell("  not reviewed: {count}", count=left.unreviewed)
        tell("  people told: {count}", count=told)


@app.command("reopen")
def reopen_round(
    round_id: RoundId,
    reason: str = typer.Option(..., "--reason", help="Why, in a few words; it is kept."),
    by: str = typer.Option("", "--by", help="Code of the planner who opens it again."),
) -> None:
    """Take reports again in a round that was closed."""
    from bot.conversation.notifications.closings import tell_reopened
    from storage.rounds.closing import BadClosing, reopen_round

    with terminal.database().write() as session:
        person = named(session, by)
        with terminal.failing_on(BadClosing):
            round_ = reopen_round(session, round_id, reason, person, terminal.now())
        told = tell_reopened(session, round_, terminal.now(), terminal.calendar())
        tell("round {id} opened again; people told: {count}", id=round_.id, count=told)


def _asked(session: Session, plan: Plan, names: list[str]) -> list[int]:
    from storage.models import Tier
    from storage.rounds.expectations import wanted_agencies

    today = terminal.today()
    named = agencies_today(session, plan, names)
    return named or sorted(set(wanted_agencies(session, plan, Tier.AGENCIES, today.year, today)))


def calls(plan: str, json: Json = False) -> None:
    """Whom to call: agencies that owe something and cannot be reached, or have not answered."""
    from bot.language.people_wording import CALL_REASONS
    from bot.language.wording import day
    from scheduler.reminders.call_list import call_list

    today = terminal.today()
    with terminal.database_of_today().read() as session:
        found = plan_called(session, plan)
        lines = [asdict(one) for one in call_list(session, found, today, terminal.calendar())]
    if json:
        terminal.print_json(lines)
        return
    columns = ("agency", "owed", "due_on", "reason", "people", "phones")
    rows = [
        {
            **line,
            "due_on": day(line["due_on"]),
            "reason": say(CALL_REASONS[line["reason"]]),
            "people": "; ".join(line["people"]),
            "phones": "; ".join(line["phones"]),
        }
        for line in lines
    ]
    terminal.print_table(columns, [[row[name] or "-" for name in columns] for row in rows])
