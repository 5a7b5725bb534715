"""The call list: whom only a telephone reaches, and who has heard every rung in vain."""

from collections.abc import Sequence
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
    told = first_reminded(session, [one.expectation_id for ones in owed.values() for one in ones])

    def in_vain(one: OpenExpectation) -> bool:
        first_at = told.get(one.expectation_id)
        is_known = first_at is not None and calendar.today(first_at) < today
        return is_known and _has_run_out(one, today, calendar)

    agencies = agencies_by_id(session, owed)  # kept: then those of their people are no others
    people: dict[int, list[Person]] = {}
    for who in focal_points(session, today, owed):
        people.setdefault(who.agency.id or 0, []).append(who.person)
    end_of_day = datetime.combine(today, time.max, calendar.zone)
    called = calls_noted(session, plan, end_of_day)
    calls = [
        replace(
            _call(agencies[key], unreached.get(key, UNANSWERED), theirs, people.get(key)),
            called=called.get(key),
        )
        for key, theirs in owed.items()
        if key in unreached or any(map(in_vain, theirs))
    ]
    return sorted(calls, key=lambda call: (call.due_on, in_order(call.agency)))


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
