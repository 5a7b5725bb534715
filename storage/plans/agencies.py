"""Agencies of a plan: finding one by any of its names, and what they are called today."""

from collections.abc import Collection
from datetime import date
from difflib import get_close_matches
from typing import Any

from sqlalchemy import Subquery, or_
from sqlmodel import Session, col, select

from storage import lazy
from storage.models import Agency, Assignment, Plan, Role
from storage.names import find, fold
from storage.plans.known_agencies import agencies_of
from storage.plans.succession import lineage


class AgencyGone(ValueError):
    """An agency does not exist on that day; the text says since or from when."""


def existing(session: Session, agency: Agency, on: date) -> int:
    """The id of the agency, or of what it has become by that day.

    Raises AgencyGone when it ended, was split up, or is still to come.
    """
    if agency.valid_from is not None and agency.valid_from > on:
        raise AgencyGone(
            lazy(
                "{name} exists from {valid_from:%d/%m/%Y} on; choose one that does today",
                name=agency.name,
                valid_from=agency.valid_from,
            )
        )
    known = lineage(session)
    successor = known.successor(agency.id or 0, on)
    last_day = known.follow(successor, date.min).stretches[-1].valid_until
    if last_day is not None and last_day < on:
        raise AgencyGone(
            lazy(
                "{name} ended on {last_day:%d/%m/%Y}; choose an agency that exists today",
                name=agency.name,
                last_day=last_day,
            )
        )
    return successor


def coordinating_on(session: Session, item_id: int, on: date) -> list[Agency]:
    """Who coordinates on an item on that day."""
    query = (
        select(Agency)
        .join(Assignment, col(Assignment.agency_id) == Agency.id)
        .where(
            Assignment.item_id == item_id,
            Assignment.role == Role.COORDINATING,
            col(Assignment.valid_from) <= on,
            or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) >= on),
        )
        .order_by(col(Agency.id))
    )
    return list({agency.id: agency for agency in session.exec(query)}.values())


def agencies_named(session: Session, plan: Plan, name: str) -> list[Agency]:
    """Who is meant by a name, an abbreviation or a spelling; several when it is ambiguous."""
    return find(name, agencies_of(session, plan))


def similar_names(session: Session, plan: Plan, name: str) -> list[str]:
    """Up to three names that a misspelt one may stand for."""
    names = {fold(agency.name): agency.name for agency in agencies_of(session, plan)}
    return [names[close] for close in get_close_matches(fold(name), names, n=3)]


def agencies_view(session: Session, plan: Plan, on: date) -> list[dict[str, Any]]:
    """Every agency of the plan's province as plain data, with its name on that day."""
    agencies = agencies_of(session, plan)
    names = {agency.id: agency.name for agency in agencies}
    became = lineage(session).successors(on)
    return [
        {
            "name": agency.name,
            "kind": agency.kind,
            "aliases": agency.aliases,
            "valid_from": _iso(agency.valid_from),
            "valid_until": _iso(agency.valid_until),
            "now_called": names[became.get(agency.id or 0, agency.id)],
        }
        for agency in agencies
    ]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def assigned_on(on: date) -> Any:
    """(agency_id, item_id) of the assignments that hold on that day."""
    return select(col(Assignment.agency_id), col(Assignment.item_id)).where(
        col(Assignment.valid_from) <= on,
        or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) >= on),
    )


def leads_of(items: Collection[int], on: date) -> Subquery:
    """(agency_id, item_id): who leads each of these tasks on that day."""
    led = assigned_on(on).where(col(Assignment.item_id).in_(items), Assignment.role == Role.LEAD)
    found: Subquery = led.subquery()
    return found
