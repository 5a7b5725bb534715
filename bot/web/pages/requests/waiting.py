"""What waits for a decision, decided where it stands; and handovers that wait for a successor."""

from collections.abc import Mapping, Sequence

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import KEYS, Request
from bot.dialogs.planner.review.requests import about, may_grant, told
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out, facts_of
from bot.web.pages.paging import paged
from bot.web.pages.requests.decisions import BadDecision, effects_of, of_chosen
from bot.web.pages.requests.wording import KINDS, outcome
from bot.web.pages.visits import NotFound, Visit, acted, shown, stored
from locales import mark
from storage.models import Person, Plan
from storage.people.handovers import open_in
from storage.reports.requests.past_requests import PastRequest, earlier_on, is_known

_GONE = mark("Nothing was stored: this request was decided meanwhile, or cannot be decided so.")
LONGEST_ID = 10  # digits
FIELDS = ("verdict", "until", "agency", "reason")


def routes(runtime: Runtime) -> list[Route]:
    return [
        Route("/requests", shown(runtime, _waiting), methods=["GET"]),
        Route("/requests", acted(runtime, _decide), methods=["POST"]),
    ]


def _waiting(visit: Visit, said: str = "", status: int = 200) -> Response:
    facts = facts_of(visit)
    rows = paged(_requests(visit, facts), visit.asked("page"))
    return visit.page(
        "requests/waiting.html",
        status,
        requests=rows,
        earlier=_earlier(visit, [one for _, one in rows.shown]),
        handovers=_handovers(visit),
        plans=visit.plans(),
        said=said,
        typed={name: visit.form.first(name) for name in ("request", *FIELDS)},
        about=about,
        told=told,
        kinds=KINDS,
        outcome=outcome,
        is_granted=lambda one: one.asked_until and may_grant(one, one.asked_until, facts),
        tasks=set(visit.form.all("task")),
    )


def _requests(visit: Visit, facts: Facts) -> list[tuple[Plan, Request]]:
    """Of all plans of this person, the oldest first; what was asked at once is one."""
    found = [(plan, one) for plan in visit.plans() for one in facts.planning.requests(plan.id or 0)]
    return sorted(found, key=lambda pair: pair[1].asked_at)


def _earlier(visit: Visit, asked: Sequence[Request]) -> dict[str, list[PastRequest]]:
    """By the request's key: the others of that agency on the same task."""
    found = earlier_on(visit.session, {part.of for one in asked for part in one.parts})

    def before(one: Request) -> list[PastRequest]:
        own = {(one.kind, key) for key in one.ids}
        past = (past for part in one.parts for past in found[part.of])
        return [each for each in past if (each.kind, each.id) not in own]

    return {one.key: before(one) for one in asked}


def _handovers(visit: Visit) -> list[Mapping[str, object]]:
    session = visit.session
    return [
        {
            "agency": agency.name,
            "giver": session.get_one(Person, row.from_id).full_name,
            "to": session.get_one(Person, row.to_id).full_name,
            "asked_at": row.asked_at,
            "until": invitation.expires_at,
        }
        for row, agency, invitation in open_in(
            session, {one.province for one in visit.plans()}, visit.now
        )
    ]


def _decide(visit: Visit) -> Response:
    """One request; where it does not wait any more, nothing changes."""
    facts, key = facts_of(visit), visit.form.first("request")
    found = next((pair for pair in _requests(visit, facts) if pair[1].key == key), None)
    if found is None:
        return _gone(visit, key)
    typed = {name: " ".join(visit.form.first(name).split()) for name in FIELDS}
    tasks = visit.form.all("task")
    if not set(tasks) <= set(map(str, found[1].ids)):
        return _gone(visit, key)
    try:
        effects = effects_of(found[0], of_chosen(found[1], tasks, facts), typed, facts)
    except BadDecision as error:
        return _waiting(visit, str(error), 400)
    if not carried_out(visit, *effects):
        return _waiting(visit, visit.say(_GONE), 409)
    page = visit.asked("page")
    return stored(f"/requests?page={page}" if page.isascii() and page.isdigit() else "/requests")


def _gone(visit: Visit, key: str) -> Response:
    """Decided meanwhile; of a plan of somebody else nobody learns even that."""
    kind, number = KEYS.get(key[:1], ""), key[1:]
    is_number = number.isascii() and number.isdigit() and len(number) < LONGEST_ID
    known = is_number and any(
        is_known(visit.session, plan.id or 0, kind, int(number)) for plan in visit.plans()
    )
    if not known:
        raise NotFound
    return _waiting(visit, visit.say(_GONE), 409)
