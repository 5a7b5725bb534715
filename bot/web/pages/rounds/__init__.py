"""A round's pages: overview, an agency, answers, one task, review queue, files."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds import (
    agency,
    answers,
    files,
    indicators,
    items,
    leaders_look,
    look_links,
    obstacles,
    overview,
    reviews,
)


def routes(runtime: Runtime) -> list[Route]:
    parts = (
        *(overview, agency, answers, indicators, items, obstacles),
        *(reviews, files, look_links, leaders_look),
    )
    return [route for part in parts for route in part.routes(runtime)]
