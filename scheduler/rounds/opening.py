"""Rounds: opening them, letting them follow rule and plan, and showing what is to come."""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from scheduler.calendar import Calendar
from scheduler.rounds.item_rounds import (
    TIME_FOR_LATE_WORK,
    carry,
    days_of_items,
    open_item_rounds,
    round_of_items,
)
from scheduler.rounds.rules import STAYS_OPEN, RoundDates, has_round, round_dates, rounds_between
from storage import audit
from storage.audit import Scope
from storage.models import Plan, Round, Rule, Tier
from storage.plans.own_days import lead_agencies
from storage.rounds import expectations, plan_changes
from storage.rounds import schedule as stored
from storage.rounds.closing import close_overdue

__all__ = [
    "RoundDates",
    "TellClosed",
    "open_rounds",
    "planned_rounds",
    "remind_until_on",
    "round_dates",
]

TellClosed = Callable[[Session, Sequence[Round], datetime, Calendar], int]

log = logging.getLogger(__name__)


def remind_until_on(due_on: date, calendar: Calendar) -> date:
    """The day we ask for: the last working day not after the legal one."""
    return calendar.working_day_on_or_before(due_on)


def open_rounds(
    session: Session,
    now: datetime,
    calendar: Calendar,
    scope: Scope | None = None,
    tell_closed: TellClosed = lambda *_: 0,
) -> list[Round]:
    """Open what has to be open today and let its expectations follow the plan; all that is open.

    May run twice, or on two machines, without harm. A rule that cannot be read stops no other.
    `scope`: of its plans alone. `tell_closed`: is given what plans close by themselves.
    """
    today = calendar.today(now)
    closed = close_overdue(session, today, now)
    if closed:
        tell_closed(session, closed, now, calendar)
    if scope is not None and not scope.plans:
        return []
    for round_, rule, plan in stored.rounds_by_rule(session, today - STAYS_OPEN):
        if scope is None or plan.id in scope.plans:
            _follow_rule(session, round_, rule, now)
    by_rule = [
        _open(session, rule, plan, dates, now, calendar)
        for rule, plan in stored.live_rules(session)
        if scope is None or plan.id in scope.plans
        for dates in dates_between(rule, today, today, plan.issued_on)
    ]
    return by_rule + open_item_rounds(session, now, calendar, scope)


def planned_rounds(
    session: Session, plan: Plan, today: date, calendar: Calendar
) -> list[dict[str, Any]]:
    """Rounds of this year, opened or still to come, by due day; plain data, days in ISO form."""
    new_year, year_end = date(today.year, 1, 1), date(today.year, 12, 31)
    opened = stored.rounds_due(session, new_year, year_end, plan)
    keys = {(one.rule_id, one.year, one.part) for one in opened}
    counts = expectations.count_expectations(session, [round_.id or 0 for round_ in opened])
    rows = [(round_, counts.get(round_.id or 0, 0)) for round_ in opened]
    rows = [(round_, expected) for round_, expected in rows if expected or not round_.of_items]
    rows += _coming_items(session, plan, today, {one.due_on for one in opened if one.of_items})
    for rule, _ in stored.live_rules(session, plan.id):
        for dates in dates_between(rule, new_year, year_end, plan.issued_on):
            is_new = (rule.id, dates.year, dates.part) not in keys
            if is_new and new_year <= dates.due_on <= year_end:
                day = max(today, dates.opens_on)
                wanted = expectations.wanted_agencies(
                    session, plan, rule.tier, dates.year, day, rule.agencies
                )
                rows.append((_round(rule, dates, None), len(wanted)))
    rows.sort(key=lambda row: row[0].due_on)
    return [_described(round_, expected, calendar) for round_, expected in rows]


def _coming_items(
    session: Session, plan: Plan, today: date, opened: Collection[date]
) -> Iterator[tuple[Round, int]]:
    """The own days of tasks this year that were not opened, with how many would be asked for."""
    new_year, year_end = date(today.year, 1, 1), date(today.year, 12, 31)
    days = days_of_items(session, new_year, year_end, plan.id)
    for (plan_id, due_on), items in days.items():
        if new_year <= due_on <= year_end and due_on not in opened:
            round_ = round_of_items(plan_id, due_on, items, None)
            led = lead_agencies(session, items, max(today, round_.opens_on))
            if led:
                yield round_, len(led)


