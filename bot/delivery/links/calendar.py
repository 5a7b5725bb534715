"""The address of a person's calendar: made when its message is about to be sent.

The token stands in what is sent and nowhere else.
"""

from sqlmodel import Session

from bot.conversation.notifications.letter import say_to
from bot.conversation.wanted_files import CALENDARS
from bot.runtime.dependencies import Runtime
from storage.calendar.feeds import make_feed
from storage.models import Person


def with_calendar(session: Session, text: str, person: Person | None, runtime: Runtime) -> str:
    """The text with the address below it, or with a sentence why there is none."""
    if person is None or person.erased_at is not None:
        return text
    say = say_to(person)
    if not runtime.public_url:
        why = say("To have an address for it, the administrator has to set PUBLIC_URL.")
        return f"{text}\n{why}"
    token = runtime.new_token()
    make_feed(session, person.id or 0, token, runtime.now())
    return f"{text}\n{runtime.public_url}{CALENDARS}/{token}.ics"
