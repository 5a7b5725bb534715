"""The link to the form of somebody's reports, good until the end of a day."""

from datetime import datetime, time, timedelta

from sqlmodel import Session

from bot.conversation.notifications.letter import say_to
from bot.dialogs.account.form_link import FORM
from bot.documents.wanted_file import WantedLink
from bot.runtime.dependencies import Runtime
from storage.models import Person
from storage.people.signing_in.form_links import make_form_link


def made(session: Session, person: Person, wanted: WantedLink, runtime: Runtime) -> str:
    now, zone = runtime.now(), runtime.calendar.zone
    token, until = runtime.new_token(), wanted.until or runtime.calendar.today(now)
    ends_at = datetime.combine(until + timedelta(days=1), time(), zone)
    make_form_link(session, person.id or 0, token, now, ends_at)
    say = say_to(person)
    words = say(
        "To fill it in on a page: {url}\nThe link is for you alone, until {day}.",
        url=f"{runtime.public_url}{FORM}/{token}",
        day=f"{until:%d/%m/%Y}",
    )
    return f"\n{words}"
