"""The link to the form of somebody's reports: made when its message is about to be sent.

The token stands in what is sent and nowhere else.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from bot.channels.contract import Capabilities
from bot.channels.message_text import units
from bot.conversation.notifications.letter import say_to
from bot.dialogs.account.form_link import FORM
from bot.runtime.dependencies import Runtime
from storage.models import ChatAccount, Person
from storage.people.signing_in.form_links import make_form_link


def wants_form(wanted: Mapping[str, Any] | None) -> bool:
    """Whether what goes with a message is a link to the form, and no file: it may be left out."""
    return wanted is not None and "form_until" in wanted


def with_form_link(
    session: Session,
    text: str,
    wanted: Mapping[str, Any],
    account: ChatAccount,
    capabilities: Capabilities,
    runtime: Runtime,
) -> str:
    """The text with the link below it; without, where it would be too long for one message, or
    the chat is nobody's by now."""
    person = session.get(Person, account.person_id) if account.person_id else None
    if person is None or person.erased_at is not None:
        return text
    say = say_to(person)
    if not runtime.public_url:
        why = say("To have a link to it, the administrator has to set PUBLIC_URL.")
        return f"{text}\n{why}"
    token, until = runtime.new_token(), date.fromisoformat(wanted["form_until"])
    words = say(
        "To fill it in on a page: {url}\nThe link is for you alone, until {day}.",
        url=f"{runtime.public_url}{FORM}/{token}",
        day=f"{until:%d/%m/%Y}",
    )
    whole = f"{text}\n\n{words}"
    if units(whole) > capabilities.max_length:
        return text
    zone = runtime.calendar.zone
    ends_at = datetime.combine(until + timedelta(days=1), time(), zone)
    make_form_link(session, person.id or 0, token, runtime.now(), ends_at)
    return whole
