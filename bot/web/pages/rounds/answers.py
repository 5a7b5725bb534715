"""Every answer of a round behind filters, a page at a time."""

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents import answer_wording
from bot.language.wording import STATUS_WORDS
from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import answers_in, look_read_of
from bot.web.pages.visits import Visit, shown
from storage.models import ItemKind
from storage.names import fold
from storage.plans.lookup import items_of
from storage.reports.answered.items import is_under
from storage.reports.answered.reader import Answer

FILTERS = ("agency", "theme", "state", "status", "words")


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/answers", shown(runtime, _answers))]


def _answers(visit: Visit) -> Response:
    look = look_read_of(visit)
    asked = {name: visit.asked(name) for name in FILTERS}
    found = [one for one in answers_in(visit, look) if _is_wanted(one, asked)]
    items = items_of(visit.session, look.plan)
    return visit.page(
        "rounds/answers.html",
        look=look,
        asked=asked,
        answers=paged(found, visit.asked("page")),
        themes=[one for one in items if one.kind == ItemKind.HEADING and one.parent_id is None],
        status_names=STATUS_WORDS,
        states=answer_wording.STANDINGS | answer_wording.VERDICTS,
        wording=answer_wording,
    )


def _is_wanted(one: Answer, asked: dict[str, str]) -> bool:
    state, status, answer = asked["state"], asked["status"], one.answer
    return (
        (not asked["agency"] or asked["agency"] in (one.now_called, one.printed))
        and (not asked["theme"] or is_under(one.code, asked["theme"]))
        and (not state or state in one.counts_as)
        and (not status or (answer is not None and answer.status == status))
        and (not asked["words"] or fold(asked["words"]) in _words_of(one))
    )


def _words_of(one: Answer) -> str:
    """All that can be searched for, folded."""
    said = one.answer
    item = f"{one.code} {one.item.title}" if one.item else ""
    texts = (said.result, said.difficulties, said.proposals, said.document_number) if said else ()
    return fold(" ".join((item, one.printed, one.now_called, *texts)))
