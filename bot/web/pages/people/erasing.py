"""Erasing somebody for good: on a page of its own, and with their code typed."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import ErasePerson
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.people.fields import OUT_OF_DATE
from bot.web.pages.people.whom import Whom, whom
from bot.web.pages.visits import NotFound, Visit, acted, shown, stored
from storage.people.own_data import replies_of


def routes(runtime: Runtime) -> list[Route]:
    at = "/people/{person_id:int}/erase"
    return [
        Route(at, shown(runtime, _ask), methods=["GET"]),
        Route(at, acted(runtime, _erase), methods=["POST"]),
    ]


def _ask(visit: Visit, said: str = "", status: int = 200) -> Response:
    who = _who(visit)
    replies = replies_of(visit.session, who.person.id or 0)
    return visit.page("people/erase.html", status, who=who, said=said, replies=replies)


def _erase(visit: Visit) -> Response:
    who = _who(visit)
    if visit.form.first("code").strip() != who.person.code:
        said = visit.say("To erase, please type the code {code}.", code=who.person.code)
        return _ask(visit, said, 400)
    if not carried_out(visit, ErasePerson(who.plan.id or 0, who.person.id or 0)):
        return _ask(visit, visit.say(OUT_OF_DATE), 409)
    return stored(f"/people?plan={who.plan.id}")


def _who(visit: Visit) -> Whom:
    found = whom(visit)
    if not found.may_erase:
        raise NotFound
    return found
