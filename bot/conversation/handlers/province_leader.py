"""What a leader of a province asks for."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.dialogs.effects import AskNudge
from storage.models import Person, Plan


def ask_nudge(context: EffectContext, effect: AskNudge) -> None:
    """The planners of the plan hear of it; nothing goes to an agency."""
    from bot.conversation.notifications.asked_to_nudge import tell_asked_to_nudge
    from storage.plans.leaders import nudge_asking

    session, facts, now = context.session, context.facts, context.now
    plan = session.get(Plan, effect.plan_id)
    if facts.person is None or plan is None:
        raise NotAllowed("only a leader of the province may ask")
    person, morning = session.get_one(Person, facts.person.id), facts.calendar.morning(now)
    try:
        nudge_asking.ask_nudge(session, plan, effect.agency_ids, person, now, morning)
    except nudge_asking.BadAsking as error:
        raise NotAllowed(str(error)) from error
    tell_asked_to_nudge(session, plan, effect.agency_ids, person, now, facts.calendar)
