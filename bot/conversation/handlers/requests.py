"""What an agency asks of the planning department: a later day, a task taken away."""

from collections.abc import Iterable

from bot.conversation.handlers.context import Change, NotAllowed
from bot.dialogs.effects import AskExtension, ObjectToTask
from storage.models import Expectation, Person
from storage.reports import extensions, objections


def ask_extension(change: Change, effect: AskExtension) -> None:
    person = _focal(change, effect.expectation_ids)
    for key in effect.expectation_ids:
        expectation = change.session.get_one(Expectation, key, with_for_update=True)
        try:
            extensions.ask_extension(
                change.session,
                expectation,
                effect.until_on,
                effect.reason,
                person,
                change.facts.today,
                change.now,
            )
        except extensions.BadExtension as error:
            raise NotAllowed(str(error)) from error


def object_to_task(change: Change, effect: ObjectToTask) -> None:
    person = _focal(change, [effect.expectation_id])
    key = effect.expectation_id
    expectation = change.session.get_one(Expectation, key, with_for_update=True)
    try:
        objections.object_to(change.session, expectation, effect.reason, person, change.now)
    except objections.BadObjection as error:
        raise NotAllowed(str(error)) from error


def _focal(change: Change, expectation_ids: Iterable[int]) -> Person:
    """Who asks, when all of it is still owed by an agency they answer for."""
    person, theirs = change.facts.person, {one.expectation_id for one in change.facts.owed}
    asked = set(expectation_ids)
    if person is None or not person.is_focal or not asked or not asked <= theirs:
        raise NotAllowed("only the agency's focal person may ask, for what is still owed")
    return change.session.get_one(Person, person.id)
