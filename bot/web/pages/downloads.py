"""A round to take away: Excel, Word, chart, JSON; made when asked for, as of the day looked at."""

from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents.dossier import dossier_of
from bot.documents.file_names import safe_name
from bot.documents.formats import Format
from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds import Look, look_of
from bot.web.pages.visits import NotFound, Visit, shown


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/files/{format}", shown(runtime, _download))]


def _download(visit: Visit) -> Response:
    look, form = look_of(visit), _format(visit.request.path_params["format"])
    dossier = dossier_of(
        visit.session, look.plan, look.round, look.as_of, visit.runtime.calendar, now=visit.now
    )
    return Response(
        form.file(dossier, visit.say),
        media_type=form.media_type,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{_name(look, form)}"},
    )


def _format(name: str) -> Format:
    found = next((one for one in Format if one.value == name), None)
    if found is None:
        raise NotFound
    return found


def _name(look: Look, form: Format) -> str:
    stem = safe_name(f"{look.plan.code} {look.round.title} {look.as_of:%Y-%m-%d}", "daumoi")
    return quote(f"{stem}{form.ending}", safe="")
