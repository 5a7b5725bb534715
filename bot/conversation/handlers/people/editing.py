"""Who may change what is known of somebody else, and the note that they did."""

from typing import Any

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.handlers.planning.decisions import planner_of
from storage import audit
from storage.models import Agency, Person, Plan, Post
from storage.people.roster import editing
from storage.plans.agencies import AgencyGone, existing
from storage.plans.known_agencies import is_known_to


def planner_editing(context: EffectContext, plan_id: int, person_id: int) -> tuple[Person, Person]:
    """(the planner, whom they may change). Raises NotAllowed."""
    session, planner = context.session, planner_of(context, plan_id)
    plan, person = session.get_one(Plan, plan_id), session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise NotAllowed("there is no such person")
    if not editing.may_edit(session, plan, planner.id or 0, person_id, context.facts.today):
        raise NotAllowed("somebody of another province, or with rights of their own")
    return planner, person


def agency_of(context: EffectContext, plan_id: int, agency_id: int) -> Agency:
    """Of the plan's province, and there today. Raises NotAllowed."""
    plan, agency = context.session.get_one(Plan, plan_id), context.session.get(Agency, agency_id)
    if agency is None or not is_known_to(agency, plan):
        raise NotAllowed("an agency of another province")
    try:
        if existing(context.session, agency, context.facts.today) != agency_id:
            raise NotAllowed("the agency has become another one")
    except AgencyGone as error:
        raise NotAllowed(str(error)) from error
    return agency


def post_of(name: str) -> Post:
    try:
        return Post(name)
    except ValueError as error:
        raise NotAllowed("there is no such post") from error


def record_edit(
    context: EffectContext, action: str, planner: Person, person: Person, **details: Any
) -> None:
    """`details` name nobody: they outlast an erasure."""
    subject = f"person:{person.id}"
    audit.record(context.session, context.now, action, subject, planner.id, details)
