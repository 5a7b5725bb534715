"""What was decided before, the newest first, a page at a time."""

from starlette.responses import Response
from starlette.routing import Route

from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import loaded
from bot.web.pages.requests.wording import KINDS, outcome
from bot.web.pages.visits import Visit, shown
from storage.reports.requests.past_requests import count_decided, decided_requests


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/requests/decided", shown(runtime, _decided))]


def _decided(visit: Visit) -> Response:
    plans = {one.id or 0 for one in visit.plans()}
    rows = loaded(
        count_decided(visit.session, plans, visit.now),
        visit.asked("page"),
        lambda first, most: decided_requests(visit.session, plans, visit.now, first, most),
    )
    return visit.page("requests/decided.html", requests=rows, kinds=KINDS, outcome=outcome)
