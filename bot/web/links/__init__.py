"""Pages that a secret link alone opens: what letters are about, and a person's calendar."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.links import letters


def links(runtime: Runtime) -> list[Route]:
    return letters.routes(runtime)
