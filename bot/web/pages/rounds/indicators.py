"""The indicators a round asks for: every year's value, the targets, the way still to go."""

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents import answer_wording
from bot.documents.contents.indicators import indicator_of
from bot.language.indicator_wording import history_words, target_words, way_words
from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import answers_in, look_read_of
from bot.web.pages.visits import Visit, shown
from storage.reports.answered.earlier_rounds import values_by_year
from storage.reports.answers import stood_at


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/indicators", shown(runtime, _indicators))]


def _indicators(visit: Visit) -> Response:
    look = look_read_of(visit)
    values = values_by_year(visit.session, look.round, stood_at(look.as_of))
    asked = (indicator_of(one, values) for one in answers_in(visit, look))
    found = [one for one in asked if one is not None]
    return visit.page(
        "rounds/indicators.html",
        look=look,
        indicators=paged(found, visit.asked("page")),
        wording=answer_wording,
        history_words=history_words,
        target_words=target_words,
        way_words=way_words,
    )
