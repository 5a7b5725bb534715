"""Queues the digests: one wordless outbox row a person and day, and the ledger of what it says."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.ladder import Digest, SaidOn, days_of, digests_come, leaves_at
from scheduler.rules import STAYS_OPEN
from storage import expectations
from storage import reminders as ledger
from storage.expectations import Owed
from storage.models import Outbox
from storage.people import answerers
from storage.reminders import QueuedDigest, Said

log = logging.getLogger(__name__)


@dataclass
class Standing:
    """What one person was told or is about to be: a digest that waits, the days that had one."""

    waiting: Outbox | None = None
    days: set[date] = field(default_factory=set)


def queue_digests(session: Session, now: datetime, calendar: Calendar) -> list[Outbox]:
    """Queue one wordless digest for each person for whom a rung has come; the rows that are new.

    May run twice, or on two machines, without harm: a key and a ledger entry can be made only once.
    """
    today = calendar.today(now)
    owed = expectations.owed_expectations(session, today - STAYS_OPEN, today)
    people = answerers(session, today, {one.agency_id for one in owed})
    reached = [who for who in people if who.account is not None]
    said_on = said_on_days(session, today - STAYS_OPEN, calendar)
    digests = digests_come(owed, reached, said_on, today, calendar)
    if not digests:
        return []
    owed_by_id = {one.expectation_id: one for one in owed}
    standing = standings(session, digests, now, calendar)

    def queue(chosen: Collection[Digest]) -> list[Outbox]:
        with session.begin_nested():
            return _queue(session, chosen, standing, owed_by_id, now, calendar)

    return _all_or_each(list(digests.values()), queue)


def standings(
    session: Session, person_ids: Iterable[int], now: datetime, calendar: Calendar
) -> dict[int, Standing]:
    """By person: the digest that waits, and whether the day a new one would leave has had one."""
    send_on = calendar.today(calendar.office_instant(now))
    found = {person_id: Standing() for person_id in person_ids}
    keys = [key_of(person_id, send_on) for person_id in found]
    morning = datetime.combine(send_on, time.min, calendar.zone)
    for row in ledger.digests_of(session, keys, since=morning):
        standing = found.get(row.person_id or 0, Standing())
        if not row.is_settled:
            standing.waiting = standing.waiting or row
        if row.key == key_of(row.person_id or 0, send_on) or row.sent_at is not None:
            standing.days.add(send_on)
    return found


def key_of(person_id: int, day: date) -> str:
    return f"digest:{person_id}:{day.isoformat()}"


def said_on_days(session: Session, since: date, calendar: Calendar) -> SaidOn:
    """For what was due since then: the day of the last reminder to each person."""
    said = ledger.last_said(session, since)
    return {pair: calendar.today(said_at) for pair, said_at in said.items()}


def _all_or_each(
    digests: list[Digest], queue: Callable[[Collection[Digest]], list[Outbox]]
) -> list[Outbox]:
    """All at once; if the database refuses a row, one person after the other without that one."""
    try:
        return queue(digests)
    except SQLAlchemyError as error:
        log.warning("digests go one by one: %s", type(error).__name__)
    rows = []
    for digest in digests:
        try:
            rows += queue([digest])
        except SQLAlchemyError as error:
            log.warning("no digest for person %s: %s", digest.person.id, type(error).__name__)
    return rows


def _queue(
    session: Session,
    digests: Collection[Digest],
    standing: Mapping[int, Standing],
    owed: Mapping[int, Owed],
    now: datetime,
    calendar: Calendar,
) -> list[Outbox]:
    carrier: dict[int, int] = {}  # by person: the outbox row that carries what has come
    fresh = []
    for digest in digests:
        person_id, account_id = digest.person.id or 0, digest.account.id if digest.account else 0
        at = standing[person_id]
        if at.waiting is not None:
            carrier[person_id] = at.waiting.id or 0
        elif (send_at := leaves_at(at.days, now, calendar)) is not None:
            key = key_of(person_id, calendar.today(send_at))
            fresh.append(QueuedDigest(person_id, account_id or 0, key, send_at))
    ours = ledger.insert_digests(session, fresh, now)
    carrier |= ours
    ledger.enter(session, _said(digests, carrier, owed, calendar), now)
    return ledger.drop_empty(session, ours.values())


def _said(
    digests: Iterable[Digest],
    carrier: Mapping[int, int],
    owed: Mapping[int, Owed],
    calendar: Calendar,
) -> list[Said]:
    said = []
    for digest in digests:
        person_id = digest.person.id or 0
        if person_id not in carrier:
            continue
        for expectation_id, rungs in digest.rungs.items():
            days = dict(days_of(owed[expectation_id], calendar))
            for rung in rungs:
                came_at = datetime.combine(days[rung], time.min, calendar.zone)
                said.append(Said(expectation_id, person_id, rung, carrier[person_id], came_at))
    return said
