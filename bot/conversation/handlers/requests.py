"""What an agency asks of the planning department: a later day, a task taken away."""

from collections.abc import Iterable

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.dialogs.effects import AskExtension, ObjectToTask
from storage.models import Expectation, Person
from storage.reports import extensions, objections


def ask_extension(context: EffectContext, effect: AskExtension) -> None:
    person = _focal(context, effect.expectation_ids)
    for key in effect.expectation_ids:
        expectation = context.session.get_one(Expectation, key)
        try:
            extensions.ask_extension(
                context.session,
                expectation,
                effect.until_on,
                effect.reason,
                person,
                context.facts.today,
                context.now,
            )
        except extensions.BadExtension as error:
            raise NotAllowed(str(error)) from error


def object_to_task(context: EffectContext, effect: ObjectToTask) -> None:
    person = _focal(context, [effect.expectation_id])
    expectation = context.session.get_one(Expectation, effect.expectation_id)
    try:
        objections.object_to(context.session, expectation, effect.reason, person, context.now)
    except objections.BadObjection as error:
        raise NotAllowed(str(error)) from error


def _focal(context: EffectContext, expectation_ids: Iterable[int]) -> Person:
    """Who asks, when all of it is still owed by an agency they answer for."""
    person, theirs = context.facts.person, {one.expectation_id for one in context.facts.owed}
    asked = set(expectation_ids)
    if person is None or not person.is_focal or not asked or not asked <= theirs:
        raise NotAllowed("only the agency's focal person may ask, for what is still owed")
    return context.session.get_one(Person, person.id)
