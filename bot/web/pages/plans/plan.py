"""The plans of a planner, and one of them."""

from starlette.responses import Response
from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.visits import Visit, shown


def routes(runtime: Runtime) -> list[Route]:
    return [
        Route("/plans", shown(runtime, _plans)),
        Route("/plans/{plan_id:int}", shown(runtime, _plan)),
    ]


def _plans(visit: Visit) -> Response:
    return visit.page("plans/plans.html", plans=visit.plans())


def _plan(visit: Visit) -> Response:
    return visit.page("plans/plan.html", plan=visit.plan(visit.number("plan_id")))
