"""A round's pages: overview, agencies, answers, tasks, reviews, reminding, files."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds import (
    agency,
    answers,
    desk,
    files,
    indicators,
    items,
    leaders_look,
    obstacles,
    overview,
    reminding,
    reviews,
)


def routes(runtime: Runtime) -> list[Route]:
    parts = (
        *(desk, overview, agency, answers, indicators, items, obstacles),
        *(reminding, reviews, files, leaders_look),
    )
    return [route for part in parts for route in part.routes(runtime)]
