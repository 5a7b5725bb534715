"""A round's pages: overview, agencies, answers, tasks, reviews, reminding, files."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds import (
    agency,
    answers,
    files,
    indicators,
    items,
    obstacles,
    overview,
    reminding,
    reviews,
)


def routes(runtime: Runtime) -> list[Route]:
    parts = (overview, agency, answers, indicators, items, obstacles, reminding, reviews, files)
    return [route for part in parts for route in part.routes(runtime)]
