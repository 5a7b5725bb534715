"""Whom to telephone: the call list of the chat, with numbers to tap and the last reminder."""

from starlette.responses import Response
from starlette.routing import Route

from bot.language.people_wording import CALL_REASONS
from bot.runtime.dependencies import Runtime
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import look_of
from bot.web.pages.visits import Visit, shown
from scheduler.reminders.call_list import call_list
from storage.rounds.timely_reminders import last_reminded


def routes(runtime: Runtime) -> list[Route]:
    return [Route("/rounds/{round_id:int}/calls", shown(runtime, _calls))]


def _calls(visit: Visit) -> Response:
    """As of now: nobody knows whom a telephone would have reached before."""
    look = look_of(visit)
    calls = paged(
        call_list(visit.session, look.plan, visit.today, visit.runtime.calendar),
        visit.asked("page"),
    )
    ids = [one.agency_id for one in calls.shown]
    return visit.page(
        "rounds/reminding/calls.html",
        look=look,
        calls=calls,
        reminded=last_reminded(visit.session, look.plan.id or 0, ids),
        reasons=CALL_REASONS,
    )
