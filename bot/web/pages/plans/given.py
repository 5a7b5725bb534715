"""A task that a letter gives, beside the plan's own: filled in, looked at, then stored."""

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import GiveTask
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.actions.asking import day_off
from bot.language.wording import day
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out, facts_of
from bot.web.pages.plans.fields import (
    BadField,
    agencies_of,
    day_of,
    due_day,
    names_by_id,
    title_of,
)
from bot.web.pages.visits import Visit, acted, shown, stored
from locales import Translator, mark
from storage.models import Plan

FIELDS = ("title", "letter", "issued", "due", "agencies")
LONGEST_NUMBER = 60  # letters of a document's number
CHANGED = mark("Nothing was stored: what was checked has changed meanwhile. Please look again.")


def routes(runtime: Runtime) -> list[Route]:
    at = "/plans/{plan_id:int}/tasks/new"
    return [
        Route(at, shown(runtime, _form), methods=["GET"]),
        Route(at, acted(runtime, _give), methods=["POST"]),
        Route(at + "/change", acted(runtime, _form), methods=["POST"]),  # typed anew, not stored
    ]


def _form(visit: Visit, said: str = "", status: int = 200) -> Response:
    plan = visit.plan(visit.number("plan_id"))
    typed = {name: visit.form.first(name) for name in FIELDS}
    return visit.page("plans/given.html", status, plan=plan, typed=typed, said=said, check=None)


def _give(visit: Visit) -> Response:
    """The first button shows what would be stored; the one there stores it."""
    plan, facts = visit.plan(visit.number("plan_id")), facts_of(visit)
    try:
        effect = _effect(visit, plan, facts)
    except BadField as error:
        return _form(visit, str(error), 400)
    if visit.form.first("step") != "store":
        return _check(visit, plan, effect, facts)
    checked = ",".join(map(str, effect.agency_ids))
    if visit.form.first("checked") != checked or not carried_out(visit, effect):
        return _check(visit, plan, effect, facts, visit.say(CHANGED))
    return stored(f"/plans/{plan.id}")


def _effect(visit: Visit, plan: Plan, facts: Facts) -> GiveTask:
    form, say, plan_id = visit.form, visit.say, plan.id or 0
    title, letter = title_of(form.first("title"), facts), number_of(form.first("letter"), say)
    issued_on = day_of(form.first("issued"), facts)
    if issued_on > visit.today:
        raise BadField(say("{day} is still to come; please look at the day.", day=day(issued_on)))
    due_on = due_day(form.first("due"), facts)
    agencies = agencies_of(form.first("agencies"), plan_id, facts)
    return GiveTask(plan_id, title, letter, issued_on, due_on, agencies)


def number_of(typed: str, say: Translator) -> str:
    """Of a document."""
    number = " ".join(typed.split())
    if not 1 <= len(number) <= LONGEST_NUMBER or not any(one.isdigit() for one in number):
        raise BadField(say("Please write the number of the document, such as 123/UBND-TH."))
    return number


def _check(visit: Visit, plan: Plan, effect: GiveTask, facts: Facts, said: str = "") -> Response:
    names = names_by_id(plan.id or 0, facts)
    return visit.page(
        "plans/given.html",
        409 if said else 200,
        plan=plan,
        said=said,
        typed={name: visit.form.first(name) for name in FIELDS},
        check=effect,
        off=day_off(effect.due_on, facts),
        leads=[names.get(one, "") for one in effect.agency_ids],
        checked=",".join(map(str, effect.agency_ids)),
    )
