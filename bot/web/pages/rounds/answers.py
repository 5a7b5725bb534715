"""Every answer of a round behind filters, a page at a time."""

from collections.abc import Mapping

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents import answer_wording
from bot.language.wording import STATUS_WORDS
from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import loaded
from bot.web.pages.rounds.looks import Look, briefs_in, look_read_of, whole
from bot.web.pages.visits import Visit, shown
from storage.names import fold
from storage.plans.lookup import themes_of
from storage.reports.answered.briefs import Brief, words_said
from storage.reports.answered.items import is_under
from storage.reports.answered.reader import Answer

FILTERS = ("agency", "theme", "state", "status", "words")


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/answers", shown(runtime, _answers))]


def _answers(visit: Visit) -> Response:
    look = look_read_of(visit)
    asked = {name: visit.asked(name) for name in FILTERS}
    found = _wanted(visit, look, asked)

    def load(first: int, most: int) -> list[Answer]:
        return whole(visit, look, found[first : first + most])

    return visit.page(
        "rounds/answers.html",
        look=look,
        asked=asked,
        answers=loaded(len(found), visit.asked("page"), load),
        themes=themes_of(visit.session, look.plan),
        status_names=STATUS_WORDS,
        states=answer_wording.STANDINGS | answer_wording.VERDICTS,
        wording=answer_wording,
    )


def _wanted(visit: Visit, look: Look, asked: dict[str, str]) -> list[Brief]:
    found = [one for one in briefs_in(visit, look) if _is_wanted(one, asked)]
    words = fold(asked["words"])
    if not words:
        return found
    said = words_said(visit.session, look.round, look.as_of)
    return [one for one in found if words in _words_of(one, said)]


def _is_wanted(one: Brief, asked: dict[str, str]) -> bool:
    state, status = asked["state"], asked["status"]
    return (
        (not asked["agency"] or asked["agency"] in (one.now_called, one.printed))
        and (not asked["theme"] or is_under(one.code, asked["theme"]))
        and (not state or state in one.counts_as)
        and (not status or one.status == status)
    )


def _words_of(one: Brief, said: Mapping[int, str]) -> str:
    """All that can be searched for, folded."""
    texts = (one.code, one.title, one.printed, one.now_called, said.get(one.report_id or 0, ""))
    return fold(" ".join(texts))
