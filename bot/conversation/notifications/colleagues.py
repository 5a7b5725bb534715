"""Tells another person what somebody did: who stands in, who has taken over."""

from datetime import datetime

from sqlmodel import Session

from bot.conversation.notifications.letter import Template, after_the_digest, queue, say_to
from scheduler.calendar import Calendar
from storage.models import Person
from storage.people.chat_accounts import reachable_accounts


def notify_person(
    session: Session, person_id: int, template: Template, now: datetime, calendar: Calendar
) -> bool:
    """At the next office hour, in their language; False when nothing reaches them."""
    account = reachable_accounts(session, [person_id]).get(person_id)
    if account is None:
        return False
    say = say_to(session.get_one(Person, person_id))
    queue(session, account, template(say), now, after_the_digest(calendar.office_instant(now), now))
    return True
