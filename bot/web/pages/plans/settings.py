"""On which days and in which hours a plan reminds: chosen, foreseen, and who changed it when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from bot.dialogs.effects import ChooseSettings
from bot.runtime.dependencies import Runtime
from bot.web.pages.acting import carried_out
from bot.web.pages.plans.fields import BadField
from bot.web.pages.visits import Visit, acted, shown, stored
from locales import Translator
from scheduler.calendar import OFFICE_HOURS
from scheduler.reminders.ladder import LADDER, rung_days
from scheduler.rounds.opening import planned_rounds
from storage.audit import changes_of
from storage.calendar.office_hours import (
    EARLIEST,
    LATEST,
    BadSettings,
    OfficeHours,
    read_hours,
    read_ladder,
)
from storage.models import Plan
from storage.rounds.reminder_settings import (
    COMPLETION,
    COMPLETION_DAYS,
    completion_days_of,
    hours_of,
    ladder_of,
)
from storage.rounds.schedule import live_rules

MOST_CHANGES = 20
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Wanted:
    """The settings as they are to hold, whoever gave them."""

    ladder: tuple[int, ...]
    hours: OfficeHours
    completion_days: int


@dataclass(frozen=True)
class NextRound:
    """The day the next round is due, and what is said on which day before and after it."""

    due_on: date
    days: Sequence[tuple[int, date]]


def routes(runtime: Runtime) -> list[Route]:
    at = "/plans/{plan_id:int}/settings"
    return [
        Route(at, shown(runtime, _settings), methods=["GET"]),
        Route(at, acted(runtime, _choose), methods=["POST"]),
    ]


def _settings(visit: Visit, said: str = "", status: int = 200) -> Response:
    plan = visit.plan(visit.number("plan_id"))
    held = _in_force(plan)
    return _page(visit, plan, held, _typed(visit) or _words(held), said, status)


def _choose(visit: Visit) -> Response:
    """One button shows the days that would follow, the other one stores them."""
    plan = visit.plan(visit.number("plan_id"))
    if visit.form.first("step") == "reset":
        wanted = _usual(plan)
    else:
        try:
            wanted = _read(visit)
        except BadField as error:
            return _settings(visit, str(error), 400)
    if visit.form.first("step") == "look":
        return _page(visit, plan, wanted, _typed(visit), "", 200)
    if not carried_out(visit, _effect(plan, wanted)):
        return _settings(visit, visit.say("Nothing was stored. Please look again."), 409)
    return stored(f"/plans/{plan.id}/settings")


def _page(
    visit: Visit, plan: Plan, looked_at: Wanted, typed: Mapping[str, str], said: str, status: int
) -> Response:
    return visit.page(
        "plans/settings.html",
        status,
        plan=plan,
        said=said,
        typed=typed,
        held=_words(_in_force(plan)),
        usual=_words(_usual(plan)),
        is_chosen=_in_force(plan) != _usual(plan),
        is_new=looked_at != _in_force(plan),
        next=_next(visit, plan, looked_at),
        rules=[rule for rule, _ in live_rules(visit.session, plan.id)],
        changes=changes_of(visit.session, plan, MOST_CHANGES, "reminders.chosen"),
        told=_told,
        least=COMPLETION.start,
        most=COMPLETION.stop - 1,
    )


def _in_force(plan: Plan) -> Wanted:
    return Wanted(
        ladder_of(plan) or LADDER, hours_of(plan) or OFFICE_HOURS, completion_days_of(plan)
    )


def _usual(plan: Plan) -> Wanted:
    """What holds where no planner has chosen: the folder's, else the usual."""
    try:
        ladder, hours = read_ladder(plan.ladder or ()), read_hours(plan.office_hours or ())
    except BadSettings:
        ladder, hours = (), ()
    days = plan.completion_days if plan.completion_days in COMPLETION else None
    return Wanted(ladder or LADDER, hours or OFFICE_HOURS, days or COMPLETION_DAYS)


