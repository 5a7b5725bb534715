"""What a form changes goes by the same effects as in the chat: one gate, and no second way in."""

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.effects import Effect
from bot.web.pages.visits import Visit
from storage.models import ChatAccount, Person
from storage.people.chat_accounts import WEB


def acting_account(person: Person) -> ChatAccount:
    """A chat that is never stored: nobody can be written to there."""
    return ChatAccount(channel=WEB, address=person.code, person_id=person.id)


def carried_out(visit: Visit, *effects: Effect) -> bool:
    """All of them, or nothing where the facts of this moment do not permit one."""
    session = visit.session
    account = acting_account(visit.person)
    facts = load_facts(session, account, visit.now, visit.runtime.calendar)
    context = EffectContext(session, account, facts, visit.now, said_at=visit.now)
    try:
        with session.begin_nested():
            for effect in effects:
                handle(context, effect)
            session.flush()
    except NotAllowed:
        return False
    return True
