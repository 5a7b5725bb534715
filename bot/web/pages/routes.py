"""Every page there is, and the style they share."""

from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.runtime.dependencies import Runtime
from bot.web.pages import (
    audit,
    form,
    people,
    plans,
    rendering,
    requests,
    rounds,
    signing_in,
)


def pages(runtime: Runtime) -> list[BaseRoute]:
    return [
        *signing_in.routes(runtime),
        *rounds.routes(runtime),
        *people.routes(runtime),
        *audit.routes(runtime),
        *requests.routes(runtime),
        *plans.routes(runtime),
        *form.routes(runtime),
        Mount("/static", StaticFiles(directory=rendering.STATIC)),
    ]
