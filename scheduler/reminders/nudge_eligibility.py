"""Who would hear a nudge, and why an agency that owes something would not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.reminders.digests import standings
from scheduler.reminders.ladder import days_of
from scheduler.rounds.rules import STAYS_OPEN
from storage.models import Plan
from storage.people.appointments import who_answers
from storage.people.chat_accounts import names_and_channels
from storage.people.reachability import UnreachableReason, obstacles
from storage.plans.lookup import agency_names
from storage.rounds import expectations, nudges
from storage.rounds.expectations import OpenExpectation
from storage.rounds.reminder_settings import hours_of
from storage.rounds.schedule import LAST_REAL_DAY

Pair = tuple[int, int]  # (agency_id, person_id)


class SkipReason(StrEnum):
    """Why somebody is not nudged although they could be reached."""

    NUDGED = "nudged"  # the agency has had its one nudge of the day
    PROMISED = "promised"  # the day it named is still to come
    COMES_ANYWAY = "comes_anyway"  # the ladder reminds until that morning
    DIGEST_TODAY = "digest_today"  # had its one digest of the day, or one waits
    NOTHING_OWED = "nothing_owed"  # reported meanwhile
    NOT_ANSWERING = "not_answering"  # no longer answers for the agency, or cannot be reached


Reason = SkipReason | UnreachableReason


@dataclass(frozen=True)
class Recipient:
    """A person who would hear it, and on which channel."""

    person_id: int
    name: str
    channel: str


@dataclass(frozen=True)
class NudgeLine:
    """An agency that owes something; nobody hears it where there is a `reason`."""

    agency_id: int
    agency: str
    people: tuple[Recipient, ...]
    items: int  # reports it owes
    due_on: date  # the earliest day of them
    reason: Reason | None = None
    promised_on: date | None = None  # the day it named, if that is still to come


def leaves_at(plan: Plan, now: datetime, calendar: Calendar) -> datetime:
    """A nudge of this moment goes out in the next office hours of its plan."""
    return calendar.keeping([hours_of(plan)]).office_instant(now)


def pairs_of(lines: Iterable[NudgeLine]) -> set[Pair]:
    """Who hears a nudge of these lines: what `send_nudge` is to be shown."""
    return {(line.agency_id, who.person_id) for line in lines for who in line.people}


@dataclass(frozen=True)
class Case:
    """A line with what it was made from; `owed` without what is promised for later."""

    line: NudgeLine
    owed: list[OpenExpectation]
    busy: set[int]  # who has a digest that day


def cases_of(
    session: Session,
    plan: Plan,
    now: datetime,
    calendar: Calendar,
    agency_ids: Collection[int] | None,
    *,
    insist: bool = False,
) -> dict[int, Case]:
    """By agency that owes something. `insist`: also of what is promised for a later day."""
    today, on = calendar.today(now), calendar.today(leaves_at(plan, now, calendar))
    owed = _owed(session, plan, today, agency_ids)
    names = agency_names(session, owed)
    unreached = obstacles(session, owed, today)
    nudged = nudges.nudged_on(session, plan.id or 0, on)
    at_agency = _reached(session, owed, today)
    busy = _busy(session, plan, at_agency, now, calendar)

    def case(agency_id: int, theirs: list[OpenExpectation]) -> Case:
        quiet = [o.quiet_until for o in theirs if o.quiet_until is not None and o.quiet_until > on]
        awake = [o for o in theirs if insist or o.quiet_until is None or o.quiet_until <= on]
        here = at_agency.get(agency_id, [])
        free = [who for who in here if who.person_id not in busy]
        reason: Reason | None = _hindrance(awake, free, today, on, calendar)
        if agency_id in nudged:
            reason = SkipReason.NUDGED
        elif awake:
            reason = unreached.get(agency_id, reason)
        hears, due_on = () if reason else tuple(free), min(one.due_on for one in theirs)
        promised_on = min(quiet, default=None)
        line = NudgeLine(
            agency_id, names[agency_id], hears, len(theirs), due_on, reason, promised_on
        )
        return Case(line, awake, {who.person_id for who in here} & busy)

    return {agency_id: case(agency_id, theirs) for agency_id, theirs in owed.items()}


def _owed(
    session: Session, plan: Plan, today: date, agency_ids: Collection[int] | None
) -> dict[int, list[OpenExpectation]]:
    """By agency, in open rounds, as far as a calendar has its day."""
    owed: dict[int, list[OpenExpectation]] = {}
    for one in expectations.owed_expectations(session, today - STAYS_OPEN, today, plan.id):
        if one.due_on <= LAST_REAL_DAY and (agency_ids is None or one.agency_id in agency_ids):
            owed.setdefault(one.agency_id, []).append(one)
    return owed


def _reached(
    session: Session, agency_ids: Collection[int], today: date
) -> dict[int, list[Recipient]]:
    """By agency: who answers for it and can be written to."""
    answering = who_answers(session, today, agency_ids)
    known = names_and_channels(session, {person_id for _, person_id in answering})
    found: dict[int, list[Recipient]] = {}
    for agency_id, person_id in answering:
        if person_id in known:
            found.setdefault(agency_id, []).append(Recipient(person_id, *known[person_id]))
    return found


def _busy(
    session: Session,
    plan: Plan,
    at_agency: Mapping[int, Sequence[Recipient]],
    now: datetime,
    calendar: Calendar,
) -> set[int]:
    """Who has had, or is about to have, the one digest of the day on which a nudge would leave."""
    hours = frozenset([hours_of(plan)])
    people = {who.person_id: hours for theirs in at_agency.values() for who in theirs}
    on = calendar.today(leaves_at(plan, now, calendar))
    return {
        person_id
        for person_id, at in standings(session, people, now, calendar).items()
        if at.waiting is not None or on in at.days
    }


def _hindrance(
    awake: list[OpenExpectation], free: list[Recipient], today: date, on: date, calendar: Calendar
) -> SkipReason | None:
    if not awake:
        return SkipReason.PROMISED
    days = (day for one in awake for _, day in days_of(one, calendar))
    if any(today < day <= on for day in days):  # a rung that says the same before it would leave
        return SkipReason.COMES_ANYWAY
    return None if free else SkipReason.DIGEST_TODAY
