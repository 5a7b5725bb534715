"""The audit as a page: who changed what and when."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.audit import page


def routes(runtime: Runtime) -> list[Route]:
    return page.routes(runtime)
