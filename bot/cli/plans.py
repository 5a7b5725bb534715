"""`daumoi plan`: import a decision, load plan folders, show a plan."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.amendments import amend, give
from bot.cli.doubts import SETTLE, doubts, settle
from bot.cli.lookup import instant_of, plan_called
from bot.cli.options import JsonOfPlan, PlanCode
from bot.cli.plan_changes import print_changes
from bot.cli.plan_folders import failing_on_bad_folder, folder_at
from bot.cli.terminal import (
    database,
    database_of_today,
    fail,
    local_time,
    now,
    print_json,
    progress_bar,
)
from bot.cli.words import say, tell
from locales import DEFAULT_LANGUAGE, mark, translator
from storage.importing.folder.model import PlanFolder

if TYPE_CHECKING:  # nothing is stored by an import
    from rich.table import Table
    from sqlmodel import Session

    from storage.plans.loading.folder_to_rows import LoadResult

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Plans: import a decision, load it, show it."
)
app.command()(give)
app.command()(amend)
app.command()(doubts)
app.command()(settle)


@app.command("import")
def import_decision(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="The decision, then its appendices: .txt, .docx, .xlsx, .csv, .tsv or .pdf",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The plan folder to write")],
    language: Annotated[str, typer.Option(help="Of what is doubted: vi or en")] = DEFAULT_LANGUAGE,
    province: Annotated[str, typer.Option(help="Whose it is, where it does not say so")] = "",
) -> None:
    """Read a decision into a plan folder; what is not sure is listed in doubts.csv."""
    from storage.importing.decision import read_decision, write_import
    from storage.importing.document import UnreadableDecision
    from storage.importing.folder.writer import FolderTaken

    try:
        with progress_bar(
            say("Reading {names}", names=", ".join(file.name for file in files))
        ) as progress:
            imported = read_decision(*files, progress=progress, province=province)
        write_import(imported, out, translator(language))
    except UnreadableDecision as error:
        fail(error.said(say))
    except FolderTaken as error:
        fail(error.said(say))
    except OSError as error:
        fail(_of_disk(error, out))
    _print_imported(imported.folder, out)


def _of_disk(error: OSError, path: Path) -> str:
    """What the disk refused; its own words are the system's."""
    return say(
        "{file} cannot be opened or written ({reason}); see that its name is right, that it is "
        "closed elsewhere, and that you may use its folder",
        file=error.filename or path,
        reason=error.strerror,
    )


def _print_imported(folder: PlanFolder, out: Path) -> None:
    tasks = sum(item.kind == "task" for item in folder.items)
    tell(
        "{decision} {province}: {rows} rows, {tasks} tasks, "
        "{indicators} indicators, {projects} projects, {rules} rules",
        decision=folder.head.decision,
        province=folder.head.province,
        rows=len(folder.items),
        tasks=tasks,
        indicators=len(folder.indicators),
        projects=len(folder.projects),
        rules=len(folder.head.rules),
    )
    tell(
        "{count} doubts to confirm in {file}; {settle}",
        count=len(folder.doubts),
        file=out / "doubts.csv",
        settle=say(SETTLE),
    )


@app.command()
def template(
    file: Annotated[Path, typer.Argument(help="The workbook to write: .xlsx")],
    language: Annotated[str, typer.Option(help="Of the guide: vi or en")] = DEFAULT_LANGUAGE,
) -> None:
    """Write a workbook to fill in by hand, for `daumoi plan import`."""
    from bot.documents.plan_template import plan_template

    if file.suffix.lower() != ".xlsx":
        fail(say("{file} is no name of a workbook; give one that ends in .xlsx", file=file))
    try:
        with file.open("xb") as out:
            out.write(plan_template(translator(language)))
    except FileExistsError:
        fail(say("{file} is there already; give another name or remove it", file=file))
    except OSError as error:
        fail(_of_disk(error, file))
    tell("{file}: fill it in, then: daumoi plan import {file} --out DIR", file=file)


