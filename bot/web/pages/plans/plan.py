"""The plans of a planner, one with its rows as of a day, and one row with what it said before."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from bot.documents.file_names import safe_name
from bot.runtime.dependencies import Runtime
from bot.web.downloads import HEADERS, naming
from bot.web.pages.paging import paged
from bot.web.pages.rounds.looks import instant_of
from bot.web.pages.visits import NotFound, Visit, shown
from locales import mark
from storage.models import Agency, Item, Plan
from storage.names import fold
from storage.people.appointments import focal_points
from storage.plans.amendments.doubts import open_doubts
from storage.plans.amendments.history import changed_days, changes_of_item, items_as_of
from storage.plans.amendments.making import amendments_of, documents_by_code
from storage.plans.loading.decision_files import (
    decision_file,
    decision_file_names,
    media_type_of,
)
from storage.plans.lookup import items_of
from storage.plans.planners import leaders_of, planners_of
from storage.plans.succession import coordinator_on
from storage.rounds.closing import rounds_of

MOST_DAYS = 12
NAMES = {  # of the columns whose change is told
    "title": mark("Title"),
    "timeframe_raw": mark("Time"),
    "lead_raw": mark("Lead agency"),
    "leads": mark("Asked to lead"),
    "coordinating_raw": mark("Coordinating agencies"),
    "coordinating": mark("Asked to coordinate"),
    "product_raw": mark("Product"),
    "starts_on": mark("From the day"),
    "due_on": mark("Due"),
}


@dataclass(frozen=True)
class Coordinator:
    """Who sums the plan up: as it is printed, who that is today, and whom to speak to there."""

    printed: str
    today: str
    people: tuple[str, ...]


def routes(runtime: Runtime) -> list[Route]:
    return [
        Route("/plans", shown(runtime, _plans)),
        Route("/plans/{plan_id:int}", shown(runtime, _plan)),
        Route("/plans/{plan_id:int}/files/{name}", shown(runtime, _file), methods=["GET"]),
        Route("/plans/{plan_id:int}/items/{item_id:int}", shown(runtime, _item)),
    ]


def _plans(visit: Visit) -> Response:
    return visit.page("plans/plans.html", plans=visit.plans())


def _plan(visit: Visit) -> Response:
    session, plan = visit.session, visit.plan(visit.number("plan_id"))
    as_of, day = instant_of(visit)
    items = items_as_of(session, plan, as_of) if day else items_of(session, plan)
    words = fold(visit.asked("words"))
    found = [one for one in items if words in fold(f"{one.code} {one.title} {one.lead_raw}")]
    amendments = [one for one in amendments_of(session, plan) if one.made_at <= as_of]
    return visit.page(
        "plans/plan.html",
        plan=plan,
        day=day,
        as_of=as_of,
        words=visit.asked("words"),
        items=paged(found, visit.asked("page")),
        amendments=amendments,
        documents=documents_by_code(amendments),
        days=changed_days(session, plan, MOST_DAYS),
        doubts=len(open_doubts(session, plan)),
        coordinator=_coordinator(visit, plan),
        planners=planners_of(session, plan.id or 0),
        leaders=leaders_of(session, plan),
        files=decision_file_names(session, plan),
    )


def _file(visit: Visit) -> Response:
    """The decision as it was imported."""
    plan = visit.plan(visit.number("plan_id"))
    found = decision_file(visit.session, plan, visit.request.path_params["name"])
    if found is None:
        raise NotFound
    ending = found.name.rpartition(".")[2]
    headers = HEADERS | naming(f"{safe_name(plan.decision, 'quyet-dinh')}.{ending}")
    return Response(found.content, media_type=media_type_of(found.name), headers=headers)


def _coordinator(visit: Visit, plan: Plan) -> Coordinator:
    agency_id = coordinator_on(visit.session, plan, visit.today)
    agency = visit.session.get(Agency, agency_id) if agency_id else None
    people = focal_points(visit.session, visit.today, [agency_id]) if agency_id else []
    names = tuple(who.person.full_name for who in people)
    return Coordinator(plan.coordinator, agency.name if agency else "", names)


def _item(visit: Visit) -> Response:
    plan = visit.plan(visit.number("plan_id"))
    item = visit.session.get(Item, visit.number("item_id"))
    if item is None or item.plan_id != plan.id:
        raise NotFound
    amendments = amendments_of(visit.session, plan)
    changes = changes_of_item(visit.session, item)
    rounds = rounds_of(visit.session, [plan.id or 0])
    return visit.page(
        "plans/item.html",
        plan=plan,
        item=item,
        document=documents_by_code(amendments).get(item.code),
        changes=changes,
        names=NAMES,
        round=rounds[0] if rounds else None,
    )
