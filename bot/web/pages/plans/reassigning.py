"""Work of agencies that have ended: one or many tasks given to another one from a day on."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import AssignTasks
from bot.dialogs.facts.chat import Facts
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out, facts_of
from bot.web.pages.paging import paged
from bot.web.pages.plans.fields import BadField, agencies_of, day_of, names_by_id
from bot.web.pages.plans.given import CHANGED, number_of
from bot.web.pages.visits import NotFound, Visit, acted, shown, stored
from locales import mark
from storage.audit import changes_of
from storage.models import Item, Plan, Role
from storage.people.appointments import focal_points
from storage.plans.amendments.dated_choices import LONGEST, work_of
from storage.plans.reassigning.choices import Unsettled

REASONS = {
    "ended": mark("ended, nobody took over"),
    "split": mark("its duties were shared out"),
    "unsure": mark("nobody has confirmed what became of it"),
    "objected": mark("it was agreed that the task is not its own"),
    "settled": mark("its successor is known"),
}
FIELDS = ("phrase", "role", "chosen", "to", "since", "document", "all")
LONGEST_ID = 10  # digits
MOST_CHANGES = 10
MOST_NAMED = 40  # tasks on the page to check


def routes(runtime: Runtime) -> list[Route]:
    at = "/plans/{plan_id:int}/reassign"
    return [
        Route(at, shown(runtime, _list), methods=["GET"]),
        Route(at, acted(runtime, _assign), methods=["POST"]),
        Route(at + "/change", acted(runtime, _list), methods=["POST"]),  # typed anew, not stored
    ]


def _asked(visit: Visit, name: str) -> str:
    """As the form has it, else as the address does."""
    return visit.form.first(name) or visit.asked(name)


def _rows(visit: Visit, plan: Plan) -> list[Unsettled]:
    """What waits, or what was chosen already, of the role that is asked for."""
    role = Role.COORDINATING if _asked(visit, "role") == Role.COORDINATING else Role.LEAD
    work = work_of(visit.session, plan, visit.today, role)
    return work.chosen if _asked(visit, "chosen") else work.open


def _of_phrase(rows: Sequence[Unsettled], phrase: str) -> list[Unsettled]:
    return [one for one in rows if not phrase or one.phrase == phrase]


def _list(visit: Visit, said: str = "", status: int = 200) -> Response:
    plan = visit.plan(visit.number("plan_id"))
    rows, asked = _rows(visit, plan), {name: _asked(visit, name) for name in FIELDS}
    found = _of_phrase(rows, asked["phrase"])
    kept = {name: asked[name] for name in ("phrase", "role", "chosen") if asked[name]}
    proposed = list(dict.fromkeys(one.agency for row in found for one in row.candidates))
    return visit.page(
        "plans/reassign.html",
        status,
        plan=plan,
        said=said,
        typed=asked,
        rows=paged(found, visit.asked("page")),
        phrases=Counter(one.phrase for one in rows).most_common(),
        proposed=proposed,
        to=asked["to"] or (proposed[0] if len(proposed) == 1 else ""),
        ticked=set(visit.form.all("task")),
        key=key_of,
        reasons=REASONS,
        last=visit.today + LONGEST,
        at=f"/plans/{plan.id}/reassign" + (f"?{urlencode(kept)}" if kept else ""),
        changes=changes_of(visit.session, plan, MOST_CHANGES, "assignment.dated"),
        as_day=date.fromisoformat,
    )


def key_of(one: Unsettled) -> str:
    """As a checkbox has it."""
    return f"{one.item_id}-{one.agency_id}-{one.role}"


def _assign(visit: Visit) -> Response:
    """The first button shows what would change; the one there stores it."""
    plan, facts = visit.plan(visit.number("plan_id")), facts_of(visit)
    try:
        chosen, effect = _effect(visit, plan, facts)
    except BadField as error:
        return _list(visit, str(error), 400)
    checked = _digest(effect)
    if visit.form.first("step") != "store":
        return _check(visit, plan, chosen, effect, facts)
    if visit.form.first("checked") != checked or not carried_out(visit, effect):
        return _check(visit, plan, chosen, effect, facts, visit.say(CHANGED))
    return stored(f"/plans/{plan.id}/reassign")


def _effect(visit: Visit, plan: Plan, facts: Facts) -> tuple[list[Unsettled], AssignTasks]:
    form, say, plan_id = visit.form, visit.say, plan.id or 0
    found = _of_phrase(_rows(visit, plan), form.first("phrase"))
    ticked = set(form.all("task"))
    if not form.first("all"):
        known = {key_of(one) for one in found}
        if not ticked <= known:
            _check_plan(visit, plan, ticked - known)
            raise BadField(say(CHANGED))
        found = [one for one in found if key_of(one) in ticked]
    if not found:
        raise BadField(say("Please choose at least one task."))
    agencies = agencies_of(form.first("to"), plan_id, facts)
    if len(agencies) != 1:
        raise BadField(say("Please name one agency."))
    since = day_of(form.first("since"), facts)
    if not visit.today <= since <= visit.today + LONGEST:
        raise BadField(say("Please choose a day from today on, at most a year ahead."))
    document = number_of(form.first("document"), say)
    keys = tuple(one.key for one in found)
    return found, AssignTasks(plan_id, keys, agencies[0], since, document)


def _check_plan(visit: Visit, plan: Plan, keys: set[str]) -> None:
    """Raises NotFound where one is of no task of the plan; else it was assigned meanwhile."""
    for key in keys:
        number = key.partition("-")[0]
        is_number = number.isascii() and number.isdigit() and len(number) < LONGEST_ID
        item = visit.session.get(Item, int(number)) if is_number else None
        if item is None or item.plan_id != plan.id:
            raise NotFound


def _digest(effect: AssignTasks) -> str:
    return hashlib.sha256(repr(effect).encode()).hexdigest()[:16]


def _check(
    visit: Visit,
    plan: Plan,
    chosen: Sequence[Unsettled],
    effect: AssignTasks,
    facts: Facts,
    said: str = "",
) -> Response:
    people = focal_points(visit.session, visit.today, [effect.agency_id])
    told = {who.person.id for who in people if who.account is not None}
    return visit.page(
        "plans/reassign_check.html",
        409 if said else 200,
        plan=plan,
        said=said,
        chosen=chosen,
        most=MOST_NAMED,
        effect=effect,
        agency=names_by_id(plan.id or 0, facts).get(effect.agency_id, ""),
        people=len(told),
        typed={name: visit.form.first(name) for name in FIELDS},
        tasks=visit.form.all("task"),
        checked=_digest(effect),
    )