def _effect(plan: Plan, wanted: Wanted) -> ChooseSettings:
    """What is as it would be anyhow is no choice: it follows the folder."""
    usual = _usual(plan)
    return ChooseSettings(
        plan.id or 0,
        () if wanted.ladder == usual.ladder else wanted.ladder,
        () if wanted.hours == usual.hours else tuple(_spans(wanted.hours)),
        0 if wanted.completion_days == usual.completion_days else wanted.completion_days,
    )


def _spans(hours: OfficeHours) -> list[str]:
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in hours]


def _words(held: Wanted) -> dict[str, str]:
    return {
        "ladder": ", ".join(map(str, held.ladder)),
        "hours": ", ".join(_spans(held.hours)),
        "completion": str(held.completion_days),
    }


def _typed(visit: Visit) -> dict[str, str]:
    """Empty where no form was sent."""
    named = {name: visit.form.first(name) for name in ("ladder", "hours", "completion")}
    return named if any(named.values()) else {}


def _read(visit: Visit) -> Wanted:
    say, form = visit.say, visit.form
    return Wanted(
        _ladder(form.first("ladder"), say),
        _hours(form.first("hours"), say),
        _completion(form.first("completion"), say),
    )


def _ladder(typed: str, say: Translator) -> tuple[int, ...]:
    parts = [one for one in _BETWEEN.split(typed.replace("−", "-")) if one]
    try:
        days = read_ladder(sorted({int(one) for one in parts if one.isascii()}))
    except (ValueError, BadSettings):
        days = ()
    if days and all(one.isascii() for one in parts):
        return days
    raise BadField(
        say(
            "The days of reminding were not read. Please write whole numbers from {first} (before "
            "the due day) to {last} (after it), such as -30, -7, -1, 0, 3.",
            first=EARLIEST,
            last=LATEST,
        )
    )


def _hours(typed: str, say: Translator) -> OfficeHours:
    spans = [one.strip() for one in re.split(r"[,;\n]+", typed.replace("–", "-")) if one.strip()]
    try:
        hours = read_hours(spans)
    except BadSettings:
        hours = ()
    if hours:
        return hours
    raise BadField(
        say(
            "The hours were not read. Please write spans that do not overlap, such as "
            "08:00-11:00, 14:00-16:30."
        )
    )


def _completion(typed: str, say: Translator) -> int:
    text = typed.strip()
    if text.isascii() and text.isdigit() and len(text) <= len(str(COMPLETION.stop)):
        days = int(text)
        if days in COMPLETION:
            return days
    raise BadField(
        say(
            "Please write how many working days there are to complete a returned report: {least} "
            "to {most}.",
            least=COMPLETION.start,
            most=COMPLETION.stop - 1,
        )
    )


def _next(visit: Visit, plan: Plan, looked_at: Wanted) -> NextRound | None:
    """Of this year, else of the next one."""
    calendar, today = visit.runtime.calendar, visit.today
    for day in (today, date(today.year + 1, 1, 1)):
        lines = planned_rounds(visit.session, plan, day, calendar)
        coming = (one for one in lines if date.fromisoformat(one["due_on"]) >= today)
        if line := next(coming, None):
            due_on, opens_on = map(date.fromisoformat, (line["due_on"], line["opens_on"]))
            days = rung_days(due_on, calendar, looked_at.ladder)
            # Of a round that opens late, as one asked for once does, the first days never come
            return NextRound(due_on, [(rung, on) for rung, on in days if on >= opens_on])
    return None


def _told(details: Mapping[str, Mapping[str, object]], say: Translator) -> list[str]:
    """What a change was, old → new, a line each."""
    names = {
        "ladder": say("Days of reminding"),
        "office_hours": say("Hours"),
        "completion_days": say("Working days to complete a returned report"),
    }
    before, after = details.get("from", {}), details.get("to", {})
    return [
        f"{words}: {_shown(before.get(name), say)} → {_shown(after.get(name), say)}"
        for name, words in names.items()
        if before.get(name) != after.get(name)
    ]


def _shown(value: object, say: Translator) -> str:
    if not value:
        return say("as in the plan")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
