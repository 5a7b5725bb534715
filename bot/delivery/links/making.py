"""Links that go with messages: each kind has its maker, and one place says when there is none.

The token stands in what is sent and nowhere else.
"""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from bot.channels.message_text import units
from bot.conversation.notifications.letter import say_to
from bot.conversation.outbox import LINK_ROOM
from bot.delivery.links import calendar, form, sign_in
from bot.documents.wanted_file import LinkKind, WantedLink
from bot.runtime.dependencies import Runtime
from locales import Translator
from storage.models import ChatAccount, Person
from storage.plans.planners import administrators

# The link and what is said of it, or why that person has none any more
Maker = Callable[[Session, Person, WantedLink, Runtime], str]
MAKERS: Mapping[LinkKind, Maker] = {
    LinkKind.SIGN_IN: sign_in.made,
    LinkKind.FORM: form.made,
    LinkKind.CALENDAR: calendar.made,
}


def with_link(
    session: Session,
    text: str,
    link: WantedLink,
    account: ChatAccount,
    longest: int,
    runtime: Runtime,
) -> str:
    """The text with the link below it, of a letter above its closing words, or with a sentence why
    there is none; as it is where `longest` has no room for both, or the chat is nobody's by now."""
    person = session.get(Person, account.person_id) if account.person_id else None
    if person is None or person.erased_at is not None or units(text) + LINK_ROOM > longest:
        return text
    say = say_to(person)
    if not runtime.public_url:
        return f"{text}\n{_no_address(session, say)}"
    words = MAKERS[link.kind](session, person, link, runtime)
    closing = "\n\n" + say("Yours respectfully.")
    letter, closed, choices = text.rpartition(closing)
    return f"{letter}\n{words}{closing}{choices}" if closed else f"{text}\n{words}"


def _no_address(session: Session, say: Translator) -> str:
    names = ", ".join(one.full_name for one in administrators(session))
    words = say("Sorry, there is no link to it yet: the administrator has to set PUBLIC_URL.")
    return words + (" " + say("Please ask {names}.", names=names) if names else "")
