"""Whom to remind of a round and how: what was said, whom to call, a nudge, a letter."""

from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds.reminding import calls, letter, nudge, proof


def routes(runtime: Runtime) -> list[Route]:
    parts = (calls, nudge, proof, letter)
    return [route for part in parts for route in part.routes(runtime)]
