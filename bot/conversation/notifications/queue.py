"""Tells another person of what somebody did: a short notice on the chat that reaches them."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from bot.conversation.handlers.context import Change
from locales import Translator, translator
from storage.models import ChatAccount, Outbox, Person
from storage.people.chat_accounts import reachable_accounts

Words = Callable[[Translator], str]


def tell(change: Change, person_id: int, words: Words) -> bool:
    """At the next office hour, in their language; False when nothing reaches them."""
    account = reachable_accounts(change.session).get(person_id)
    if account is None:
        return False
    person = change.session.get_one(Person, person_id)
    send_at = change.facts.calendar.office_instant(change.now)
    queue(change.session, account, words(translator(person.language)), change.now, send_at)
    return True


def queue(
    session: Session, account: ChatAccount, text: str, now: datetime, send_at: datetime
) -> None:
    """A notice asks nothing: it needs no number and no answer."""
    session.add(Outbox(account_id=account.id or 0, text=text, created_at=now, send_at=send_at))
    session.flush()


def dear(person: Person, say: Translator) -> str:
    return say("Dear {address} {name}.", address=person.address, name=person.full_name.split()[-1])
