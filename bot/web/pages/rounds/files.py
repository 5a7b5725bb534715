"""A round to take away: Excel, Word, chart; made when asked for, as of the day looked at."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.documents.formats import Format
from bot.documents.wanted_file import FORMS, WantedFile
from bot.runtime.dependencies import Runtime
from bot.web.downloads import handed_over
from bot.web.pages.rounds.looks import look_read_of
from bot.web.pages.visits import NO_FORM, NotFound, Visit, answered


def routes(runtime: Runtime) -> list[Route]:
    async def hand_over(request: Request) -> Response:
        found = await asyncio.to_thread(answered, runtime, request, _wanted, NO_FORM)
        if isinstance(found, Response):
            return found
        person_id, wanted = found
        return await handed_over(runtime, person_id, wanted)

    return [Route("/rounds/{round_id:int}/files/{format}", hand_over, methods=["GET"])]


def _wanted(visit: Visit) -> tuple[int, WantedFile]:
    look, form = look_read_of(visit), _format(visit.request.path_params["format"])
    plan_id, round_id, language = look.plan.id or 0, look.round.id or 0, visit.person.language
    return visit.person.id or 0, WantedFile(plan_id, round_id, form, look.as_of, language)


def _format(name: str) -> Format:
    found = next((one for one in FORMS if one.value == name), None)
    if found is None:
        raise NotFound
    return found
