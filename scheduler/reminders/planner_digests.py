"""The morning lists: what planners and administrators have to know, in the digest of their day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col

from scheduler.calendar import Calendar
from scheduler.reminders.call_list import CallListEntry, call_list
from scheduler.reminders.ladder import Digest, ladder_key, plain_days
from scheduler.rounds.rules import STAYS_OPEN
from storage.audit import Scope
from storage.messages.troubles import untold
from storage.models import (
    ChatAccount,
    Objection,
    Person,
    Plan,
    Reopening,
    RightKind,
    Tier,
)
from storage.people.absences import away_on
from storage.people.reachability import people_with
from storage.plans.planners import plans_of_planner
from storage.reports.answered.news import News, received_since
from storage.reports.requests.extensions import ExtensionRequest, asked_since, waiting_extensions
from storage.reports.requests.objections import waiting_objections
from storage.reports.requests.pending_requests import waits_since
from storage.reports.requests.reopenings import waiting_reopenings
from storage.rounds.expectations import OpenExpectation, is_any_owed
from storage.rounds.reminder_ledger import last_digest_at
from storage.rounds.reminder_settings import hours_of
from storage.rounds.schedule import round_to_sum_up, rounds_due

_OTHERS = (waiting_objections, waiting_reopenings)


@dataclass(frozen=True)
class PlannerDigest:
    """What a planner has to know of a plan. `new`: answers since the digest before."""

    plan: Plan
    new: News
    calls: Sequence[CallListEntry]
    requests: Sequence[ExtensionRequest]
    others: int  # objections and reopenings that wait for a decision, too
    send_up_on: date | None  # the planning department's own due day, if its round is open
    working_days_left: int = 0  # until then


def planner_digests_due(
    session: Session,
    owed: Sequence[OpenExpectation],
    today: date,
    calendar: Calendar,
    scope: Scope | None = None,
) -> dict[int, Digest]:
    """By person: an empty digest for each planner and administrator who has something to hear.

    `owed`: all of it, or what of it is within the scope.
    """
    digests: dict[int, Digest] = {}
    away = away_on(session, today)

    def has_list(person: Person, account: ChatAccount, plans: Iterable[Plan]) -> Digest:
        digest = digests.setdefault(person.id or 0, Digest(person, account, has_lists=True))
        digest.hours |= {hours_of(plan): None for plan in plans}
        return digest

    for person, account in people_with(session, RightKind.PLANNER):
        since = last_digest_at(session, person.id or 0)
        if person.id in away:
            continue
        if since is None or calendar.today(since) < today:
            plans = plans_of_planner(session, person.id or 0)
            if scope is not None:
                plans = [one for one in plans if one.id in scope.plans]
            news = [one for one in plans if _is_news(session, one, owed, since, today, calendar)]
            if news:
                has_list(person, account, news)
    for person, account in people_with(session, RightKind.ADMINISTRATOR):
        if person.id not in away and untold(session, person.id or 0):
            has_list(person, account, ()).has_troubles = True
    return digests


def planner_digests(
    session: Session, person_id: int, now: datetime, calendar: Calendar
) -> list[PlannerDigest]:
    """One for each plan of a planner of which something is owed, waits or has come in."""
    since = last_digest_at(session, person_id)
    found = (
        _list(session, plan, since, now, calendar) for plan in plans_of_planner(session, person_id)
    )
    return [
        one
        for one in found
        if one.new.total or one.calls or one.requests or one.others or one.send_up_on
    ]


def _list(
    session: Session, plan: Plan, since: datetime | None, now: datetime, calendar: Calendar
) -> PlannerDigest:
    today = calendar.today(now)
    own = _second_tier(session, plan, today)
    return PlannerDigest(
        plan=plan,
        new=_news(session, plan, since, today),
        calls=call_list(session, plan, today, calendar),
        requests=waiting_extensions(session, [plan.id or 0]),
        others=sum(len(waiting(session, [plan.id or 0])) for waiting in _OTHERS),
        send_up_on=own,
        working_days_left=calendar.working_days_between(today, own) if own else 0,
    )


def _second_tier(session: Session, plan: Plan, today: date) -> date | None:
    """The planning department's own due day, while that is still to come."""
    opened = rounds_due(session, today, today + STAYS_OPEN * 2, plan)
    own = [
        one.due_on
        for one in opened
        if one.tier == Tier.COORDINATOR and one.opens_on <= today and one.closed_at is None
    ]
    return min(own, default=None)


def _news(session: Session, plan: Plan, since: datetime | None, today: date) -> News:
    """In the round whose figures the list gives, and for the tasks' own days."""
    round_ = round_to_sum_up(session, plan.id or 0, today.year)
    return received_since(session, plan.id or 0, round_, since, today - STAYS_OPEN)


def _came_in(session: Session, plan: Plan, since: datetime | None, today: date) -> bool:
    """In a round of which something is owed; what a task's own day brought may have been the last
    thing that was."""
    new = _news(session, plan, since, today)
    return new.own_days > 0 or (
        new.total > 0 and is_any_owed(session, today - STAYS_OPEN, today, plan.id or 0)
    )


def _is_news(
    session: Session,
    plan: Plan,
    owed: Sequence[OpenExpectation],
    since: datetime | None,
    today: date,
    calendar: Calendar,
) -> bool:
    """A rung came, a report or a request came in since the digest before."""
    # One of each ladder stands for all: a promise, or the short days of a returned report, move
    # the agency's own reminders only
    asked = (one for one in owed if one.plan_id == plan.id and one.returned_at is None)
    theirs = {ladder_key(one): one for one in asked}.values()
    told_on = calendar.today(since) if since else date.min
    days = (day for one in theirs for _, day in plain_days(one, calendar))
    return (
        any(told_on < day <= today for day in days)
        or _came_in(session, plan, since, today)
        or asked_since(session, plan.id or 0, since)
        or waits_since(session, Objection, col(Objection.said_at), plan.id or 0, since)
        or waits_since(session, Reopening, col(Reopening.asked_at), plan.id or 0, since)
    )
