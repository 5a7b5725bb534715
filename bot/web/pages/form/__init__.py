"""The official's form: all tasks of an agency on pages, for whoever has no chat or wants none."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.form import checking, files, filling, like_answers, on_paper, opening


def routes(runtime: Runtime) -> list[Route]:
    parts = (opening, on_paper, filling, files, checking, like_answers)
    return [route for part in parts for route in part.routes(runtime)]
