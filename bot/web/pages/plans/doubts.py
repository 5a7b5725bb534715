"""What the importer was not sure of, settled by a choice that holds for later folders too."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import SettleDoubt
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out, facts_of
from bot.web.pages.paging import paged
from bot.web.pages.plans.fields import BadField, agencies_of
from bot.web.pages.rounds.reviews import LONGEST_REASON
from bot.web.pages.visits import NotFound, Visit, acted, shown, stored
from locales import mark
from storage.models import Plan
from storage.plans.amendments.doubts import is_settled, open_doubts, settled_doubts
from storage.plans.folder_of import folder_of
from storage.plans.lookup import items_of

FIELDS = {
    "leads": mark("Lead agency"),
    "coordinating": mark("Coordinating agencies"),
    "members": mark("Who belongs to the group"),
    "title": mark("Title"),
    "timeframe_raw": mark("Time"),
    "product_raw": mark("Product"),
    "recipients": mark("Recipients"),
    "condition": mark("Condition"),
    "topics": mark("Topics"),
    "funding": mark("Funding"),
    "name": mark("Name in the folder"),
    "unit": mark("Unit"),
    "place": mark("Place"),
    "start_year": mark("First year"),
    "to": mark("Successor"),
    "on": mark("From the day"),
}
_GONE = mark("Nothing was stored: this doubt was settled meanwhile, or cannot be settled so.")


def routes(runtime: Runtime) -> list[Route]:
    at = "/plans/{plan_id:int}/doubts"
    return [
        Route(at, shown(runtime, _doubts), methods=["GET"]),
        Route(at, acted(runtime, _settle), methods=["POST"]),
    ]


def _doubts(visit: Visit, said: str = "", status: int = 200) -> Response:
    plan = visit.plan(visit.number("plan_id"))
    rows = paged(open_doubts(visit.session, plan), visit.asked("page"))
    return visit.page(
        "plans/doubts.html",
        status,
        plan=plan,
        said=said,
        rows=rows,
        now=_as_read(visit, plan) if rows.shown else {},
        titles={one.code: one.title for one in items_of(visit.session, plan)},
        fields=FIELDS,
        typed={name: visit.form.first(name) for name in ("doubt", "agencies", "note")},
        settled=settled_doubts(visit.session, plan),
    )


def _as_read(visit: Visit, plan: Plan) -> dict[str, str]:
    """By the doubt's key: the agencies that stand there now."""
    folder = folder_of(visit.session, plan)
    groups = {one.phrase: one.members for one in folder.groups}
    items = {one.code: one for one in folder.items}
    found: dict[str, str] = {}
    for one in open_doubts(visit.session, plan):
        doubt = one.doubt
        if doubt.file == "groups.csv":
            found[one.key] = "; ".join(groups.get(doubt.seen, ()))
        elif one.takes_agencies and doubt.code in items:
            found[one.key] = "; ".join(getattr(items[doubt.code], doubt.field))
    return found


def _settle(visit: Visit) -> Response:
    plan, form, say = visit.plan(visit.number("plan_id")), visit.form, visit.say
    key, note = form.first("doubt"), " ".join(form.first("note").split())
    if key not in {one.key for one in open_doubts(visit.session, plan)}:
        if not is_settled(visit.session, plan, key):
            raise NotFound
        return _doubts(visit, say(_GONE), 409)
    if len(note) > LONGEST_REASON:
        return _doubts(visit, say("Please write the note in at most {n} letters.", n=500), 400)
    agencies: tuple[int, ...] = ()
    match form.first("verdict"):
        case "holds":
            pass
        case "agencies":
            try:
                agencies = agencies_of(form.first("agencies"), plan.id or 0, facts_of(visit))
            except BadField as error:
                return _doubts(visit, str(error), 400)
        case _:
            return _doubts(visit, say("Please choose one of the answers."), 400)
    if not carried_out(visit, SettleDoubt(plan.id or 0, key, agencies, note)):
        return _doubts(visit, say(_GONE), 409)
    return stored(f"/plans/{plan.id}/doubts")
