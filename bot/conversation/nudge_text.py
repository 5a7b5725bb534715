"""What a nudge would say to somebody, word for word, before anybody sends it."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.conversation.loaders.facts import load_facts
from bot.dialogs import ENGINE
from scheduler.calendar import Calendar
from storage.models import Person
from storage.people.chat_accounts import reachable_accounts
from storage.rounds.reminder_ledger import last_digest_at


def nudge_text(
    session: Session, person_id: int, at: datetime, calendar: Calendar
) -> tuple[Person, str] | None:
    """As of the instant it leaves, in the person's language; None where no chat reaches them."""
    person = session.get(Person, person_id)
    account = reachable_accounts(session, [person_id]).get(person_id)
    if person is None or account is None:
        return None
    last = last_digest_at(session, person_id)
    facts = replace(load_facts(session, account, at, calendar), last_digest_at=last)
    turn = ENGINE.begin("digest", facts, parts=["owed"], missed=[], news=[])
    return person, turn.prompt.text
