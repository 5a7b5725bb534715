"""What a form changes goes by the same effects as in the chat: one gate, and no second way in."""

from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.facts import load_facts
from bot.dialogs.effects import Effect
from bot.dialogs.facts.chat import Facts
from bot.web.pages.visits import Visit
from storage.models import ChatAccount, Person
from storage.people.chat_accounts import WEB


def acting_account(person: Person) -> ChatAccount:
    """A chat that is never stored: nobody can be written to there."""
    return ChatAccount(channel=WEB, address=person.code, person_id=person.id)


def facts_of(visit: Visit) -> Facts:
    """What the dialogs would know of this moment."""
    return load_facts(
        visit.session, acting_account(visit.person), visit.now, visit.runtime.calendar
    )


def carried_out(visit: Visit, *effects: Effect) -> bool:
    """All of them, or nothing where the facts of this moment do not permit one."""
    session, facts = visit.session, facts_of(visit)
    account = acting_account(visit.person)
    context = EffectContext(session, account, facts, visit.now, said_at=visit.now)
    try:
        with session.begin_nested():
            for effect in effects:
                handle(context, effect)
            session.flush()
    except NotAllowed:
        return False
    return True
