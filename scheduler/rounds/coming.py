"""The rounds that agencies will be asked in and that are not open yet: a year ahead."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from scheduler.rounds.item_rounds import days_of_items
from scheduler.rounds.opening import dates_between
from storage.models import Item, Plan, Rule, Tier
from storage.plans.own_days import in_order, lead_agencies, rounds_of_items
from storage.rounds.expectations import wanted_agencies
from storage.rounds.schedule import live_rules

A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Coming:
    """`rule_id` and `part` name a round by a rule; `items` are the tasks whose own day it is."""

    plan: Plan
    due_on: date
    year: int
    tier: str = Tier.AGENCIES
    rule_id: int | None = None
    part: int = 1
    legal_text: str = ""
    items: tuple[Item, ...] = ()


def coming_rounds(session: Session, agency_ids: Collection[int], today: date) -> list[Coming]:
    """Of these agencies, by day."""
    if not agency_ids:
        return []
    found = [
        *(
            one
            for rule, plan in live_rules(session)
            for one in _by_rule(session, rule, plan, agency_ids, today)
        ),
        *_own_days(session, agency_ids, today),
    ]
    return sorted(found, key=lambda one: (one.due_on, one.plan.id or 0))


def _by_rule(
    session: Session, rule: Rule, plan: Plan, agency_ids: Collection[int], today: date
) -> Iterator[Coming]:
    for dates in dates_between(rule, today, today + A_YEAR, plan.issued_on):
        if dates.opens_on <= today:
            continue
        wanted = wanted_agencies(
            session, plan, rule.tier, dates.year, dates.opens_on, rule.agencies
        )
        if not set(agency_ids).isdisjoint(wanted):
            named = (rule.tier, rule.id, dates.part, rule.quote)
            yield Coming(plan, dates.due_on, dates.year, *named)


def _own_days(session: Session, agency_ids: Collection[int], today: date) -> Iterator[Coming]:
    opened = rounds_of_items(session, today)
    for (plan_id, due_on), items in days_of_items(session, today, today + A_YEAR).items():
        if due_on < today or (plan_id, due_on) in opened:
            continue
        led = lead_agencies(session, items, max(today, min(items.values())))
        theirs = {item for agency, item in led if agency in agency_ids}
        if theirs:
            tasks = tuple(in_order(session, theirs))
            yield Coming(session.get_one(Plan, plan_id), due_on, due_on.year, items=tasks)
