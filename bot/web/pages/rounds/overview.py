"""A round at a glance: the figures, each agency, each theme, who could not be reached."""

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents.progress import living_in_order, parts_of
from bot.language.wording import STATUS_WORDS
from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds.looks import look_of
from bot.web.pages.visits import Visit, shown
from storage.rounds.summary import summarise


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}", shown(runtime, _overview))]


def _overview(visit: Visit) -> Response:
    look = look_of(visit)
    zone = visit.runtime.calendar.zone
    summary = summarise(visit.session, look.plan, look.round, look.as_of, zone)
    return visit.page(
        "rounds/overview.html",
        look=look,
        summary=summary,
        parts=[(one.words, one.field) for one in parts_of(summary.total, visit.say)],
        agencies=living_in_order(summary),
        status_names=STATUS_WORDS,
    )
