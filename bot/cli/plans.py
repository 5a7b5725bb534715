"""`daumoi plan`: import a decision, load plan folders, show a plan."""

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.terminal import database, database_of_today, fail, now, print_json, settings
from bot.cli.terminal import plan as find

app = typer.Typer(no_args_is_help=True, help="Plans: import a decision, load it, show it.")


@app.command("import")
def import_decision(
    file: Annotated[Path, typer.Argument(help="The decision as .txt")],
    out: Annotated[Path, typer.Option("--out", help="The plan folder to write")],
) -> None:
    """Read a decision into a plan folder; what is not sure is listed in doubts.csv."""
    from storage.importing import FolderTaken, UnreadableDecision, read_decision, write_import

    try:
        imported = read_decision(file)
        write_import(imported, out)
    except (UnreadableDecision, FolderTaken) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or out}: {error.strerror}")
    folder = imported.folder
    tasks = sum(item.kind == "task" for item in folder.items)
    print(
        f"{folder.head.decision} {folder.head.province}: {len(folder.items)} rows, {tasks} tasks, "
        f"{len(folder.indicators)} indicators, {len(folder.projects)} projects, "
        f"{len(folder.head.rules)} rules"
    )
    print(f"{len(folder.doubts)} doubts to confirm in {out / 'doubts.csv'}")


@app.command()
def load(folders: Annotated[list[Path], typer.Argument(help="Plan folders")]) -> None:
    """Load plan folders into the database; the same folder twice changes nothing."""
    from storage.importing import BadPlanFolder, read_folder
    from storage.plans import load_plan

    opened = database()
    today = now().astimezone(settings().timezone)
    for directory in folders:
        try:
            folder = read_folder(directory)
            with opened.write() as session:
                result = load_plan(session, folder, today)
        except BadPlanFolder as error:
            fail(f"{directory}: {error}")
        counts = f"{result.added} added, {result.changed} changed, {result.ended} ended"
        print(f"{folder.head.code}: {counts if result.anything else 'nothing to change'}")
    database_of_today().close()


@app.command()
def show(
    plan: Annotated[str, typer.Argument(help="The plan's code, such as ben-tre")],
    json: Annotated[bool, typer.Option("--json", help="One JSON document")] = False,
) -> None:
    """Show the rows of a plan."""
    from storage.plans import plan_document

    with database().read() as session:
        document = plan_document(session, find(session, plan))
    if json:
        print_json(document)
    else:
        _print_tables(document)


def _print_tables(document: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    head = document["plan"]
    title = f"{head['title']} ({head['decision']}, {head['issued_on']})"
    table = Table(title=title)
    table.add_column("Code", no_wrap=True)
    table.add_column("Title", ratio=4)
    table.add_column("Time frame", ratio=1, min_width=11)
    table.add_column("Lead", ratio=2)
    for item in document["items"]:
        leads = "; ".join(item["leads"])
        style = "bold" if item["kind"] == "heading" else None
        table.add_row(item["code"], item["title"], item["timeframe_raw"], leads, style=style)
    console = Console()
    console.print(table)
    for rule in document["rules"]:
        day = f"{'before' if rule['strict'] else 'on'} {rule['day']:02}/{rule['month']:02}"
        console.print(f"{day} every year: {rule['who']} → {rule['to']}", markup=False)
    console.print(f"{len(document['indicators'])} indicators, {len(document['projects'])} projects")
