"""Who has not replied: agencies that still owe something, and one agency's tasks so far."""

from collections.abc import Sequence

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import AgencyFacts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.planner.agency_wording import agency_label, contacts, heading, promise
from bot.dialogs.planner.communes_apart import COMMUNES, OFFICES, Apart, apart, named, opened
from bot.dialogs.planner.plan_choice import (
    about_plan,
    may_change,
    more,
    next_page,
    page,
    plan_of,
    to_be_read,
)
from bot.dialogs.tasks.wording import days_left, reported_words, task_line
from locales import Translator
from storage.names import in_order

PAGE = 7
TASKS = 10  # a page of one agency's tasks: one message on every channel


def _start(slots: Slots, facts: Facts) -> Next | End:
    if "agency" in slots:
        return Next("agency", {**slots, "page": 0})
    if not _owing(slots, facts):
        title, agencies = plan_of(slots, facts).title, facts.planning.agencies(slots["plan"])
        if not agencies:
            return End(facts.say("No reporting round is open at present."))
        return End(facts.say("{plan}: every agency has reported.", plan=title))
    return Next("list", {"plan": slots["plan"], "page": 0})


def _owing(slots: Slots, facts: Facts) -> list[AgencyFacts]:
    """Most overdue first, then who owes most, then by name."""
    owing = [one for one in facts.planning.agencies(slots["plan"]) if one.owed]
    return sorted(owing, key=lambda one: (-len(one.overdue), -len(one.owed), in_order(one.name)))


def _ask_list(slots: Slots, facts: Facts) -> Prompt:
    owing, say = _owing(slots, facts), facts.say
    text = heading(say("Not yet reported"), facts, plan_of(slots, facts).title)
    total = say.plural(
        "{count} agency; choose one to see its tasks (reported/expected).",
        "{count} agencies; choose one to see its tasks (reported/expected).",
        len(owing),
    )
    parts = _apart(slots, facts)
    size = PAGE - parts.takes
    choices = [
        Choice(f"a{one.id}", agency_label(one.name), _line(one, say))
        for one in page(parts.shown, slots, size)
    ]
    communes = parts.choice(_line_of_communes(parts.rolled, say), say)
    beside = (*more(parts.shown, size, facts), *communes)
    return Prompt(f"{text}\n{total}", (*choices, *beside))


def _apart(slots: Slots, facts: Facts) -> Apart[AgencyFacts]:
    return apart(_owing(slots, facts), lambda one: one, slots)


def _line_of_communes(communes: Sequence[AgencyFacts], say: Translator) -> str:
    """All of them: how many, and reported/expected as of one."""
    reported = sum(len(one.reported) for one in communes)
    owed = sum(len(one.owed) for one in communes)
    names = named(communes, say)
    line = say.plural(
        "{count} commune: {reported}/{expected}; {names}",
        "{count} communes: {reported}/{expected}; {names}",
        len(communes),
        reported=reported,
        expected=reported + owed,
        names=names,
    )
    overdue = sum(len(one.overdue) for one in communes)
    return line + (", " + say("{count} overdue", count=overdue) if overdue else "")


def _line(one: AgencyFacts, say: Translator) -> str:
    line = f"{one.name}: {len(one.reported)}/{len(one.reported) + len(one.owed)}"
    if not one.overdue:
        return line
    return line + ", " + say("{count} overdue", count=len(one.overdue))


def _take_list(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    chosen = answer.choice or ""
    if chosen == "more":
        parts = _apart(slots, facts)
        return Next("list", next_page(parts.shown, slots, PAGE - parts.takes))
    if chosen in (COMMUNES, OFFICES):
        return Next("list", opened(chosen, slots))
    if chosen.startswith("a"):
        return Next("agency", {"plan": slots["plan"], "agency": int(chosen[1:]), "page": 0})
    return Retry(facts.say("Please choose one of the answers."))


# --- One agency -----------------------------------------------------------------------------------


def _agency(slots: Slots, facts: Facts) -> AgencyFacts | None:
    agencies = facts.planning.agencies(slots["plan"])
    return next((one for one in agencies if one.id == slots["agency"]), None)


def _ask_agency(slots: Slots, facts: Facts) -> Prompt:
    one, say = _agency(slots, facts), facts.say
    back = Choice("list", say("Other agencies"))
    if one is None:
        return Prompt(say("Nothing is expected of this agency at present."), (back,))
    tasks = [*one.owed, *one.reported]
    head = say(
        "{agency}: {reported} of {all} reported; {contacts}.",
        agency=one.name,
        reported=len(one.reported),
        all=len(tasks),
        contacts=contacts(one, say),
    )
    owed = {task.expectation_id for task in one.owed}
    lines = [
        f"- {task_line(task, say)}: {_state(task, task.expectation_id in owed, facts)}"
        for task in page(tasks, slots, TASKS)
    ]
    nudges = one.owed and may_change(slots, facts)
    nudge = (Choice("nudge", say("Nudge this agency")),) if nudges else ()
    return Prompt("\n".join((head, *lines)), (*more(tasks, TASKS, facts), *nudge, back))


def _state(task: Duty, is_owed: bool, facts: Facts) -> str:
    """What it said so far, or how long it has for it."""
    say = facts.say
    if not is_owed:
        return reported_words(task, say)
    state = say("not reported, {left}", left=days_left(task, say))
    if task.status:
        state = say("returned, {left}", left=days_left(task, say))
    if task.promised_on:
        state += ", " + promise(task.promised_on, facts.say)
    return state


def _take_agency(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one = _agency(slots, facts)
    match answer.choice:
        case "more" if one is not None:
            return Next("agency", next_page([*one.owed, *one.reported], slots, TASKS))
        case "nudge":
            slots = {"plan": slots["plan"], "agency": slots["agency"]}
            return Next(dialog="nudge", slots=slots)
        case "list":
            return _start({"plan": slots["plan"]}, facts)
    return Retry(facts.say("Please choose one of the answers."))


MISSING = about_plan(
    "missing",
    _start,
    {"list": Step(_ask_list, _take_list), "agency": Step(_ask_agency, _take_agency)},
    words=("chưa báo cáo", "ai chưa báo cáo", "not reported"),
    plans_of=to_be_read,
)
