"""Gives a digest its words when it is about to be sent, from the facts of that moment."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.channels.contract import Capabilities
from bot.dialogs import ENGINE
from bot.dialogs.facts import Facts
from bot.loading import load_facts
from bot.prompts import fill
from scheduler.calendar import Calendar
from storage.messages import drop, forget_parts
from storage.models import ChatAccount, Outbox
from storage.people import may_be_told
from storage.reminders import digest_sent_on


def compose(
    session: Session,
    row: Outbox,
    account: ChatAccount,
    now: datetime,
    calendar: Calendar,
    capabilities: Capabilities,
) -> None:
    """Fill the row with its words; drop it if nothing is owed; put it off outside office hours."""
    facts = load_facts(session, account, now, calendar)
    forget_parts(session, row)  # of an earlier attempt: time has passed, it is composed anew
    reason = _nothing_to_say(session, row, account, facts, now, calendar)
    office = calendar.office_instant(now)
    if reason:
        drop(session, row, reason, now)
    elif office > now:
        row.text, row.send_at, row.attempts = None, office, 0
    else:
        row.state = row.choices = None
        fill(session, row, ENGINE.begin("digest", facts), now, capabilities)


def _nothing_to_say(
    session: Session,
    row: Outbox,
    account: ChatAccount,
    facts: Facts,
    now: datetime,
    calendar: Calendar,
) -> str:
    """Why the digest is not sent after all; empty when it is."""
    if account.person_id != row.person_id:
        return "the chat is no longer this person's"
    if not may_be_told(session, account):
        return "the consent was withdrawn"
    if not facts.owed:
        return "nothing is owed any more"
    if facts.person is None or not facts.person.is_focal:
        return "no longer a focal person"
    if _heard_today(session, row, now, calendar):
        return "a digest went out today"
    return ""


def _heard_today(session: Session, row: Outbox, now: datetime, calendar: Calendar) -> bool:
    start = now.astimezone(calendar.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return digest_sent_on(
        session, row.person_id or 0, start, start + timedelta(days=1), other_than=row.id or 0
    )
