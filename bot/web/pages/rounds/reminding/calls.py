"""Whom to telephone: the call list of the chat, with numbers to tap; and who has been called."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import NoteCall
from bot.language.people_wording import CALL_REASONS, called_words
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import look_of
from bot.web.pages.visits import Visit, acted, key_in, shown, stored
from locales import mark
from scheduler.reminders.call_list import call_list
from storage.rounds.nudges import LONGEST_NOTE
from storage.rounds.timely_reminders import last_reminded

_OUT_OF_DATE = mark(
    "Nothing was stored: the agency owes nothing any more, or the note is too long."
)


def routes(runtime: Runtime) -> list[Route]:
    at = "/rounds/{round_id:int}/calls"
    return [
        Route(at, shown(runtime, _calls), methods=["GET"]),
        Route(at, acted(runtime, _note), methods=["POST"]),
    ]


def _calls(visit: Visit, said: str = "") -> Response:
    """As of now: nobody knows whom a telephone would have reached before."""
    look, zone = look_of(visit), visit.runtime.calendar.zone
    calls = paged(
        call_list(visit.session, look.plan, visit.today, visit.runtime.calendar),
        visit.asked("page"),
    )
    ids = [one.agency_id for one in calls.shown]
    return visit.page(
        "rounds/reminding/calls.html",
        409 if said else 200,
        look=look,
        said=said,
        calls=calls,
        reminded=last_reminded(visit.session, look.plan.id or 0, ids),
        reasons=CALL_REASONS,
        called=lambda one: called_words(one, zone, visit.say),
        longest=LONGEST_NOTE,
    )


def _note(visit: Visit) -> Response:
    look, agency_id = look_of(visit), key_in(visit.form.first("agency"))
    note = " ".join(visit.form.first("note").split())
    if not carried_out(visit, NoteCall(look.plan.id or 0, agency_id, note)):
        return _calls(visit, visit.say(_OUT_OF_DATE))
    page = visit.asked("page")
    asked = f"?page={page}" if page.isascii() and page.isdigit() else ""
    return stored(f"/rounds/{look.round.id}/calls{asked}")
