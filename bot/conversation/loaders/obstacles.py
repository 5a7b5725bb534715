"""Loads the obstacles of a plan, and those that a person's own agencies have raised."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from sqlmodel import Session

from storage.models import Plan
from storage.people.appointments import offices_of, posts_of
from storage.plans.lookup import plans

if TYPE_CHECKING:
    from bot.documents.contents.obstacles import Raised


def obstacles_of_plan(
    session: Session, plan: Plan, now: datetime, zone: tzinfo
) -> "tuple[Raised, ...]":
    from bot.documents.contents.obstacles import obstacle_list

    return tuple(obstacle_list(session, plan, now, zone))


def own_obstacles(
    session: Session, person_id: int, now: datetime, zone: tzinfo
) -> "tuple[Raised, ...]":
    """Of the agencies in which the person has a post, or stands in, over all plans."""
    from bot.documents.contents.obstacles import obstacle_list

    today = now.astimezone(zone).date()
    theirs = {agency.id or 0 for _, agency in posts_of(session, person_id, today)}
    theirs |= {agency.id or 0 for agency in offices_of(session, person_id, today)}
    if not theirs:
        return ()
    found = (obstacle_list(session, plan, now, zone, agency_ids=theirs) for plan in plans(session))
    return tuple(one for theirs_of_plan in found for one in theirs_of_plan)
