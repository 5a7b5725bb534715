"""Tasks that ask nearly the same of one agency: proposed, confirmed and undone in pairs."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import PairTasks
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out, facts_of
from bot.web.pages.paging import paged
from bot.web.pages.visits import NotFound, Visit, acted, key_in, shown, stored
from locales import mark

_AT = "/requests/like-tasks"
_GONE = mark("This pair was decided on meanwhile.")


def routes(runtime: Runtime) -> list[Route]:
    return [
        Route(_AT, shown(runtime, _pairs), methods=["GET"]),
        Route(_AT, acted(runtime, _decide), methods=["POST"]),
    ]


def _pairs(visit: Visit, said: str = "", status: int = 200) -> Response:
    """Raises NotFound for whoever plans nothing."""
    planning = facts_of(visit).planning
    if not planning.plans:
        raise NotFound
    pairs = planning.like_tasks()
    return visit.page(
        "requests/like_tasks.html",
        status,
        said=said,
        proposed=paged([one for one in pairs if one.is_same is None], visit.asked("page")),
        confirmed=[one for one in pairs if one.is_same],
        saved=sum(one.both.used_again for one in planning.standings()),
    )


def _decide(visit: Visit) -> Response:
    item_id, other_id = (key_in(visit.form.first(name)) for name in ("item", "other"))
    is_same = visit.form.first("is_same") == "yes"
    if not carried_out(visit, PairTasks(item_id, other_id, is_same)):
        return _pairs(visit, visit.say(_GONE), 409)
    return stored(_AT)
