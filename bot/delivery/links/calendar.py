"""The address of a person's calendar."""

from sqlmodel import Session

from bot.conversation.wanted_files import CALENDARS
from bot.documents.wanted_file import WantedLink
from bot.runtime.dependencies import Runtime
from storage.models import Person
from storage.people.signing_in.calendar_feeds import make_feed


def made(session: Session, person: Person, _: WantedLink, runtime: Runtime) -> str:
    token = runtime.new_token()
    make_feed(session, person.id or 0, token, runtime.now())
    return f"{runtime.public_url}{CALENDARS}/{token}.ics"
