"""The form outside the chat: the word that opens it, taking its links back, drafts from there."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.dialogs.effects import EndFormLinks, MakeFormWord, TakeUpDraft
from storage.messages.drafts import forget_row
from storage.people.invitees import people_of
from storage.people.signing_in.form_links import end_form_links, make_word
from storage.plans.planners import plans_of_planner


def give_word(context: EffectContext, effect: MakeFormWord) -> None:
    make_word(context.session, _focal_person(context), effect.word, context.now)


def end_links(context: EffectContext, effect: EndFormLinks) -> None:
    person = context.facts.person
    if person is None:
        raise NotAllowed("nobody is linked to this chat")
    whose = effect.person_id or person.id
    if whose != person.id and not _plans_for(context, person.id, whose):
        raise NotAllowed("only a planner takes back the links of somebody else")
    end_form_links(context.session, whose, context.now, person.id)


def take_up(context: EffectContext, effect: TakeUpDraft) -> None:
    person = context.facts.person
    if person is not None:
        forget_row(context.session, person.id, effect.expectation_id)


def _plans_for(context: EffectContext, planner_id: int, person_id: int) -> bool:
    """Whether somebody plans for an agency of that person's."""
    session, today = context.session, context.facts.today
    plans = plans_of_planner(session, planner_id)
    return any(
        one.person.id == person_id for plan in plans for one in people_of(session, plan, today)
    )


def _focal_person(context: EffectContext) -> int:
    """Who speaks, where they answer for an agency."""
    person = context.facts.person
    if person is None or not person.is_focal:
        raise NotAllowed("only the agency's focal person may open the form")
    return person.id
