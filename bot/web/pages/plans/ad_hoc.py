"""A round besides the yearly ones: filled in, looked at with whom it reaches, then opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import OpenAdHoc
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.actions.asking import day_off
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out, facts_of
from bot.web.pages.plans.fields import BadField, agencies_of, due_day, names_by_id, title_of
from bot.web.pages.plans.given import CHANGED
from bot.web.pages.visits import Visit, acted, shown, stored
from scheduler.reminders.ladder import LADDER, rung_days
from storage.models import Plan
from storage.people.appointments import focal_points
from storage.rounds.reminder_settings import ladder_of

FIELDS = ("title", "due", "agencies", "all")


@dataclass(frozen=True)
class Reach:
    """Whom a question reaches: `unheard` are the agencies in which nobody can be reminded."""

    agencies: Sequence[str]
    people: int
    unheard: Sequence[str]
    days: Sequence[date]  # of the reminders after the first one


def routes(runtime: Runtime) -> list[Route]:
    at = "/plans/{plan_id:int}/rounds/new"
    return [
        Route(at, shown(runtime, _form), methods=["GET"]),
        Route(at, acted(runtime, _open), methods=["POST"]),
        Route(at + "/change", acted(runtime, _form), methods=["POST"]),  # typed anew, not stored
    ]


def _form(visit: Visit, said: str = "", status: int = 200) -> Response:
    plan = visit.plan(visit.number("plan_id"))
    typed = {name: visit.form.first(name) for name in FIELDS}
    everybody = len(facts_of(visit).planning.everybody(plan.id or 0))
    return visit.page(
        "plans/ad_hoc.html", status, plan=plan, typed=typed, said=said, everybody=everybody
    )


def _open(visit: Visit) -> Response:
    """The first button shows what would be asked of whom; the one there opens it."""
    plan, facts = visit.plan(visit.number("plan_id")), facts_of(visit)
    try:
        effect = _effect(visit, plan, facts)
    except BadField as error:
        return _form(visit, str(error), 400)
    checked = ",".join(map(str, effect.agency_ids))
    if visit.form.first("step") != "store":
        return _check(visit, plan, effect, facts)
    if visit.form.first("checked") != checked or not carried_out(visit, effect):
        return _check(visit, plan, effect, facts, visit.say(CHANGED))
    return stored(f"/plans/{plan.id}/rounds")


def _effect(visit: Visit, plan: Plan, facts: Facts) -> OpenAdHoc:
    form, plan_id = visit.form, plan.id or 0
    title, due_on = title_of(form.first("title"), facts), due_day(form.first("due"), facts)
    if form.first("all"):
        agencies = facts.planning.everybody(plan_id)
    else:
        agencies = agencies_of(form.first("agencies"), plan_id, facts)
    if not agencies:
        raise BadField(visit.say("Please name at least one agency."))
    return OpenAdHoc(plan_id, title, due_on, agencies)


def _check(visit: Visit, plan: Plan, effect: OpenAdHoc, facts: Facts, said: str = "") -> Response:
    return visit.page(
        "plans/ad_hoc_check.html",
        409 if said else 200,
        plan=plan,
        said=said,
        effect=effect,
        off=day_off(effect.due_on, facts),
        reach=_reach(visit, plan, effect, facts),
        typed={name: visit.form.first(name) for name in FIELDS},
        checked=",".join(map(str, effect.agency_ids)),
    )


def _reach(visit: Visit, plan: Plan, effect: OpenAdHoc, facts: Facts) -> Reach:
    names = names_by_id(plan.id or 0, facts)
    people = focal_points(visit.session, visit.today, effect.agency_ids)
    told = [who for who in people if who.account is not None]
    heard = {who.agency.id for who in told}
    rungs = rung_days(effect.due_on, visit.runtime.calendar, ladder_of(plan) or LADDER)
    return Reach(
        agencies=[names.get(one, "") for one in effect.agency_ids],
        people=len({who.person.id for who in told}),
        unheard=[names.get(one, "") for one in effect.agency_ids if one not in heard],
        days=sorted({day for _, day in rungs if day > visit.today}),
    )
