"""What a secret link alone opens: the page of an address for letters, and a person's calendar."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.links import calendar, letters


def links(runtime: Runtime) -> list[Route]:
    return [*letters.routes(runtime), *calendar.routes(runtime)]
