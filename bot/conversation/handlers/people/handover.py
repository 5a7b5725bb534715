"""Handing over the post of focal person, taking it over, taking it back."""

from bot.conversation.handlers.context import EffectContext, NotAllowed
from bot.conversation.notifications.colleagues import notify_person
from bot.conversation.notifications.letter import letter
from bot.conversation.notifications.planners import tell_handed_over
from bot.dialogs.effects import HandOver, TakeBackHandover, TakeOver
from locales import Translator
from storage.models import Agency, Handover, Invitation, Person
from storage.people import handovers
from storage.people.appointments import posts_of
from storage.people.chat_accounts import may_be_told
from storage.people.erasure import erase
from storage.people.own_data import chats_of


def hand_over(context: EffectContext, effect: HandOver) -> None:
    facts, session = context.facts, context.session
    if facts.person is None or effect.agency_id not in dict(facts.own.offices):
        raise NotAllowed("only the focal person may hand over")
    giver = session.get_one(Person, facts.person.id)
    known = {one.id for one in facts.own.colleagues} | {one.to_id for one in facts.own.handovers}
    if effect.to_id is not None and effect.to_id not in known:
        raise NotAllowed("only a colleague may be chosen")
    if effect.to_id is not None:
        to = session.get_one(Person, effect.to_id)
    else:
        to = handovers.new_person(session, giver, effect.full_name, effect.phone)
    try:
        handovers.hand_over(
            session, giver, to, effect.agency_id, effect.code, context.now, facts.today
        )
    except handovers.BadHandover as error:
        raise NotAllowed(str(error)) from error


def take_back(context: EffectContext, effect: TakeBackHandover) -> None:
    facts, session = context.facts, context.session
    if effect.handover_id not in {one.id for one in facts.own.handovers}:
        raise NotAllowed("only who hands over may take it back")
    handover = session.get_one(
        Handover, effect.handover_id, with_for_update=True, populate_existing=True
    )
    if handover.done_at is not None:
        raise NotAllowed("the post has moved already")
    handovers.take_back(session, handover, context.now)
    to = session.get_one(Person, handover.to_id)
    is_unused = not posts_of(session, handover.to_id, facts.today)
    if is_unused and to.erased_at is None and not chats_of(session, handover.to_id):
        session.flush()
        erase(session, to, facts.today, context.now)  # named for this only: nothing is kept


def take_over(context: EffectContext, effect: TakeOver) -> None:
    """Somebody who is linked already, in the chat they agreed in."""
    account = context.account
    invitation = context.session.get_one(
        Invitation, effect.invitation_id, with_for_update=True, populate_existing=True
    )
    is_open = invitation.used_at is None and invitation.expires_at > context.now
    if not is_open or invitation.person_id != account.person_id:
        raise NotAllowed("the invitation is no longer open, or somebody else's")
    if not may_be_told(context.session, account):
        raise NotAllowed("without consent nobody takes over")
    if not move_post(context, invitation):
        raise NotAllowed("the handover is no longer open")
    invitation.used_at, invitation.account_id = context.now, account.id


def move_post(context: EffectContext, invitation: Invitation) -> bool:
    """If the invitation came with a handover: the post moves, and who gave it is told."""
    session, now = context.session, context.now
    handover = handovers.handover_by(session, invitation.id or 0, now)
    if handover is None or not handovers.complete(session, handover, context.facts.today, now):
        return False
    giver, to = session.get_one(Person, handover.from_id), session.get_one(Person, handover.to_id)
    agency = session.get_one(Agency, handover.agency_id)

    def words(say: Translator) -> str:
        matter = say(
            "{name} has taken over as focal person of {agency} today. Reminders of it go there "
            "from now on. Thank you for your work.",
            name=to.full_name,
            agency=agency.name,
        )
        return letter(giver, say, matter)

    calendar = context.facts.calendar
    notify_person(session, handover.from_id, words, now, calendar)
    tell_handed_over(session, agency, giver, to, now, calendar)
    return True
