"""`daumoi agencies`: who the plan names, what they have become, what must be assigned anew."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer
from sqlmodel import Session

from bot.cli.lookup import agency_called, plan_called, whoever
from bot.cli.options import JsonOfPlan, PlanCode
from bot.cli.terminal import calendar, database, failing_on, now, print_json, print_table, refuse
from bot.cli.words import say, tell
from locales import mark
from storage.models import Plan, Role
from storage.names import fold
from storage.plans.known_agencies import COMMUNE
from storage.plans.reassigning.choices import Candidate, Key, Unsettled

if TYPE_CHECKING:
    from storage.plans.reassigning.to_communes import OfDistricts

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Agencies and what became of them."
)


_NAMED = 12  # more are counted
_REASONS = {
    "ended": mark("ended, nobody took over"),
    "split": mark("its duties were shared out"),
    "unsure": mark("nobody has confirmed what became of it"),
    "objected": mark("it was agreed that the task is not its own"),
    "settled": mark("its successor is known"),
}


@app.command()
def show(plan: PlanCode, json: JsonOfPlan = False) -> None:
    """Show the agencies of a plan, with the names they go by today."""
    from storage.plans.agencies import agencies_view

    with database().read() as session:
        rows = agencies_view(session, plan_called(session, plan), calendar().today(now()))
    if json:
        print_json(rows)
        return
    communes = [row for row in rows if row["kind"] == COMMUNE]
    rows = [row for row in rows if row["kind"] != COMMUNE]
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
    if communes:
        tell("and {count} communes: daumoi communes show PROVINCE", count=len(communes))


@app.command()
def reassign(
    plan: PlanCode,
    agency: Annotated[
        str, typer.Option("--agency", help="Whom the plan names; a collective phrase too")
    ] = "",
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", help="Who answers from today on; also 'UBND cấp xã', or a former district"
        ),
    ] = None,
    communes: Annotated[
        bool,
        typer.Option(
            "--communes", help="What districts led and coordinated: each to what it became"
        ),
    ] = False,
    item: Annotated[list[str] | None, typer.Option("--item", help="Only this item")] = None,
    by: Annotated[str, typer.Option("--by", help="Code of the planner who decides")] = "",
    coordinating: Annotated[
        bool, typer.Option("--coordinating", help="Coordinating instead of lead")
    ] = False,
    chosen: Annotated[
        bool, typer.Option("--chosen", help="What was assigned anew already")
    ] = False,
    json: JsonOfPlan = False,
) -> None:
    """List what nobody is known to answer for since a reorganisation; with --to or --communes,
    assign it."""
    if communes:
        if to or item or coordinating or chosen:
            refuse("--communes gives all that districts had, of both roles; add --agency at most")
        _give_to_communes(plan, agency, by)
        return
    role = Role.COORDINATING if coordinating else Role.LEAD
    with database().read() as session:
        found = plan_called(session, plan)
        entries = _matching(session, found, _listed(session, found, role, chosen), agency, item)
        targets = [one for name in to or () for one in _targets(session, found, name)]
    if to:
        if not (agency or item):
            refuse("say what to assign: --agency, --item or both")
        _assign(plan, {entry.key for entry in entries}, targets, by)
    elif json:
        print_json([_plain(entry) for entry in entries])
    else:
        _print_list(entries)


def _listed(session: Session, plan: Plan, role: Role, chosen: bool) -> list[Unsettled]:
    from storage.plans.reassigning.choices import reassigned, to_reassign

    listed = reassigned if chosen else to_reassign
    return listed(session, plan, calendar().today(now()), role)


def _matching(
    session: Session, plan: Plan, entries: list[Unsettled], agency: str, items: list[str] | None
) -> list[Unsettled]:
    """Those of an agency or of a collective phrase, and of the items."""
    if agency:
        of_phrase = [entry for entry in entries if fold(entry.phrase) == fold(agency)]
        is_group = any(entry.agency != entry.phrase for entry in of_phrase)
        named = "" if is_group else agency_called(session, plan, agency).name
        entries = of_phrase if is_group else [one for one in entries if one.agency == named]
    unknown = set(items or ()) - {entry.item for entry in entries}
    if unknown:
        refuse(
            "item {item} is not on the list; see: daumoi agencies reassign {code}",
            item=min(unknown),
            code=plan.code,
        )
    return [entry for entry in entries if not items or entry.item in items]


def _assign(code: str, keys: Collection[Key], targets: Sequence[str], by: str) -> None:
    """What was asked and chosen above is looked up again: the database was not held meanwhile."""
    from storage.plans.known_agencies import agencies_of
    from storage.plans.reassigning.choices import BadReassignment, reassign

    if not keys:
        refuse("nothing on the list matches; see: daumoi agencies reassign {code}", code=code)
    with database().write() as session:
        plan = plan_called(session, code)
        person = whoever(session, by)
        everything = [
            entry
            for role in Role
            for chosen in (False, True)
            for entry in _listed(session, plan, role, chosen)
        ]
        entries = list({entry.key: entry for entry in everything if entry.key in keys}.values())
        known = {one.name: one for one in agencies_of(session, plan)}
        offices = [known[name] for name in targets]
        with failing_on(BadReassignment):
            reassign(session, plan, entries, offices, person, now().astimezone(calendar().zone))
        many = say("{count} agencies", count=len(targets))
        whom = "; ".join(targets) if len(targets) <= _NAMED else many
        tell(
            "{count} assigned to {whom}, decided by {person}",
            count=len(entries),
            whom=whom,
            person=person.full_name,
        )


def _targets(session: Session, plan: Plan, name: str) -> list[str]:
    """The agency of that name, or the communes that the words stand for."""
    from storage.importing.places.communes import communes_of
    from storage.importing.places.phrases import communes_meant, read_phrase

    meant = read_phrase(name, or_district=True)
    communes = communes_meant(meant, communes_of(plan.province)) if meant else ()
    return [one.office for one in communes] or [agency_called(session, plan, name).name]


def _give_to_communes(code: str, phrase: str, by: str) -> None:
    from storage.plans.reassigning.choices import BadReassignment
    from storage.plans.reassigning.to_communes import give_to_communes, of_districts

    with database().write() as session:
        plan, at = plan_called(session, code), now().astimezone(calendar().zone)
        person = whoever(session, by)
        found = of_districts(session, plan, at.date())
        wanted = [one for one in found if not phrase or fold(one.phrase) == fold(phrase)]
        if not wanted:
            refuse(
                "no work of ended districts is open; see: daumoi agencies reassign {code}",
                code=code,
            )
        for one in wanted:
            with failing_on(BadReassignment):
                give_to_communes(session, plan, one, person, at)
            _tell_given(one)


def _tell_given(one: "OfDistricts") -> None:
    tell(
        "{phrase}: {items} items of {districts} former districts given to {communes} communes",
        phrase=one.phrase,
        items=len(one.items),
        districts=len(one.by_district),
        communes=len(one.communes),
    )
    if one.shared:
        names = "; ".join(commune.office for commune in one.shared)
        tell("  these took in a part as well, and were not given it: {names}", names=names)


def _plain(entry: Unsettled) -> dict[str, Any]:
    data = asdict(entry)
    del data["item_id"], data["agency_id"]
    return data


def _print_list(entries: list[Unsettled]) -> None:
    if not entries:
        tell("Nothing has to be assigned anew.")
        return
    rows: dict[tuple[str, ...], int] = {}  # the members of a phrase share a line
    for entry in entries:
        row = (entry.item, entry.phrase, f"{entry.on}", say(_REASONS[entry.reason]), _choice(entry))
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
    tell(
        "{count} listed. Assign with: --agency NAME --to NAME --by CODE [--item CODE]",
        count=len(entries),
    )
    if any(entry.reason == "ended" and entry.agency.startswith("UBND ") for entry in entries):
        tell("What districts had goes to the communes they became with: --communes --by CODE")


def _candidates(candidates: Iterable[Candidate]) -> str:
    return "; ".join(
        f"{one.agency} ({one.scope})" if one.scope else one.agency for one in candidates
    )


def _choice(entry: Unsettled) -> str:
    if entry.choice is None:
        return ""
    names = "; ".join(entry.choice.agencies)
    since, by = entry.choice.valid_from, entry.choice.decided_by
    return say("{names}, since {since} ({by})", names=names, since=since, by=by)
