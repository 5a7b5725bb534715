"""Whom a command means: agencies as they are today, people by their codes."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.cli import terminal

if TYPE_CHECKING:
    from sqlmodel import Session

    from storage.models import Person, Plan, Round


def agencies_today(session: "Session", plan: "Plan", names: Iterable[str]) -> list[int]:
    """The agencies of those names, or what they have become; a name may be several with ";"."""
    named = [name.strip() for listed in names for name in listed.split(";") if name.strip()]
    return [agency_today(session, plan, name) for name in named]


def agency_today(session: "Session", plan: "Plan", name: str) -> int:
    """The agency of that name, or what it has become."""
    from storage.plans.agencies import AgencyGone, existing

    today = terminal.calendar().today(terminal.now())
    with terminal.failing_on(AgencyGone):
        return existing(session, terminal.agency(session, plan, name), today)


def whoever(session: "Session", by: str) -> "Person":
    """Who does this, as --by names them."""
    from storage.people.appointments import find_person

    person = find_person(session, by)
    if person is None:
        terminal.refuse("--by is '{by}', which is nobody's code; see: daumoi people show", by=by)
    return person


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

    found = terminal.agency(session, plan, name).id or 0
    return {found, lineage(session).successor(found, today)}


def person_of(session: "Session", code: str) -> "Person":
    from storage.people.appointments import find_person

    person = find_person(session, code)
    if person is None:
        terminal.refuse(
            "nobody has the code '{code}'; `daumoi people show` lists everybody", code=code
        )
    return person
