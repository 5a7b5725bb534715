"""The letter to those that are late: a draft to take away, and its number once it was sent."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import NoteLetter
from bot.language.dates.fields import day_in, day_shown
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.rounds.looks import Look, look_of
from bot.web.pages.visits import Visit, acted, shown, stored
from storage.plans.succession import coordinator_on
from storage.reports.late_letters import LONGEST_NUMBER, noted_letters
from storage.rounds.summary import AgencyCount, living_agencies, summarise

MOST_SHOWN = 60  # agencies


def routes(runtime: Runtime) -> list[Route]:
    at = "/rounds/{round_id:int}/letter"
    return [
        Route(at, shown(runtime, _letter), methods=["GET"]),
        Route(at, acted(runtime, _note), methods=["POST"]),
    ]


def _letter(visit: Visit, said: str = "", status: int = 200) -> Response:
    look = look_of(visit)
    return visit.page(
        "rounds/reminding/letter.html",
        status,
        look=look,
        said=said,
        late=_late(visit, look),
        most_shown=MOST_SHOWN,
        letters=noted_letters(visit.session, look.round.id or 0),
        number=visit.form.first("number"),
        issued_on=visit.form.first("issued_on") or day_shown(visit.today),
        longest=LONGEST_NUMBER,
    )


def _late(visit: Visit, look: Look) -> list[AgencyCount]:
    """To whom the draft is addressed, now: nobody writes to itself."""
    zone = visit.runtime.calendar.zone
    summary = summarise(visit.session, look.plan, look.round, visit.now, zone)
    own = coordinator_on(visit.session, look.plan, visit.today)
    return [
        one
        for one in living_agencies(summary)
        if (one.count.missing or one.count.incomplete) and one.agency_id != own
    ]


def _note(visit: Visit) -> Response:
    look, say = look_of(visit), visit.say
    number, issued_on = visit.form.first("number").strip(), day_in(visit.form.first("issued_on"))
    if not number or len(number) > LONGEST_NUMBER or issued_on is None:
        return _letter(visit, say("Please write the letter's number and day."), 400)
    if not look.round.opens_on <= issued_on <= visit.today:
        said = say("The letter's day is before the round or still to come. Please look at it.")
        return _letter(visit, said, 400)
    to_whom = tuple(one.agency_id for one in _late(visit, look))
    effect = NoteLetter(look.plan.id or 0, look.round.id or 0, number, issued_on, to_whom)
    if not carried_out(visit, effect):
        said = say("Nothing was stored: nobody is late any more.")
        return _letter(visit, said, 409)
    return stored(f"/rounds/{look.round.id}/letter")
