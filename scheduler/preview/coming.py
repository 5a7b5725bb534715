"""What rounds that nobody has opened yet would expect."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from sqlmodel import Session

from scheduler.rounds.item_rounds import days_of_items
from scheduler.rounds.opening import dates_between
from scheduler.rounds.rules import STAYS_OPEN, RoundDates
from storage.models import Plan, Rule
from storage.plans.own_days import asked_on, lead_agencies
from storage.reports.shared_answers.carried import finished_tasks
from storage.rounds import schedule as stored
from storage.rounds.expectations import OpenExpectation, wanted_reports
from storage.rounds.reminder_settings import hours_of, ladder_of

LOOKED_AHEAD = timedelta(days=400)  # a year, and the days a round opens early


def coming(session: Session, start: date, end: date, today: date) -> list[OpenExpectation]:
    """Of the rounds open between those days; what is finished will not be asked for."""
    numbers = count(-1, -1)
    found = []
    for rule, plan, dates in _rounds(session, start, end):
        on = max(today, dates.opens_on)
        pairs = wanted_reports(session, plan, rule.tier, dates.year, on, rule.agencies)
        done = finished_tasks(session, {item for _, item in pairs if item}, on)
        for agency, item in pairs:
            if (item, agency) not in done:
                found.append(_foreseen(next(numbers), agency, plan, dates.due_on, dates.opens_on))
    for plan, due_on, opens_on, items in _own_days(session, start, end):
        on = max(today, opens_on)
        done = finished_tasks(session, items, on)
        for agency, item in sorted(lead_agencies(session, items, on)):
            if (item, agency) not in done:
                one = _foreseen(next(numbers), agency, plan, due_on, opens_on, of_item=True)
                found.append(one)
    return found


def coming_ladders(session: Session, start: date, end: date) -> Iterator[OpenExpectation]:
    """One for each day with its ladder, whoever is asked."""
    for _, plan, dates in _rounds(session, start, end):
        yield _foreseen(0, 0, plan, dates.due_on, dates.opens_on)
    for plan, due_on, opens_on, _ in _own_days(session, start, end):
        yield _foreseen(0, 0, plan, due_on, opens_on, of_item=True)


def _rounds(session: Session, start: date, end: date) -> Iterator[tuple[Rule, Plan, RoundDates]]:
    opened = stored.rounds_due(session, start - STAYS_OPEN, end + LOOKED_AHEAD)
    keys = {(one.rule_id, one.year, one.part) for one in opened}
    for rule, plan in stored.live_rules(session):
        for dates in dates_between(rule, start, end, plan.issued_on):
            if (rule.id, dates.year, dates.part) not in keys:
                yield rule, plan, dates


def _own_days(
    session: Session, start: date, end: date
) -> Iterator[tuple[Plan, date, date, list[int]]]:
    """Plan, due day, opening day and the tasks with both that were not yet asked for then."""
    asked = asked_on(session, start - STAYS_OPEN)
    for (plan_id, due_on), items in days_of_items(session, start, end).items():
        left = {item: day for item, day in items.items() if (item, due_on) not in asked}
        for opens_on in sorted(set(left.values())):
            same = [item for item, day in left.items() if day == opens_on]
            yield session.get_one(Plan, plan_id), due_on, opens_on, same


def _foreseen(
    number: int, agency_id: int, plan: Plan, due_on: date, opens_on: date, *, of_item: bool = False
) -> OpenExpectation:
    return OpenExpectation(
        expectation_id=number,
        agency_id=agency_id,
        due_on=due_on,
        opens_on=opens_on,
        plan_id=plan.id or 0,
        ladder=ladder_of(plan),
        office_hours=hours_of(plan),
        of_item=of_item,
    )
