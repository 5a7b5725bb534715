"""A round to take away: Excel, Word, chart; made when asked for, as of the day looked at."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.conversation.wanted_files import NotTheirs
from bot.documents.formats import Format
from bot.documents.wanted_file import FORMS, OWN_FORMS, WantedFile
from bot.runtime.dependencies import Runtime
from bot.web.downloads import handed_over
from bot.web.pages.rounds.looks import look_of, look_read_of, office_of
from bot.web.pages.visits import NO_FORM, Endpoint, NotFound, Visit, answered, shown

Wanted = Callable[[Visit], tuple[int, WantedFile]]


def routes(runtime: Runtime) -> list[Route]:
    at = "/rounds/{round_id:int}"
    return [
        Route(f"{at}/files", shown(runtime, _list), methods=["GET"]),
        Route(f"{at}/files/letter", _hands_over(runtime, _letter), methods=["GET"]),
        Route(f"{at}/files/{{format}}", _hands_over(runtime, _of_round), methods=["GET"]),
        Route(
            f"{at}/agencies/{{agency_id:int}}/files/{{format}}",
            _hands_over(runtime, _of_agency),
            methods=["GET"],
        ),
    ]


def _list(visit: Visit) -> Response:
    say = visit.say
    files = [
        ("xlsx", say(FORMS[Format.XLSX]), say("The decision's own table with every answer.")),
        ("docx", say(FORMS[Format.DOCX]), say("The report to the leadership, to be edited.")),
        (
            "docx-sources",
            say("{file} with its sources", file=say(FORMS[Format.DOCX])),
            say("Each sentence with the answer it is from."),
        ),
        ("png", say(FORMS[Format.PNG]), say("A picture for a telephone or a slide.")),
    ]
    return visit.page("rounds/files.html", look=look_read_of(visit), files=files)


def _letter(visit: Visit) -> tuple[int, WantedFile]:
    person_id, wanted = _wanted(visit, Format.DOCX)
    return person_id, replace(wanted, as_of=visit.now, is_letter=True)


def _hands_over(runtime: Runtime, wanted: Wanted) -> Endpoint:
    async def hand_over(request: Request) -> Response:
        found = await asyncio.to_thread(answered, runtime, request, wanted, NO_FORM)
        if isinstance(found, Response):
            return found
        try:
            return await handed_over(runtime, *found)
        except NotTheirs:
            return await asyncio.to_thread(answered, runtime, request, _no_such_file, NO_FORM)

    return hand_over


def _no_such_file(_visit: Visit) -> Response:
    raise NotFound


def _of_round(visit: Visit) -> tuple[int, WantedFile]:
    form, with_sources = _form(visit, FORMS)
    return _wanted(visit, form, sources=with_sources)


def _of_agency(visit: Visit) -> tuple[int, WantedFile]:
    office = office_of(visit, look_of(visit), visit.number("agency_id"))
    form, _ = _form(visit, OWN_FORMS)
    return _wanted(visit, form, agency_id=office.id)


def _form(visit: Visit, forms: dict[Format, str]) -> tuple[Format, bool]:
    """Also "docx-sources"; raises NotFound."""
    name, _, more = visit.request.path_params["format"].partition("-")
    found = next((one for one in forms if one.value == name), None)
    is_known = more == "" or (found is Format.DOCX and more == "sources")
    if found is None or not is_known:
        raise NotFound
    return found, bool(more)


def _wanted(
    visit: Visit, form: Format, *, agency_id: int = 0, sources: bool = False
) -> tuple[int, WantedFile]:
    look, person = look_read_of(visit), visit.person
    plan_id, round_id = look.plan.id or 0, look.round.id or 0
    wanted = WantedFile(
        plan_id,
        round_id,
        form,
        look.as_of,
        person.language,
        agency_id=agency_id,
        sources=sources,
    )
    return person.id or 0, wanted
