"""Rounds a planner asks for besides the rules: a question, a due day, the agencies asked."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlmodel import Session

from scheduler.calendar import Calendar
from storage import audit, lazy
from storage.models import Expectation, Person, Plan, Round, Tier
from storage.plans.planners import is_planner_of

LONGEST = timedelta(days=366)


class BadRound(ValueError):
    """The round cannot be opened; the text says why and what to do."""


def open_ad_hoc(
    session: Session,
    plan: Plan,
    title: str,
    due_on: date,
    agency_ids: Collection[int],
    opened_by: Person | None,
    now: datetime,
    calendar: Calendar,
) -> Round:
    """Ask each of the agencies for one report until the end of `due_on`.

    `opened_by` is None for the administrator. Raises BadRound, before anything is written.
    """
    today = calendar.today(now)
    _check(title, due_on, agency_ids, today)
    _check_right(session, opened_by, plan)
    round_ = _round(plan, title.strip(), today, due_on, now)
    session.add(round_)
    session.flush()
    session.add_all(
        Expectation(round_id=round_.id or 0, agency_id=agency_id, due_on=due_on, created_at=now)
        for agency_id in dict.fromkeys(agency_ids)
    )
    by = opened_by.id if opened_by else None
    details = {"plan": plan.code, "title": round_.title, "agencies": len(set(agency_ids))}
    audit.record(session, now, "round.opened", f"round:{round_.id}", by, details)
    session.flush()
    return round_


def _check_right(session: Session, opened_by: Person | None, plan: Plan) -> None:
    if opened_by is not None and not is_planner_of(session, opened_by.id or 0, plan):
        raise BadRound(
            lazy(
                "{code} is no planner of {plan}; let one of them open it",
                code=opened_by.code,
                plan=plan.code,
            )
        )


def _round(plan: Plan, title: str, today: date, due_on: date, now: datetime) -> Round:
    return Round(
        plan_id=plan.id or 0,
        tier=Tier.AGENCIES,
        title=title,
        year=due_on.year,
        opens_on=today,
        due_on=due_on,
        covers_from=today,
        covers_until=due_on,
        cut_off_on=due_on,
        legal_text="",
        opened_at=now,
    )


def _check(title: str, due_on: date, agency_ids: Collection[int], today: date) -> None:
    if not title.strip():
        raise BadRound(lazy("the title is empty; say in a few words what is asked"))
    if due_on < today:
        raise BadRound(
            lazy(
                "the due day {due_on:%d/%m/%Y} has passed; give a day from today on", due_on=due_on
            )
        )
    if due_on > today + LONGEST:
        raise BadRound(
            lazy(
                "the due day {due_on:%d/%m/%Y} is more than a year away; look at the year",
                due_on=due_on,
            )
        )
    if not agency_ids:
        raise BadRound(lazy("no agency is asked; name at least one"))
