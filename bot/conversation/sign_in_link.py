"""A link to sign in by, made when it is about to be sent: no row ever holds it."""

from sqlmodel import Session

from bot.runtime.dependencies import Runtime
from locales import Translator, translator
from storage.models import Person
from storage.people.signing_in import make_link
from storage.plans.planners import administrators, has_pages

SIGN_IN = "/sign-in"  # where our web side takes it


def sign_in_words(session: Session, person_id: int, runtime: Runtime) -> str:
    """The link and how long it holds, or a sentence why there is none."""
    person, now = session.get(Person, person_id), runtime.now()
    say = translator(person.language if person else "")
    if person is None or person.erased_at is not None or not has_pages(session, person_id):
        return say("You have no pages any more.")
    if not runtime.public_url:
        return _unreachable(session, say)
    token = runtime.new_token()
    link = make_link(session, person_id, token, now)
    return say(
        "{url}\nThe link is for you alone, can be used once, and is good until {until}.",
        url=f"{runtime.public_url}{SIGN_IN}/{token}",
        until=link.expires_at.astimezone(runtime.calendar.zone).strftime("%H:%M %d/%m/%Y"),
    )


def _unreachable(session: Session, say: Translator) -> str:
    names = ", ".join(one.full_name for one in administrators(session))
    words = say("Sorry, nobody can open them yet: the administrator has to set PUBLIC_URL.")
    return words + (" " + say("Please ask {names}.", names=names) if names else "")
