"""The link to sign in to the pages by."""

from sqlmodel import Session

from bot.conversation.notifications.letter import say_to
from bot.dialogs.account.pages import SIGN_IN
from bot.documents.wanted_file import WantedLink
from bot.runtime.dependencies import Runtime
from storage.models import Person
from storage.people.signing_in import make_link
from storage.plans.planners import has_pages


def made(session: Session, person: Person, _: WantedLink, runtime: Runtime) -> str:
    """Whether there are pages for the person is looked at now."""
    say = say_to(person)
    if not has_pages(session, person.id or 0):
        return say("You have no pages any more.")
    token = runtime.new_token()
    link = make_link(session, person.id or 0, token, runtime.now())
    return say(
        "{url}\nThe link is for you alone, can be used once, and is good until {until}.",
        url=f"{runtime.public_url}{SIGN_IN}/{token}",
        until=link.expires_at.astimezone(runtime.calendar.zone).strftime("%H:%M %d/%m/%Y"),
    )
