"""Somebody's leave, noted by a planner: from when until when, and who is asked instead."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import NoteLeave, NoteReturn
from bot.language.dates.fields import day_in
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.people.fields import OUT_OF_DATE
from bot.web.pages.people.person import colleagues_of, person_page
from bot.web.pages.people.whom import whom
from bot.web.pages.visits import Visit, acted, stored
from storage.people.absences import LONGEST


def routes(runtime: Runtime) -> list[Route]:
    return [
        Route("/people/{person_id:int}/leave", acted(runtime, _leave), methods=["POST"]),
        Route("/people/{person_id:int}/return", acted(runtime, _return), methods=["POST"]),
    ]


def _leave(visit: Visit) -> Response:
    who, say = whom(visit), visit.say
    first, last = day_in(visit.form.first("first")), day_in(visit.form.first("last"))
    if first is None or last is None or last < first:
        return person_page(visit, say("Please give the first and the last day of the leave."), 400)
    if last < visit.today or last - first > LONGEST:
        said = say("Please give days from today on, at most a year; else end the post instead.")
        return person_page(visit, said, 400)
    stand_in = {str(one): one for one in colleagues_of(visit, who)}.get(visit.form.first("to"))
    effect = NoteLeave(who.plan.id or 0, who.person.id or 0, first, last, stand_in)
    if not carried_out(visit, effect):
        return person_page(visit, say(OUT_OF_DATE), 409)
    return stored(who.link)


def _return(visit: Visit) -> Response:
    who = whom(visit)
    if not carried_out(visit, NoteReturn(who.plan.id or 0, who.person.id or 0)):
        return person_page(visit, visit.say(OUT_OF_DATE), 409)
    return stored(who.link)
