"""A round's pages: overview, answers, one task, review queue, files."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds import answers, files, item, leaders_look, look_links, overview, reviews


def routes(runtime: Runtime) -> list[Route]:
    parts = (overview, answers, item, reviews, files, look_links, leaders_look)
    return [route for part in parts for route in part.routes(runtime)]
