"""The rounds of a plan that may be closed or opened again, and the figures of any of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot.conversation.loaders.planner.snapshot import Snapshot
from bot.dialogs.facts.planner import RoundFacts, RoundStanding
from scheduler.rounds.rules import STAYS_OPEN
from storage.models import Expectation, Plan, Round, Tier
from storage.reports.expectation import newest_rounds
from storage.reports.requests.extensions import waiting_extensions
from storage.reports.requests.objections import waiting_objections
from storage.reports.requests.reopenings import waiting_reopenings
from storage.rounds.closing import unfinished
from storage.rounds.figures.of_plans import PlanStanding, open_beside, standings_of
from storage.rounds.schedule import find_round, round_to_sum_up
from storage.rounds.summary import change_since, summarise

A_DAY = timedelta(days=1)
MOST_BESIDE = 3  # rounds beside the yearly one


def rounds(at: Snapshot, plan_id: int) -> tuple[RoundFacts, ...]:
    """The newest of each rule and those asked for ad hoc, the latest due day first."""
    open_now = newest_rounds(at.session, at.today).values()
    newest = [one for one, plan in open_now if plan.id == plan_id]
    requests = _requests(at, plan_id)
    return tuple(
        _facts(at, one, requests.count(one.id))
        for one in sorted(newest, key=lambda one: (one.due_on, one.id or 0), reverse=True)
    )


def summary_of(at: Snapshot, plans: Iterable[Plan], words: str) -> tuple[RoundStanding, ...]:
    """Of each plan the round that is called so."""
    found = ((plan, find_round(at.session, plan.id or 0, words)) for plan in plans)
    return tuple(_standing(at, plan, round_) for plan, round_ in found if round_ is not None)


def open_now(at: Snapshot, plans: Iterable[Plan]) -> tuple[RoundStanding, ...]:
    """Of each plan the agencies' newest yearly round, then what else waits for answers now, what
    is due first first; `others` counts those there is no room for."""
    found: list[RoundStanding] = []
    for plan in plans:
        main = round_to_sum_up(at.session, plan.id or 0, at.today.year)
        beside = open_beside(at.session, plan, main, at.today, at.today - STAYS_OPEN)
        found += [_standing(at, plan, main)] if main is not None else []
        shown = [_standing(at, plan, one, beside=True) for one in beside[:MOST_BESIDE]]
        if shown:
            shown[-1] = replace(shown[-1], others=len(beside) - len(shown))
        found += shown
    return tuple(found)


def of_plans(at: Snapshot, plans: Iterable[Plan]) -> tuple[PlanStanding, ...]:
    """Every plan in a line."""
    since = at.today - STAYS_OPEN
    return tuple(standings_of(at.session, plans, at.now, at.calendar.zone, since))


def _standing(at: Snapshot, plan: Plan, round_: Round, *, beside: bool = False) -> RoundStanding:
    zone = at.calendar.zone
    summary = summarise(at.session, plan, round_, at.now, zone)
    change = None
    if round_.closed_at is None:
        change = change_since(at.session, summary, at.now - A_DAY, zone)
    return RoundStanding(summary, change, beside)


def _facts(at: Snapshot, round_: Round, requests: int) -> RoundFacts:
    left = unfinished(at.session, round_)
    closed_at = round_.closed_at
    return RoundFacts(
        id=round_.id or 0,
        year=round_.year,
        due_on=round_.due_on,
        title=round_.title if round_.rule_id is None and not round_.of_items else "",
        sums_up=round_.tier == Tier.COORDINATOR,
        of_items=round_.of_items,
        closed_on=at.calendar.today(closed_at) if closed_at else None,
        expected=left.expected,
        missing=tuple(left.missing.items()),
        unreviewed=left.unreviewed,
        requests=requests,
    )


def _requests(at: Snapshot, plan_id: int) -> list[int | None]:
    """The round of each request that waits for a decision."""
    asked = [
        *(one.extension.expectation_id for one in waiting_extensions(at.session, [plan_id])),
        *(one.objection.expectation_id for one in waiting_objections(at.session, [plan_id])),
        *(one.reopening.expectation_id for one in waiting_reopenings(at.session, [plan_id])),
    ]
    return [at.session.get_one(Expectation, key).round_id for key in asked]
