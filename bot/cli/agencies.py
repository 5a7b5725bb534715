"""`daumoi agencies`: who the plan names, what they have become, what must be assigned anew."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from sqlmodel import Session

from bot.cli.terminal import agency as agency_named
from bot.cli.terminal import calendar, database, fail, now, print_json, print_table
from bot.cli.terminal import plan as find_plan
from storage.models import Plan, Role
from storage.names import fold
from storage.plans.reassignments import Candidate, Key, Unsettled

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Agencies and what became of them."
)

PlanCode = Annotated[str, typer.Argument(help="The plan's code, such as ben-tre")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document")]

_REASONS = {
    "ended": "ended, nobody took over",
    "split": "its duties were shared out",
    "unsure": "nobody has confirmed what became of it",
    "objected": "it was agreed that the task is not its own",
    "settled": "its successor is known",
}


@app.command()
def show(plan: PlanCode, json: Json = False) -> None:
    """Show the agencies of a plan, with the names they go by today."""
    from storage.plans.agencies import agencies_view

    with database().read() as session:
        rows = agencies_view(session, find_plan(session, plan), calendar().today(now()))
    if json:
        print_json(rows)
        return
    print_table(
        ("Agency", "Until", "Now called", "Other spellings"),
        (
            (
                row["name"],
                row["valid_until"] or "",
                row["now_called"] if row["now_called"] != row["name"] else "",
                "; ".join(row["aliases"]),
            )
            for row in rows
        ),
    )


@app.command()
def reassign(
    plan: PlanCode,
    agency: Annotated[
        str, typer.Option("--agency", help="Whom the plan names; a collective phrase too")
    ] = "",
    to: Annotated[list[str] | None, typer.Option("--to", help="Who answers from today on")] = None,
    item: Annotated[list[str] | None, typer.Option("--item", help="Only this item")] = None,
    by: Annotated[str, typer.Option("--by", help="Code of the planner who decides")] = "",
    coordinating: Annotated[
        bool, typer.Option("--coordinating", help="Coordinating instead of lead")
    ] = False,
    chosen: Annotated[
        bool, typer.Option("--chosen", help="What was assigned anew already")
    ] = False,
    json: Json = False,
) -> None:
    """List what nobody is known to answer for since a reorganisation; with --to, assign it."""
    role = Role.COORDINATING if coordinating else Role.LEAD
    with database().read() as session:
        found = find_plan(session, plan)
        entries = _matching(session, found, _listed(session, found, role, chosen), agency, item)
        targets = [agency_named(session, found, name).name for name in to or ()]
    if to:
        if not (agency or item):
            fail("say what to assign: --agency, --item or both")
        _assign(plan, {entry.key for entry in entries}, targets, by)
    elif json:
        print_json([_plain(entry) for entry in entries])
    else:
        _print_list(entries)


def _listed(session: Session, plan: Plan, role: Role, chosen: bool) -> list[Unsettled]:
    from storage.plans.reassignments import reassigned, to_reassign

    listed = reassigned if chosen else to_reassign
    return listed(session, plan, calendar().today(now()), role)


def _matching(
    session: Session, plan: Plan, entries: list[Unsettled], agency: str, items: list[str] | None
) -> list[Unsettled]:
    """Those of an agency or of a collective phrase, and of the items."""
    if agency:
        of_phrase = [entry for entry in entries if fold(entry.phrase) == fold(agency)]
        is_group = any(entry.agency != entry.phrase for entry in of_phrase)
        named = "" if is_group else agency_named(session, plan, agency).name
        entries = of_phrase if is_group else [one for one in entries if one.agency == named]
    unknown = set(items or ()) - {entry.item for entry in entries}
    if unknown:
        fail(f"item {min(unknown)} is not on the list; see: daumoi agencies reassign {plan.code}")
    return [entry for entry in entries if not items or entry.item in items]


def _assign(code: str, keys: Collection[Key], targets: Sequence[str], by: str) -> None:
    """What was asked and chosen above is looked up again: the database was not held meanwhile."""
    from storage.people.appointments import find_person
    from storage.plans.agencies import agencies_named
    from storage.plans.reassignments import BadReassignment, reassign

    if not keys:
        fail(f"nothing on the list matches; see: daumoi agencies reassign {code}")
    with database().write() as session:
        plan = find_plan(session, code)
        person = find_person(session, by)
        if person is None:
            fail(f"--by is '{by}', which is nobody's code; give the planner's: daumoi people show")
        everything = [
            entry
            for role in Role
            for chosen in (False, True)
            for entry in _listed(session, plan, role, chosen)
        ]
        entries = list({entry.key: entry for entry in everything if entry.key in keys}.values())
        offices = [office for name in targets for office in agencies_named(session, plan, name)]
        try:
            reassign(session, plan, entries, offices, person, now().astimezone(calendar().zone))
        except BadReassignment as error:
            fail(str(error))
        print(f"{len(entries)} assigned to {'; '.join(targets)}, decided by {person.full_name}")


def _plain(entry: Unsettled) -> dict[str, Any]:
    data = asdict(entry)
    del data["item_id"], data["agency_id"]
    return data


def _print_list(entries: list[Unsettled]) -> None:
    if not entries:
        print("Nothing has to be assigned anew.")
        return
    rows: dict[tuple[str, ...], int] = {}  # the members of a phrase share a line
    for entry in entries:
        row = (entry.item, entry.phrase, f"{entry.on}", _REASONS[entry.reason], _choice(entry))
        rows[row] = rows.get(row, 0) + 1
    print_table(
        ("Item", "Agency in the plan", "Since", "Why", "Chosen"),
        (
            (item, f"{phrase} ({n})" if n > 1 else phrase, *rest)
            for (item, phrase, *rest), n in rows.items()
        ),
    )
    for agency, candidates in {entry.agency: entry.candidates for entry in entries}.items():
        if candidates:
            print(f"{agency} → {_candidates(candidates)}")
    print(f"{len(entries)} listed. Assign with: --agency NAME --to NAME --by CODE [--item CODE]")


def _candidates(candidates: Iterable[Candidate]) -> str:
    return "; ".join(
        f"{one.agency} ({one.scope})" if one.scope else one.agency for one in candidates
    )


def _choice(entry: Unsettled) -> str:
    if entry.choice is None:
        return ""
    names = "; ".join(entry.choice.agencies)
    return f"{names}, since {entry.choice.valid_from} ({entry.choice.decided_by})"
