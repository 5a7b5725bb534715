"""What agencies ask of the planning department: waiting, decided, and who hands over."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.requests import decided, like_tasks, waiting


def routes(runtime: Runtime) -> list[Route]:
    return [route for part in (waiting, decided, like_tasks) for route in part.routes(runtime)]