@app.command()
def load(folders: Annotated[list[Path], typer.Argument(help="Plan folders")]) -> None:
    """Load plan folders into the database; the same folder twice changes nothing."""
    from storage.plans.amendments.doubts import open_doubts

    opened = database()
    for directory in folders:
        with opened.write() as session:
            result = _load(session, directory)
            code, left = result.plan.code, len(open_doubts(session, result.plan))
            if not result.is_new:
                print_changes(result)
        counts = say(
            "{added} added, {changed} changed, {ended} ended",
            added=result.added,
            changed=result.changed,
            ended=result.ended,
        )
        unchanged = say("nothing to change")
        print(f"{code}: {counts if result.anything else unchanged}")
        if left:
            tell(
                "{left} doubts are to be confirmed; see: daumoi plan doubts {code}",
                left=left,
                code=code,
            )
    database_of_today().close()


@app.command()
def diff(
    folder: Annotated[Path, typer.Argument(help="A plan folder")],
    json: JsonOfPlan = False,
) -> None:
    """Show what loading a plan folder would change; nothing is changed."""
    with database().write() as session:
        result = _load(session, folder)
        code = result.plan.code
        session.rollback()
    if json:
        counts = dict(zip(("added", "changed", "ended"), result.assignments, strict=True))
        changes = [asdict(one) for one in result.changes]
        told = {"changes": changes, "assignments": counts, "kept": list(result.kept)}
        print_json({"plan": code, **told})
    elif result.anything or result.kept:
        print_changes(result)
    else:
        tell("{code}: nothing to change", code=code)


def _load(session: "Session", directory: Path) -> "LoadResult":
    from sqlalchemy.exc import IntegrityError

    from storage.plans.loading.decision_files import keep_decision_files
    from storage.plans.loading.folder_to_rows import load_plan

    folder = folder_at(directory)
    try:
        with failing_on_bad_folder(directory):
            result = load_plan(session, folder, local_time(now()))
            keep_decision_files(session, result.plan, directory)
        return result
    except IntegrityError:
        fail(say("{at}: somebody else loaded it at the same time; look, and load it", at=directory))


@app.command()
def show(
    plan: PlanCode,
    as_of: Annotated[
        str, typer.Option("--as-of", help="As it read then: 2026-11-14T17:00+07:00")
    ] = "",
    json: JsonOfPlan = False,
) -> None:
    """Show the rows of a plan, with the documents that have changed it since."""
    from bot.documents.json.plan import plan_data

    at = instant_of(as_of) or now()
    with database().read() as session:
        document = plan_data(session, plan_called(session, plan), at)
    if json:
        print_json(document)
    else:
        _print_plan(document)


_OFTEN = {
    "year": mark("every year"),
    "2-years": mark("every two years"),
    "half-year": mark("every half-year"),
    "quarter": mark("every quarter"),
    "month": mark("every month"),
}


def _print_plan(document: dict[str, Any]) -> None:
    """Its rows in a table, then its rules and the documents that changed it, each in a line."""
    from rich.console import Console

    console = Console()
    console.print(_rows_of(document))
    lines = [*map(_rule, document["rules"]), *map(_change, document["amendments"])]
    for line in lines:
        console.print(line, markup=False)
    console.print(
        say(
            "{indicators} indicators, {projects} projects",
            indicators=len(document["indicators"]),
            projects=len(document["projects"]),
        )
    )


def _rows_of(document: dict[str, Any]) -> "Table":
    from rich.table import Table

    head = document["plan"]
    title = f"{head['title']} ({head['decision']}, {head['issued_on']})"
    table = Table(title=title)
    table.add_column(say("Code of the item"), no_wrap=True)
    table.add_column(say("Title"), ratio=4)
    table.add_column(say("Time frame"), ratio=1, min_width=11)
    table.add_column(say("Lead"), ratio=2)
    for item in document["items"]:
        leads = "; ".join(item["leads"])
        style = "bold" if item["kind"] == "heading" else None
        table.add_row(item["code"], item["title"], item["timeframe_raw"], leads, style=style)
    return table


def _rule(rule: dict[str, Any]) -> str:
    on = f"{rule['day']:02}/{rule['month']:02}"
    day = say("before {day}", day=on) if rule["strict"] else say("on {day}", day=on)
    every = _OFTEN.get(rule["every"])
    often = say(every) if every else say("in {year}", year=rule["from_year"])
    return f"{day} {often}: {rule['who']} → {rule['to']}"


def _change(one: dict[str, Any]) -> str:
    day = one["issued_on"]
    return say("changed by {document}, {issued_on}", document=one["document"], issued_on=day)
