"""Watches over what only a person can put right, and notes it as a trouble."""

import logging
from collections.abc import Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.monitoring.quotas import WATCHED, bots
from scheduler.rounds.rules import round_dates
from storage.calendar.office_hours import BadSettings
from storage.messages.troubles import Reason, note_troubles, open_troubles
from storage.models import Tier
from storage.people.invitations import GUESSING, MANY_CODES, wrong_codes
from storage.plans.lookup import plans
from storage.plans.succession import coordinator_on
from storage.rounds.reminder_settings import check
from storage.rounds.schedule import live_rules, unusable_due_days

log = logging.getLogger(__name__)

_WATCHED = (
    Reason.BAD_RULE,
    Reason.BAD_SETTINGS,
    Reason.NO_COORDINATOR,
    Reason.HOLIDAYS,
    Reason.WRONG_CODES,
    *WATCHED,
)

Found = tuple[str, Reason, dict[str, Any]]  # subject, reason, details


def run_checks(session: Session, now: datetime, calendar: Calendar, *, whole: bool = True) -> int:
    """Make the open troubles be what is wrong now, so many; what is new goes to the log too.

    Unless `whole`, what is asked of agencies is not gone through: that is much, and a day there
    goes wrong only by hand.
    """
    known = open_troubles(session)
    guessing = any(one.subject == GUESSING for one in known)
    today = calendar.today(now)
    everything = chain(
        _settings(session),
        _rules(session, today),
        _due_days(session, today) if whole else (),
        _holidays(calendar, today),
        _codes(session, now) if guessing else (),
        bots(session, now, calendar),
    )
    found = {subject: (reason, details) for subject, reason, details in everything}
    watched = (*_WATCHED, Reason.BAD_DUE_DAY) if whole else _WATCHED
    for subject in note_troubles(session, found, watched, now, known):
        log.warning("set aside: %s: %s %s", subject, *found[subject])
    return len(found)


def _settings(session: Session) -> Iterator[Found]:
    for plan in plans(session):
        try:
            check(plan)
        except BadSettings as error:
            yield f"plan:{plan.code}", Reason.BAD_SETTINGS, {"plan": plan.code, "why": str(error)}


def _rules(session: Session, today: date) -> Iterator[Found]:
    for rule, plan in live_rules(session):
        where = {"plan": plan.code, "day": f"{rule.day}/{rule.month}"}
        try:
            round_dates(rule, today.year)
        except ValueError as error:
            yield f"rule:{rule.id}", Reason.BAD_RULE, {**where, "why": str(error)}
        if rule.tier == Tier.COORDINATOR and coordinator_on(session, plan, today) is None:
            details = {"plan": plan.code, "coordinator": plan.coordinator}
            yield f"coordinator:{plan.code}", Reason.NO_COORDINATOR, details


def _due_days(session: Session, today: date) -> Iterator[Found]:
    for expectation_id, due_on in unusable_due_days(session, today):
        details = {"due_on": due_on.isoformat()}
        yield f"expectation:{expectation_id}", Reason.BAD_DUE_DAY, details


def _holidays(calendar: Calendar, today: date) -> Iterator[Found]:
    year = calendar.not_official(today)
    if year is not None:
        details = {"year": year, "days": calendar.awaits(year)}
        yield f"holidays:{year}", Reason.HOLIDAYS, details


def _codes(session: Session, now: datetime) -> Iterator[Found]:
    """Until it is over; whoever counts the codes notices that it begins."""
    count = wrong_codes(session, now)
    if count >= MANY_CODES:
        yield GUESSING, Reason.WRONG_CODES, {"count": count}
