"""`daumoi plan amend`, `plan give`: later documents change the rows of a plan."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import terminal
from bot.cli.lookup import agency_called, named, plan_called
from bot.cli.options import PlanCode
from bot.cli.plan_changes import print_changes
from bot.cli.plan_folders import failing_on_bad_folder
from bot.cli.words import DAYS, say, tell
from storage import translated

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.models import Plan
    from storage.plans.amendments.making import AmendingDocument
    from storage.plans.amendments.reading import ReadAmendment
    from storage.plans.loading.folder_to_rows import LoadResult


def amend(
    plan: PlanCode,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="The amending document, its appendices")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Without being asked")] = False,
    by: Annotated[str, typer.Option("--by", help="Code of the planner who loads it")] = "",
) -> None:
    """Read a document that changes a plan, show what it changes, and load it on a yes."""
    read, titles = _read(plan, files)
    with terminal.database().write() as session:
        print_changes(_amend(session, plan, read.document, by), titles)
        session.rollback()
    for doubt in read.doubts:
        where = f"{doubt.code} " if doubt.code else ""
        print(f"? {where}{doubt.seen}")
        print(f"    {translated(doubt.reason, say)}; {translated(doubt.proposal, say)}")
    document = read.document
    terminal.agree(say("Load these changes of {number}?", number=document.number), yes)
    with terminal.database().write() as session:
        result = _amend(session, plan, document, by)
        told = _tell(session, result.plan, document.number, document.issued_on, result)
        tell(
            "{code} is changed by {number}; people told: {told}",
            code=result.plan.code,
            number=document.number,
            told=told,
        )
    terminal.database_of_today().close()


def _read(plan: str, files: list[Path]) -> tuple["ReadAmendment", dict[str, str]]:
    """What it says, and the titles of the rows it speaks of, with who leads a new one, and when."""
    from storage.importing.document import UnreadableDecision
    from storage.plans.amendments.reading import read_amendment
    from storage.plans.folder_of import folder_of

    with terminal.database().read() as session:
        folder = folder_of(session, plan_called(session, plan))
    try:
        with terminal.progress_bar(say("Reading {name}", name=files[0].name)) as progress:
            read = read_amendment(files, folder, progress)
    except UnreadableDecision as error:
        terminal.fail(error.said(say))
    titles = {item.code: item.title for item in folder.items}
    for one in read.document.changes:
        if one.what == "added":
            said = map(one.cells.get, ("title_raw", "lead_raw", "timeframe_raw"))
            titles[one.code] = "; ".join(filter(None, said))
    return read, titles


def _amend(session: "Session", plan: str, document: "AmendingDocument", by: str) -> "LoadResult":
    from storage.plans.amendments.making import amend as load

    person = named(session, by)
    now = terminal.local_time(terminal.now())
    found = plan_called(session, plan)
    with failing_on_bad_folder():
        return load(session, found, document, now, person.id if person else None)


def give(
    plan: PlanCode,
    title: Annotated[str, typer.Option("--title", help="What is to be done, as the letter says")],
    lead: Annotated[list[str], typer.Option("--lead", help="Who leads; several times for several")],
    due: Annotated[datetime, typer.Option("--due", formats=DAYS, help="The last day")],
    document: Annotated[str, typer.Option("--document", help="Its number, such as 123/UBND-TH")],
    issued: Annotated[
        datetime, typer.Option("--issued", formats=DAYS, help="The day of the document")
    ],
    coordinating: Annotated[
        list[str] | None, typer.Option("--coordinating", help="Who coordinates")
    ] = None,
    product: Annotated[str, typer.Option("--product", help="What comes of it")] = "",
    by: Annotated[str, typer.Option("--by", help="Code of the planner who gives it")] = "",
) -> None:
    """Add a task that a single letter gives; its agencies are told in the next office hours."""
    from storage.plans.amendments.giving import GivenTask, Letter, give_task

    letter, now = Letter(document, issued.date()), terminal.local_time(terminal.now())
    with terminal.database().write() as session:
        found = plan_called(session, plan)
        leads, helpers = (
            tuple(agency_called(session, found, name).name for name in names)
            for names in (lead, coordinating or ())
        )
        task = GivenTask(title, leads, due.date(), helpers, product)
        with failing_on_bad_folder():
            given = give_task(session, found, letter, task, now, named(session, by))
        told = _tell(session, found, document, issued.date(), given.result)
        tell(
            "{code}: {title}; people told: {told}",
            code=given.item.code,
            title=given.item.title,
            told=told,
        )


def _tell(
    session: "Session", plan: "Plan", document: str, issued_on: date, result: "LoadResult"
) -> int:
    from bot.conversation.notifications.plan_changes import tell_changed

    now, calendar = terminal.now(), terminal.calendar()
    return tell_changed(session, plan, document, issued_on, result.changes, now, calendar)