def dates_between(
    rule: Rule, start: date, end: date, issued_on: date = date.min
) -> Iterator[RoundDates]:
    """The rounds open between those days, and not due before the decision was there.

    A rule with a day that does not exist has none.
    """
    try:
        yield from (one for one in rounds_between(rule, start, end) if one.due_on >= issued_on)
    except ValueError as error:
        log.warning("rule %s has no rounds: %s", rule.id, error)


def _open(
    session: Session,
    rule: Rule,
    plan: Plan,
    dates: RoundDates,
    now: datetime,
    calendar: Calendar,
) -> Round:
    today = calendar.today(now)
    round_, is_new = stored.locked_round(session, _round(rule, dates, now))
    if round_.closed_at is not None:
        return round_  # nothing is asked in it any more, of nobody
    due_on = dates.due_on
    if not is_new:  # who gets work when others have nearly done it gets some days for it
        due_on = max(due_on, calendar.add_working_days(today, TIME_FOR_LATE_WORK))
    added = plan_changes.follow_assignments(session, round_, plan, today, now, due_on)
    if added > 0:
        carry(session, round_, now, calendar)
    if is_new:
        if (rule.tier == Tier.COORDINATOR or rule.agencies) and not added:
            log.warning("plan %s: whose duty rule %s is, is no agency we know", plan.code, rule.id)
        audit.record(
            session,
            now,
            "round.opened",
            f"round:{round_.id}",
            details={"plan": plan.code, "year": round_.year, "expected": added},
        )
    return round_


def _follow_rule(session: Session, round_: Round, rule: Rule, now: datetime) -> None:
    """A day that was read wrongly and corrected since is the round's day from now on."""
    dates = dates_of(rule, round_.year, round_.part)
    if rule.ended_at is not None or dates is None:
        plan_changes.end_unanswered(session, round_, now)
        return
    round_.legal_text = rule.quote
    if round_.due_on == dates.due_on:
        return
    details = {"from": round_.due_on.isoformat(), "to": dates.due_on.isoformat()}
    stored.move_round(session, round_, dates.due_on)
    round_.opens_on = dates.opens_on
    audit.record(session, now, "round.moved", f"round:{round_.id}", details=details)


def dates_of(rule: Rule, year: int, part: int) -> RoundDates | None:
    """None where the rule has no round of that year and part."""
    try:
        return round_dates(rule, year, part) if has_round(rule, year, part) else None
    except ValueError as error:
        log.warning("rule %s has no round in %s: %s", rule.id, year, error)
        return None


def _round(rule: Rule, dates: RoundDates, opened_at: datetime | None) -> Round:
    fields = {
        "plan_id": rule.plan_id,
        "rule_id": rule.id,
        "tier": rule.tier,
        "title": str(dates.year),  # neutral: the scheduler knows no words
        **vars(dates),
        "legal_text": rule.quote,
        "opened_at": opened_at,
    }
    return Round(**fields)


def _described(round_: Round, expected: int, calendar: Calendar) -> dict[str, Any]:
    closed_at = round_.closed_at
    return {
        "id": round_.id,
        "title": round_.title,
        "year": round_.year,
        "part": round_.part,
        "tier": round_.tier,
        "opens_on": round_.opens_on.isoformat(),
        "due_on": round_.due_on.isoformat(),
        "remind_until_on": remind_until_on(round_.due_on, calendar).isoformat(),
        "covers_from": round_.covers_from.isoformat(),
        "covers_until": round_.covers_until.isoformat(),
        "cut_off_on": round_.cut_off_on.isoformat(),
        "legal_text": round_.legal_text,
        "expected": expected,
        **({"closed_on": calendar.today(closed_at).isoformat()} if closed_at else {}),
    }
