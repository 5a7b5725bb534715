"""What agencies ask of the planning department: waiting, decided, and who hands over."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.requests import decided, waiting


def routes(runtime: Runtime) -> list[Route]:
    return [route for part in (waiting, decided) for route in part.routes(runtime)]
