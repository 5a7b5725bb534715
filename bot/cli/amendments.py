"""`daumoi plan give`: a later letter adds a task to a plan."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import terminal
from bot.cli.lookup import whoever

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.models import Plan
    from storage.plans.loading.folder_to_rows import LoadResult


def give(
    plan: Annotated[str, typer.Argument(help="The plan's code, such as ben-tre")],
    title: Annotated[str, typer.Option("--title", help="What is to be done, as the letter says")],
    lead: Annotated[list[str], typer.Option("--lead", help="Who leads; several times for several")],
    due: Annotated[datetime, typer.Option("--due", formats=["%Y-%m-%d"], help="The last day")],
    document: Annotated[str, typer.Option("--document", help="Its number, such as 123/UBND-TH")],
    issued: Annotated[
        datetime, typer.Option("--issued", formats=["%Y-%m-%d"], help="The day of the document")
    ],
    coordinating: Annotated[
        list[str] | None, typer.Option("--coordinating", help="Who coordinates")
    ] = None,
    product: Annotated[str, typer.Option("--product", help="What comes of it")] = "",
    by: Annotated[str, typer.Option("--by", help="Code of the planner who gives it")] = "",
) -> None:
    """Add a task that a single letter gives; its agencies are told in the next office hours."""
    from storage.importing.folder.model import BadPlanFolder
    from storage.plans.amendments.giving import GivenTask, Letter, give_task

    with terminal.database().write() as session:
        found = terminal.plan(session, plan)
        task = GivenTask(
            title,
            tuple(terminal.agency(session, found, name).name for name in lead),
            due.date(),
            tuple(terminal.agency(session, found, name).name for name in coordinating or ()),
            product,
        )
        letter = Letter(document, issued.date())
        now = terminal.now().astimezone(terminal.calendar().zone)
        try:
            given = give_task(
                session, found, letter, task, now, whoever(session, by) if by else None
            )
        except BadPlanFolder as error:
            terminal.fail(str(error))
        told = _tell(session, found, document, issued, given.result)
        print(f"{given.item.code}: {given.item.title}; people told: {told}")


def _tell(
    session: "Session", plan: "Plan", document: str, issued: datetime, result: "LoadResult"
) -> int:
    from bot.conversation.notifications.plan_changes import tell_changed

    now, calendar = terminal.now(), terminal.calendar()
    return tell_changed(session, plan, document, issued.date(), result.changes, now, calendar)
