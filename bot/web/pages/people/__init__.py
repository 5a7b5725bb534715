"""The people of a plan: who answers for what, who can be reached, and all that changes there."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.people import erasing, fields, inviting, leave, listing, person, posts


def routes(runtime: Runtime) -> list[Route]:
    parts = (listing, fields, inviting, posts, leave, erasing, person)
    return [route for part in parts for route in part.routes(runtime)]
