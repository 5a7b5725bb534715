"""Asks once for a batch of digests what each of them would ask for itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from scheduler.calendar import Calendar
from storage.database import foretell
from storage.messages.outbox import unsent_letters, unsent_letters_in_each
from storage.models import Outbox
from storage.people.appointments import offices_of, posts_of, posts_of_each
from storage.people.chat_accounts import consenting, consenting_in_each
from storage.plans.planners import rights_of, rights_of_each
from storage.reports.answers import expected_in_order, expected_of_each
from storage.rounds.reminder_ledger import (
    last_digest_at,
    last_digests,
    plans_said,
    plans_said_by_each,
    rungs_of,
    rungs_of_each,
)

NEWS_WITHIN = timedelta(minutes=10)


def look_ahead(session: Session, rows: Sequence[Outbox], now: datetime, calendar: Calendar) -> None:
    """In a session that remembers; what is asked for beside it is asked as ever."""
    ids = [row.id or 0 for row in rows]
    people = [row.person_id or 0 for row in rows]
    chats = [row.account_id for row in rows]
    today, soon = calendar.today(now), now + NEWS_WITHIN
    foretell(session, rungs_of, rungs_of_each(session, ids))
    foretell(session, plans_said, plans_said_by_each(session, ids))
    foretell(session, last_digest_at, last_digests(session, people))
    foretell(session, rights_of, rights_of_each(session, people))
    foretell(session, consenting, consenting_in_each(session, chats))
    foretell(session, unsent_letters, unsent_letters_in_each(session, chats, soon), soon)
    foretell(session, posts_of, posts_of_each(session, people, today), today)
    offices = [offices_of(session, person_id, today) for person_id in people]
    asked = (frozenset(agency.id or 0 for agency in theirs) for theirs in offices)
    expected = expected_of_each(session, filter(None, asked), today)
    foretell(session, expected_in_order, expected, today, False)
