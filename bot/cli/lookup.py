"""What and whom a command means: plans, rounds, agencies by their names, people by codes."""

import sys
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

import typer

from bot.cli import terminal
from bot.cli.words import say, tell

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.models import Agency, Person, Plan, Round


def plan_called(session: "Session", code: str) -> "Plan":
    """The plan of that code, or the end of the command."""
    from storage.plans.lookup import find_plan

    found = find_plan(session, code)
    if found is None:
        terminal.refuse(
            "no plan '{code}' is loaded; load it with: daumoi plan load data/{code}", code=code
        )
    return found


def agency_called(session: "Session", plan: "Plan", name: str) -> "Agency":
    """The one agency of that name; several are put up for a numbered choice."""
    from storage.plans.agencies import agencies_named, similar_names

    found = agencies_named(session, plan, name)
    if not found:
        close = "; ".join(similar_names(session, plan, name))
        told = say("no agency of {plan} is called '{name}'", plan=plan.code, name=name)
        terminal.fail(
            say("{sentence}; close: {names}", sentence=told, names=close) if close else told
        )
    if len(found) == 1:
        return found[0]
    return found[_chosen_number(name, [agency.name for agency in found]) - 1]


def _chosen_number(name: str, names: list[str]) -> int:
    numbered = "; ".join(f"{number}. {one}" for number, one in enumerate(names, 1))
    if not sys.stdin.isatty():
        terminal.refuse(
            "'{name}' may be several agencies: {numbered}; write the one meant in full",
            name=name,
            numbered=numbered,
        )
    from click import IntRange

    tell("'{name}' may be: {numbered}", name=name, numbered=numbered)
    return int(typer.prompt(say("Which number"), type=IntRange(1, len(names))))


def agencies_today(session: "Session", plan: "Plan", names: Iterable[str]) -> list[int]:
    """The agencies of those names, or what they have become; a name may be several with ";"."""
    named = [name.strip() for listed in names for name in listed.split(";") if name.strip()]
    return [agency_today(session, plan, name) for name in named]


def agency_today(session: "Session", plan: "Plan", name: str) -> int:
    """The agency of that name, or what it has become."""
    from storage.plans.agencies import AgencyGone, existing

    today = terminal.today()
    with terminal.failing_on(AgencyGone):
        return existing(session, agency_called(session, plan, name), today)


def whoever(session: "Session", by: str) -> "Person":
    """Who does this, as --by names them."""
    from storage.people.appointments import find_person

    person = find_person(session, by)
    if person is None:
        terminal.refuse("--by is '{by}', which is nobody's code; see: daumoi people show", by=by)
    return person


def named(session: "Session", by: str) -> "Person | None":
    """Who does this, where --by is given."""
    return whoever(session, by) if by else None


def round_called(session: "Session", plan: "Plan", called: str, year: int) -> "Round":
    """The round that --round names; without it that year's, or the newest before."""
    from storage.rounds.schedule import find_round, round_to_sum_up

    plan_id = plan.id or 0
    found = (
        find_round(session, plan_id, called) if called else round_to_sum_up(session, plan_id, year)
    )
    if found is None:
        terminal.refuse(
            "plan '{code}' has no such round; `daumoi rounds show {code}` lists them",
            code=plan.code,
        )
    return found


def instant_of(as_of: str) -> datetime | None:
    """The instant that --as-of names, in the province's zone if it tells none."""
    if not as_of:
        return None
    try:
        instant = datetime.fromisoformat(as_of)
    except ValueError:
        terminal.refuse(
            "--as-of is '{as_of}', but it must be like 2026-11-14T17:00+07:00", as_of=as_of
        )
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=terminal.settings().timezone)
    return instant


def known_as(session: "Session", plan: "Plan", name: str, today: date) -> set[int]:
    """The agency and what it has become: an older round knows it by the older one."""
    from storage.plans.succession import lineage

    found = agency_called(session, plan, name).id or 0
    return {found, lineage(session).successor(found, today)}


def person_of(session: "Session", code: str) -> "Person":
    from storage.people.appointments import find_person

    person = find_person(session, code)
    if person is None:
        terminal.refuse(
            "nobody has the code '{code}'; `daumoi people show` lists everybody", code=code
        )
    return person
