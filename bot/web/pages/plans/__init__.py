"""A plan's own pages: what is asked of whom, who answers, and how it reminds."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.plans import ad_hoc, closing, doubts, given, plan, reassigning, settings


def routes(runtime: Runtime) -> list[Route]:
    parts = (plan, ad_hoc, given, closing, reassigning, doubts, settings)
    return [route for part in parts for route in part.routes(runtime)]
