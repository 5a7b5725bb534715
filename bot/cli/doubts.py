"""`daumoi plan doubts`, `plan settle`: what the importer was not sure of, listed and settled."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import terminal
from bot.cli.lookup import agency_called, named, plan_called
from bot.cli.options import JsonOfPlan, PlanCode
from bot.cli.plan_folders import folder_at
from bot.cli.words import say, tell
from locales import mark
from storage.importing.folder.model import Doubt

SETTLE = mark(
    "to settle one: daumoi plan settle PLAN KEY, or correct its cell, take its line out of "
    "doubts.csv, and load the folder"
)
_COLUMNS = ("key", "file", "code", "field", "seen", "reason", "proposal", "source_line")


def doubts(
    plan: Annotated[str, typer.Argument(help="The plan's code, or its folder")],
    json: JsonOfPlan = False,
) -> None:
    """List what a person should confirm and nobody has settled."""
    found = _of_folder(Path(plan)) if Path(plan).is_dir() else _of_plan(plan)
    if json:
        terminal.print_json(found)
        return
    terminal.print_table(
        ("Key", "File", "Code of the item", "Field", "Seen", "Reason", "Proposal", "Line"),
        ([doubt[name] or "" for name in _COLUMNS] for doubt in found),
    )
    tell("{count} doubts, the worst first; {settle}", count=len(found), settle=say(SETTLE))


def settle(
    plan: PlanCode,
    key: Annotated[str, typer.Argument(help="Of the doubt; see: daumoi plan doubts PLAN")],
    agency: Annotated[
        list[str] | None, typer.Option("--agency", help="Who it is instead of what was read")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="Why; it is kept")] = "",
    by: Annotated[str, typer.Option("--by", help="Code of the planner who settles it")] = "",
) -> None:
    """Let what was read hold, or put other agencies; it holds when the folder is loaded again."""
    from bot.conversation.notifications.plan_changes import tell_changed
    from storage.plans.amendments.doubts import BadSettling
    from storage.plans.amendments.doubts import settle as keep

    calendar, now = terminal.calendar(), terminal.now()
    with terminal.database().write() as session:
        found, person = plan_called(session, plan), named(session, by)
        offices = [agency_called(session, found, name) for name in agency or ()]
        with terminal.failing_on(BadSettling):
            here = terminal.local_time(now)
            result = keep(session, found, key, offices, note, here, person)
        cited, changes = (found.decision, found.issued_on), result.changes if result else ()
        told = tell_changed(session, found, *cited, changes, now, calendar) if changes else 0
        tell(
            "{code}: doubt {key} is settled; people told: {told}",
            code=found.code,
            key=key,
            told=told,
        )
    terminal.database_of_today().close()


def _of_folder(directory: Path) -> list[dict[str, Any]]:
    from storage.plans.loading.settled import key_of

    return [_plain(key_of(one), one) for one in folder_at(directory).doubts]


def _of_plan(code: str) -> list[dict[str, Any]]:
    from storage.plans.amendments.doubts import open_doubts

    with terminal.database().read() as session:
        found = open_doubts(session, plan_called(session, code))
    return [_plain(one.key, one.doubt) for one in found]


def _plain(key: str, doubt: Doubt) -> dict[str, Any]:
    return {"key": key, **asdict(doubt)}
