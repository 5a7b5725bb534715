"""One task through the years."""

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.contents import answer_wording
from bot.runtime.dependencies import Runtime
from bot.web.pages.rounds.looks import Look, answers_in, look_read_of
from bot.web.pages.visits import NotFound, Visit, shown
from storage.models import Item
from storage.rounds.closing import rounds_of


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/items/{item_id:int}", shown(runtime, _item))]


def _item(visit: Visit) -> Response:
    """The task in this round and in every other one, the newest first."""
    look = look_read_of(visit)
    item = visit.session.get(Item, visit.number("item_id"))
    if item is None or item.plan_id != look.plan.id:
        raise NotFound
    rounds = rounds_of(visit.session, [look.plan.id or 0])
    answered = [
        (one, theirs)
        for one in rounds
        if (theirs := answers_in(visit, Look(look.plan, one, look.as_of, look.day), item.code))
    ]
    return visit.page(
        "rounds/item.html", look=look, item=item, rounds=answered, wording=answer_wording
    )
