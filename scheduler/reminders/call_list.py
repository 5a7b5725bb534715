"""The call list: whom only a telephone reaches, and who has heard every rung in vain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.reminders.ladder import days_of, is_usable
from scheduler.rounds.rules import STAYS_OPEN
from storage.models import Agency, Person, Plan
from storage.names import in_order
from storage.people.appointments import focal_points
from storage.people.reachability import obstacles
from storage.plans.lookup import agencies_by_id
from storage.reports.timeliness import has_passed
from storage.rounds import expectations
from storage.rounds.expectations import OpenExpectation
from storage.rounds.nudges import NotedCall, calls_noted
from storage.rounds.timely_reminders import first_reminded

UNANSWERED = "unanswered"


@dataclass(frozen=True)
class CallListEntry:
    """An agency to call. `reason`: why nobody can be reached (as reachability tells), else
    UNANSWERED: every rung has been said. `phones`: its own, then those of its people.
    """

    agency: str
    reason: str
    owed: int
    due_on: date  # the earliest day of what it owes
    people: tuple[str, ...]
    phones: tuple[str, ...]
    returned: int = 0  # of what it owes: answered, and to be completed
    agency_id: int = 0
    called: NotedCall | None = None  # by a planner, the newest


def call_list(session: Session, plan: Plan, today: date, calendar: Calendar) -> list[CallListEntry]:
    """Agencies that owe something and cannot be reached, or were told on an earlier day in vain."""
    owed: dict[int, list[OpenExpectation]] = {}
    for one in expectations.owed_expectations(session, today - STAYS_OPEN, today, plan.id):
        owed.setdefault(one.agency_id, []).append(one)
    unreached = obstacles(session, owed, today)
    in_vain = _told_in_vain(session, owed, today, calendar)
    wanted = {key: theirs for key, theirs in owed.items() if key in unreached or key in in_vain}
    agencies = agencies_by_id(session, wanted)  # kept: then those of their people are no others
    people: dict[int, list[Person]] = {}
    for who in focal_points(session, today, wanted):
        people.setdefault(who.agency.id or 0, []).append(who.person)
    end_of_day = datetime.combine(today, time.max, calendar.zone)
    called = calls_noted(session, plan, end_of_day)
    calls = [
        replace(
            _call(agencies[key], unreached.get(key, UNANSWERED), theirs, people.get(key)),
            called=called.get(key),
        )
        for key, theirs in wanted.items()
    ]
    return sorted(calls, key=lambda call: (call.due_on, in_order(call.agency)))


def _told_in_vain(
    session: Session,
    owed: Mapping[int, Sequence[OpenExpectation]],
    today: date,
    calendar: Calendar,
) -> set[int]:
    """The agencies that somebody told on an earlier day, and whose ladder has come to its end."""
    ended = {
        one.expectation_id: agency_id
        for agency_id, theirs in owed.items()
        for one in theirs
        if _has_run_out(one, today, calendar)
    }
    told = first_reminded(session, ended)
    return {ended[key] for key, at in told.items() if calendar.today(at) < today}


def _has_run_out(one: OpenExpectation, today: date, calendar: Calendar) -> bool:
    """Whether every rung has come, and the due day; some ladders end before it."""
    if not is_usable(one) or not has_passed(one.due_on, today):
        return False
    return days_of(one, calendar)[-1][1] < today


def _call(
    agency: Agency, reason: str, owed: Sequence[OpenExpectation], people: Sequence[Person] | None
) -> CallListEntry:
    phones = [agency.office_phone, *(person.office_phone for person in people or ())]
    return CallListEntry(
        agency=agency.name,
        reason=reason,
        owed=len(owed),
        due_on=min(one.due_on for one in owed),
        people=tuple(person.full_name for person in people or ()),
        phones=tuple(dict.fromkeys(filter(None, phones))),
        returned=sum(one.returned_at is not None for one in owed),
        agency_id=agency.id or 0,
    )
