"""The leader's look: links that show one round to whoever holds them, and what they show."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds.leaders_look import links, look


def routes(runtime: Runtime) -> list[Route]:
    return [*links.routes(runtime), *look.routes(runtime)]
