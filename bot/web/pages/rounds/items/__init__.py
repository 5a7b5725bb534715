"""A task's pages: what was answered on it through the years, what became of it, its files."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds.items import attachments, page


def routes(runtime: Runtime) -> list[Route]:
    return [*page.routes(runtime), *attachments.routes(runtime)]
