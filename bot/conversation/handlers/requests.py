"""What an agency asks of the planning department: a later day, a task taken away, a reopening."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.dialogs.effects import AskExtension, AskReopening, ObjectToTask
from storage.models import Expectation, Person
from storage.reports.gate import Barred
from storage.reports.requests import extensions, objections, reopenings


def ask_extension(context: EffectContext, effect: AskExtension) -> None:
    session, person = context.session, _focal(context)
    until, reason, today = effect.until_on, effect.reason, context.facts.today
    if not effect.expectation_ids:
        raise NotAllowed("no task is named")
    for key in sorted(effect.expectation_ids):
        asked = session.get_one(Expectation, key)
        try:
            extensions.ask_extension(session, asked, until, reason, person, today, context.now)
        except (Barred, extensions.BadExtension) as error:
            raise NotAllowed(str(error)) from error


def object_to_task(context: EffectContext, effect: ObjectToTask) -> None:
    session, person, today = context.session, _focal(context), context.facts.today
    asked = session.get_one(Expectation, effect.expectation_id)
    try:
        objections.object_to(session, asked, effect.reason, person, today, context.now)
    except (Barred, objections.BadObjection) as error:
        raise NotAllowed(str(error)) from error


def ask_reopening(context: EffectContext, effect: AskReopening) -> None:
    session, person, today = context.session, _focal(context), context.facts.today
    key, reason = effect.expectation_id, effect.reason
    try:
        reopenings.ask_reopening(session, key, reason, person, today, context.now)
    except (Barred, reopenings.BadReopening) as error:
        raise NotAllowed(str(error)) from error


def _focal(context: EffectContext) -> Person:
    """Who asks; whether it is their agency's to ask, the gate looks at."""
    person = context.facts.person
    if person is None or not person.is_focal:
        raise NotAllowed("only the agency's focal person may ask")
    return context.session.get_one(Person, person.id)
