"""Queues the digests: one wordless outbox row a person and day, and the ledger of what it says."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.reminders.ladder import (
    Digest,
    SaidDays,
    SaidOn,
    digests_come,
    escalations_come,
    joined,
    leaves_at,
)
from scheduler.reminders.planner_digests import planner_digests_due
from scheduler.reminders.province_briefs import monday_of, province_briefs_due
from scheduler.rounds.rules import STAYS_OPEN
from storage.audit import Scope
from storage.calendar.office_hours import OfficeHours
from storage.messages import troubles
from storage.messages.troubles import Reason
from storage.models import Outbox
from storage.people.appointments import FocalPoint, focal_points, leaders
from storage.plans.leaders.briefs import enter_briefs
from storage.reports.timeliness import has_passed
from storage.rounds import expectations
from storage.rounds import reminder_ledger as ledger
from storage.rounds.expectations import OpenExpectation
from storage.rounds.reminder_ledger import DigestRow, LedgerEntry, QueuedDigest

log = logging.getLogger(__name__)


@dataclass
class DigestsOfDay:
    """What one person was told or is about to be: a digest that waits, the days that had one."""

    waiting: DigestRow | None = None
    days: set[date] = field(default_factory=set)


def queue_digests(
    session: Session, now: datetime, calendar: Calendar, scope: Scope | None = None
) -> list[Outbox]:
    """Queue one wordless digest for each person for whom something has come; the new rows.

    May run twice, or on two machines, without harm: a key and a ledger entry can be made only once.
    `scope`: nothing has come the same day but by changes of that.
    """
    today = calendar.today(now)
    owed = expectations.owed_expectations(session, today - STAYS_OPEN, today, scope=scope)
    said_on = said_on_days(session, today - STAYS_OPEN, calendar, scope=scope) if owed else {}
    digests = joined(
        (
            reminders_come(session, owed, said_on, today, calendar),
            planner_digests_due(session, owed, today, calendar, scope),
            province_briefs_due(session, now, calendar, scope),
        )
    )
    rows, refused = _queued(session, digests, owed, now, calendar)
    found = {f"person:{key}": (Reason.REFUSED, {"why": why}) for key, why in refused.items()}
    # Who was refused outside the scope is so still
    ended = [Reason.REFUSED] if scope is None else []
    troubles.note_troubles(session, found, ended, now)
    return rows


def reminders_come(
    session: Session, owed: list[OpenExpectation], said_on: SaidOn, today: date, calendar: Calendar
) -> dict[int, Digest]:
    """By person who can be reached: the rungs that have come, and what a leader has to know."""
    agencies = {one.agency_id for one in owed}
    people = focal_points(session, today, agencies)
    missed = {one.agency_id for one in owed if has_passed(one.due_on, today)}
    above = leaders_above(leaders(session, today, missed) if missed else (), people)
    return joined(
        (
            digests_come(owed, reached(people), said_on, today, calendar),
            escalations_come(owed, reached(above), said_on, today, calendar),
        )
    )


def reached(people: Iterable[FocalPoint]) -> list[FocalPoint]:
    return [who for who in people if who.account is not None]


def leaders_above(leaders: Iterable[FocalPoint], people: Iterable[FocalPoint]) -> list[FocalPoint]:
    """Not those who are reminded of the same agency themselves: they know."""
    reminded = {(who.person.id, who.agency.id) for who in people}
    return [who for who in leaders if (who.person.id, who.agency.id) not in reminded]


def queue(
    session: Session,
    digests: Mapping[int, Digest],
    owed: Iterable[OpenExpectation],
    now: datetime,
    calendar: Calendar,
) -> list[Outbox]:
    """Queue these digests, or let a digest that waits carry what is in them; the new rows."""
    return _queued(session, digests, owed, now, calendar)[0]


def _queued(
    session: Session,
    digests: Mapping[int, Digest],
    owed: Iterable[OpenExpectation],
    now: datetime,
    calendar: Calendar,
) -> tuple[list[Outbox], dict[int, str]]:
    """The new rows, and by person whose digest the database refused: the kind of error."""
    if not digests:
        return [], {}
    owed_by_id = {one.expectation_id: one for one in owed}
    hours = {person_id: frozenset(one.hours) for person_id, one in digests.items()}
    standing = standings(session, hours, now, calendar)

    def some(chosen: Collection[Digest]) -> list[Outbox]:
        with session.begin_nested():
            return _queue(session, chosen, standing, owed_by_id, now, calendar)

    return _all_or_each(list(digests.values()), some)


def standings(
    session: Session,
    hours: Mapping[int, frozenset[OfficeHours]],
    now: datetime,
    calendar: Calendar,
) -> dict[int, DigestsOfDay]:
    """By person: the digest that waits, and whether the day a new one would leave has had one.

    `hours`: those of the plans a digest would be of, by person."""
    # Thousands of people have the hours of a few plans
    leaves_on = {
        kept: calendar.today(calendar.keeping(kept).office_instant(now))
        for kept in set(hours.values())
    }
    send_on = {person_id: leaves_on[kept] for person_id, kept in hours.items()}
    found = {person_id: DigestsOfDay() for person_id in send_on}
    keys = [key_of(person_id, day) for person_id, day in send_on.items()]
    morning = datetime.combine(calendar.today(now), time.min, calendar.zone)
    for row in ledger.digests_of(session, send_on, keys, since=morning):
        person_id = row.person_id
        standing = found[person_id]
        if row.is_waiting:
            standing.waiting = standing.waiting or row
        if row.key == key_of(person_id, send_on[person_id]):
            standing.days.add(send_on[person_id])
        if row.sent_at is not None:
            standing.days.add(calendar.today(row.sent_at))
    return found


def key_of(person_id: int, day: date) -> str:
    return f"digest:{person_id}:{day.isoformat()}"


def said_on_days(
    session: Session,
    since: date,
    calendar: Calendar,
    but_for: Collection[int] = (),
    scope: Scope | None = None,
) -> SaidOn:
    """For what was due since then: on which days each person was reminded of it.

    `but_for`: digests that will not leave after all, by id.
    """
    said = ledger.said_since(session, since, but_for, scope)
    return {
        pair: SaidDays(calendar.today(first) if first else date.max, calendar.today(last))
        for pair, (first, last) in said.items()
    }


def _all_or_each(
    digests: list[Digest], queue: Callable[[Collection[Digest]], list[Outbox]]
) -> tuple[list[Outbox], dict[int, str]]:
    """All at once; if the database refuses a row, one person after the other without that one."""
    try:
        return queue(digests), {}
    except SQLAlchemyError as error:
        log.warning("digests go one by one: %s", type(error).__name__)
    rows: list[Outbox] = []
    refused = {}
    for digest in digests:
        try:
            rows += queue([digest])
        except SQLAlchemyError as error:
            refused[digest.person.id or 0] = why = type(error).__name__
            log.warning("no digest for person %s: %s", digest.person.id, why)
    return rows, refused


def _queue(
    session: Session,
    digests: Collection[Digest],
    standing: Mapping[int, DigestsOfDay],
    owed: Mapping[int, OpenExpectation],
    now: datetime,
    calendar: Calendar,
) -> list[Outbox]:
    carrier: dict[int, int] = {}  # by person: the outbox row that carries what has come
    fresh = []
    for digest in digests:
        person_id, account = digest.person.id or 0, digest.account
        at = standing[person_id]
        if at.waiting is not None:
            carrier[person_id] = at.waiting.id
            continue
        send_at = leaves_at(at.days, now, calendar.keeping(digest.hours))
        if account is not None and send_at is not None:
            key = key_of(person_id, calendar.today(send_at))
            fresh.append(QueuedDigest(person_id, account.id or 0, account.channel, key, send_at))
    ours = ledger.insert_digests(session, fresh, now)
    carrier |= ours
    ledger.enter(session, _said(digests, carrier, owed), now)
    _tell_troubles(session, digests, carrier)
    with_brief = (one.person.id or 0 for one in digests if one.has_brief)
    briefs = {key: carrier[key] for key in with_brief if key in carrier}
    enter_briefs(session, briefs, monday_of(calendar.today(now)), now)
    with_lists = {digest.person.id for digest in digests if digest.has_lists}
    empty = [row_id for person_id, row_id in ours.items() if person_id not in with_lists]
    ledger.drop_empty(session, empty)
    return ledger.digests_by_id(session, ours.values())


def _tell_troubles(session: Session, digests: Iterable[Digest], carrier: Mapping[int, int]) -> None:
    for digest in digests:
        person_id = digest.person.id or 0
        if digest.has_troubles and person_id in carrier:
            untold = troubles.untold(session, person_id)
            troubles.tell(session, person_id, carrier[person_id], untold)


def _said(
    digests: Iterable[Digest], carrier: Mapping[int, int], owed: Mapping[int, OpenExpectation]
) -> list[LedgerEntry]:
    return [
        LedgerEntry(
            expectation_id, person_id, rung, owed[expectation_id].due_on, carrier[person_id]
        )
        for digest in digests
        for person_id in [digest.person.id or 0]
        if person_id in carrier
        for expectation_id, rungs in digest.rungs.items()
        for rung in rungs
    ]
