"""Links that a planner gives somebody to look at a round by: made, listed, ended."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import GiveLook, RevokeLook
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.paging import paged
from bot.web.pages.rounds.leaders_look.look import LOOK
from bot.web.pages.rounds.looks import look_of
from bot.web.pages.visits import Visit, acted, shown, stored
from storage.people.signing_in.look_links import DAYS, LONGEST_NAME, looks_at


def routes(runtime: Runtime) -> list[Route]:
    at = "/rounds/{round_id:int}/looks"
    return [
        Route(at, shown(runtime, _links), methods=["GET"]),
        Route(at, acted(runtime, _give), methods=["POST"]),
        Route(f"{at}/end", acted(runtime, _end), methods=["POST"]),
    ]


def _links(visit: Visit, said: str = "", status: int = 200, link: str = "") -> Response:
    look = look_of(visit)
    return visit.page(
        "rounds/leaders_look/links.html",
        status,
        look=look,
        said=said,
        link=link,
        lengths=DAYS,
        longest=LONGEST_NAME,
        recipient="" if link else visit.form.first("recipient"),
        days=visit.form.first("days") or str(DAYS[1]),
        given=paged(looks_at(visit.session, look.round.id or 0), visit.asked("page")),
        now=visit.now,
    )


def _give(visit: Visit) -> Response:
    """Answered at once: the link is shown this one time, as nothing but its hash is kept."""
    look, token = look_of(visit), visit.runtime.new_token()
    recipient, days = " ".join(visit.form.first("recipient").split()), visit.form.first("days")
    if not recipient or days not in map(str, DAYS):
        words = visit.say("Please write for whom the link is, and choose how long it holds.")
        return _links(visit, words, 400)
    plan_id, round_id = look.plan.id or 0, look.round.id or 0
    effect = GiveLook(plan_id, round_id, token, recipient[:LONGEST_NAME], int(days))
    if not carried_out(visit, effect):
        return _links(visit, visit.say("Nothing was stored. Please try again."), 409)
    address = visit.runtime.public_url or str(visit.request.base_url).rstrip("/")
    return _links(visit, link=f"{address}{LOOK}/{token}")


def _end(visit: Visit) -> Response:
    look, named = look_of(visit), visit.form.first("look")
    here = {str(one.id): one.id or 0 for one, _ in looks_at(visit.session, look.round.id or 0)}
    effect = RevokeLook(look.plan.id or 0, look.round.id or 0, here.get(named, 0))
    if not carried_out(visit, effect):
        return _links(visit, visit.say("Nothing was changed: that link has ended already."), 409)
    return stored(look.link("/looks"))
