"""Reporting rule + year → round: when it opens, until when, what it covers, who owes what in it."""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from scheduler.calendar import Calendar
from storage import rounds as stored
from storage.models import AuditEntry, Plan, Round, Rule, Tier

OPENS_BEFORE = timedelta(days=60)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RoundDates:
    """`due_on` is the legal last day; the period is the yearly one of NĐ 09/2019."""

    opens_on: date
    due_on: date
    covers_from: date
    covers_until: date


def round_dates(rule: Rule, year: int) -> RoundDates:
    """ "Trước ngày 15/11" ends on 14/11, "ngày 15/11" on 15/11.

    Raises ValueError when the rule names a day which that year does not have.
    """
    named = date(year, rule.month, rule.day)
    due_on = named - timedelta(days=1) if rule.strict else named
    return RoundDates(
        opens_on=due_on - OPENS_BEFORE,
        due_on=due_on,
        covers_from=date(year - 1, 12, 15),
        covers_until=date(year, 12, 14),
    )


def remind_until_on(due_on: date, calendar: Calendar) -> date:
    """The day we ask for: the last working day not after the legal one."""
    return calendar.working_day_on_or_before(due_on)


def open_rounds(session: Session, now: datetime, calendar: Calendar) -> list[Round]:
    """Open what has to be open today and let its expectations follow the plan; all that is open.

    May run twice, or on two machines, without harm. A rule that cannot be read stops no other.
    """
    today = calendar.today(now)
    found = []
    for rule, plan in stored.live_rules(session):
        dates = dates_of(rule, today.year)
        if dates is not None and dates.opens_on <= today:
            found.append(_open(session, rule, plan, dates, today, now))
    return found


def planned_rounds(
    session: Session, plan: Plan, today: date, calendar: Calendar
) -> list[dict[str, Any]]:
    """This year's rounds, opened or still to come, by due day; plain data, days in ISO form."""
    opened = stored.rounds_of(session, plan, today.year)
    by_rule = {round_.rule_id for round_ in opened}
    counts = stored.count_expectations(session, [round_.id or 0 for round_ in opened])
    rows = [(round_, counts.get(round_.id or 0, 0)) for round_ in opened]
    for rule, _ in stored.live_rules(session, plan.id):
        dates = dates_of(rule, today.year)
        if dates is not None and rule.id not in by_rule:
            day = max(today, dates.opens_on)
            wanted = stored.wanted_agencies(session, plan, rule.tier, today.year, day)
            rows.append((_round(rule, dates, today.year, None), len(wanted)))
    rows.sort(key=lambda row: row[0].due_on)
    return [_described(round_, expected, calendar) for round_, expected in rows]


def dates_of(rule: Rule, year: int) -> RoundDates | None:
    """The dates of that year's round; None outside the rule's years or on no real day."""
    if not rule.from_year <= year <= rule.until_year:
        return None
    try:
        return round_dates(rule, year)
    except ValueError as error:
        log.warning("rule %s has no round in %s: %s", rule.id, year, error)
        return None


def _open(
    session: Session, rule: Rule, plan: Plan, dates: RoundDates, today: date, now: datetime
) -> Round:
    is_new = stored.insert_round(session, _round(rule, dates, today.year, now))
    round_ = stored.lock_round(session, rule.id or 0, today.year)
    _follow_rule(session, round_, rule, dates, now)
    added = stored.follow_assignments(session, round_, plan, today, now)
    if is_new:
        if rule.tier == Tier.COORDINATOR and not added:
            log.warning("plan %s: its coordinator is no agency we know", plan.code)
        session.add(
            AuditEntry(
                at=now,
                action="round.opened",
                subject=f"round:{round_.id}",
                details={"plan": plan.code, "year": round_.year, "expected": added},
            )
        )
    return round_


def _follow_rule(
    session: Session, round_: Round, rule: Rule, dates: RoundDates, now: datetime
) -> None:
    """A day that was read wrongly and corrected since is the round's day from now on."""
    round_.legal_text = rule.quote
    if round_.due_on == dates.due_on:
        return
    details = {"from": round_.due_on.isoformat(), "to": dates.due_on.isoformat()}
    stored.move_round(session, round_, dates.due_on)
    round_.opens_on = dates.opens_on
    session.add(
        AuditEntry(at=now, action="round.moved", subject=f"round:{round_.id}", details=details)
    )


def _round(rule: Rule, dates: RoundDates, year: int, opened_at: datetime | None) -> Round:
    fields = {
        "plan_id": rule.plan_id,
        "rule_id": rule.id,
        "tier": rule.tier,
        "title": str(year),  # neutral: the scheduler knows no words
        "year": year,
        **vars(dates),
        "legal_text": rule.quote,
        "opened_at": opened_at,
    }
    return Round(**fields)


def _described(round_: Round, expected: int, calendar: Calendar) -> dict[str, Any]:
    return {
        "id": round_.id,
        "title": round_.title,
        "year": round_.year,
        "tier": round_.tier,
        "opens_on": round_.opens_on.isoformat(),
        "due_on": round_.due_on.isoformat(),
        "remind_until_on": remind_until_on(round_.due_on, calendar).isoformat(),
        "legal_text": round_.legal_text,
        "expected": expected,
    }
