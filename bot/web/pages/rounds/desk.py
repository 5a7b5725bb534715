"""The desk's first page: each plan with its rounds, those that wait for reports on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.visits import Visit, shown
from scheduler.rounds.rules import STAYS_OPEN
from storage.models import Plan, Round
from storage.rounds.closing import rounds_of
from storage.rounds.figures.of_plans import PlanStanding, standings_of
from storage.rounds.summary import Count, total_of

MOST_OPEN = 6  # of a plan, with their figures
MOST_OLDER = 12


@dataclass(frozen=True)
class OpenRound:
    round: Round
    total: Count


@dataclass(frozen=True)
class PlanOnDesk:
    plan: Plan
    open: list[OpenRound]
    older: list[Round]


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds", shown(runtime, _desk))]


def _desk(visit: Visit) -> Response:
    """The plans in the order of how they stand, the worst first, with all of them in one table."""
    zone, plans = visit.runtime.calendar.zone, visit.plans_read()
    since = visit.today - STAYS_OPEN
    standings = standings_of(visit.session, plans, visit.now, zone, since)
    rounds = rounds_of(visit.session, [plan.id or 0 for plan in plans])
    return visit.page(
        "rounds/desk.html",
        standings=standings,
        saved=sum(one.both.used_again for one in standings),
        plans=[
            _on_desk(visit, one, [of for of in rounds if of.plan_id == one.plan.id])
            for one in standings
        ],
    )


def _on_desk(visit: Visit, standing: PlanStanding, rounds: Sequence[Round]) -> PlanOnDesk:
    """The figures of a round that stand in the table of all plans are not counted twice."""
    plan, known = standing.plan, standing.counts
    waiting = [one for one in rounds if one.closed_at is None][:MOST_OPEN]
    zone = visit.runtime.calendar.zone
    counted = [
        OpenRound(
            one,
            known[one.id or 0]
            if one.id in known
            else total_of(visit.session, plan, one, visit.now, zone),
        )
        for one in waiting
    ]
    older = [one for one in rounds if one not in waiting]
    counted.sort(key=lambda one: one.round.due_on)
    return PlanOnDesk(plan, counted, older[:MOST_OLDER])
