"""A task by its code: its one answer, else the answers of its leads or of what stands below it."""

from collections import Counter
from collections.abc import Sequence

from bot.dialogs.engine import Answer as Said
from bot.dialogs.engine import Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reading import Read
from bot.dialogs.planner.agency_wording import agency_label
from bot.dialogs.planner.plan_choice import about_plan
from bot.dialogs.reading.answer_list import (
    Listing,
    list_step,
    of_plan,
    round_words,
    state_words,
    task_words,
)
from bot.language.wording import shortened
from storage.models import Plan
from storage.reports.answered.reader import Answer

TITLE = 80  # letters
NEAREST = 3  # codes


def plans_with(slots: Slots, facts: Facts) -> Sequence[Plan]:
    """Those with an item of that code; of a plan that may be read in part, with an answer to it."""
    items, year = facts.reading.items(slots["code"]), slots.get("year", 0)
    return [
        plan
        for plan in facts.reading.plans
        if (key := plan.id or 0) in items
        and (key in facts.reading.whole or facts.reading.of_item(key, items[key].code, year))
    ]


def _unknown(slots: Slots, facts: Facts) -> str:
    """No plan has the code, or nothing with it may be read."""
    say, code = facts.say, slots["code"]
    if not facts.reading.whole:
        return say("Your agency is not asked for a report on a task {code}.", code=code)
    told = say("The plan has no item {code}.", code=code)
    near = [one for key in facts.reading.whole for one in facts.reading.codes_near(key, code)]
    return f"{told} {say('The nearest:')} {', '.join(near[:NEAREST])}" if near else told


def _read(slots: Slots, facts: Facts) -> Read | None:
    item = facts.reading.items(slots["code"])[slots["plan"]]
    return facts.reading.of_item(slots["plan"], item.code, slots.get("year", 0))


def _start(slots: Slots, facts: Facts) -> Next | End:
    read = _read(slots, facts)
    if read is None:
        return End(_not_asked(slots, facts))
    if len(read.answers) == 1:
        about = {"expectation": read.answers[0].expectation.id}
        return Next(dialog="read_answer", slots=about)
    return Next("list", slots)


def _not_asked(slots: Slots, facts: Facts) -> str:
    """The item is there, and no round has asked for it; or not one of that year."""
    item, say = facts.reading.items(slots["code"])[slots["plan"]], facts.say
    leads = f" ({'; '.join(item.leads)})" if item.leads else ""
    title = f"{item.code} {shortened(item.title, TITLE)}{leads}"
    if slots.get("year"):
        return say("{task}: not asked for in {year}.", task=title, year=slots["year"])
    return say("{task}: no round has asked for it yet.", task=title)


def _listing(slots: Slots, facts: Facts) -> Listing:
    read, say = _read(slots, facts), facts.say
    answers = _in_order(read.answers) if read else []
    item = facts.reading.items(slots["code"])[slots["plan"]]
    head = f"{item.code} {shortened(item.title, TITLE)}"
    if read is not None:
        of = f"{round_words(read.round, say)}{of_plan(answers[0].plan, facts)}"
        head += f"\n{of[0].upper()}{of[1:]}: {_counts(answers, facts)}."
    codes = len({one.code for one in answers}) > 1
    return Listing(head, [(one, _line(one, codes, facts)) for one in answers])


def _in_order(answers: Sequence[Answer]) -> list[Answer]:
    """The plan's; of several who answer for the same task, those first that have said nothing."""
    place = {one.code: number for number, one in enumerate(answers)}
    return sorted(answers, key=lambda one: (place[one.code], one.report is not None))


def _counts(answers: Sequence[Answer], facts: Facts) -> str:
    counts = Counter(name for one in answers for name in one.counts_as)
    return facts.say("{n} of {all} reported", n=counts["received"], all=counts["expected"])


def _line(one: Answer, names_task: bool, facts: Facts) -> str:
    state, who = state_words(one, facts.say), agency_label(one.now_called)
    if not names_task:
        return f"{one.now_called}: {state}"
    return f"{task_words(one, facts.say)} ({who}): {state}"


READ_TASK = about_plan(
    "read_task",
    _start,
    {"list": list_step("read_task", _listing)},
    plans_of=plans_with,
    refusal=_unknown,
)


# --- A task that is one's own to report on as well ------------------------------------------------


def _enter_which(slots: Slots, facts: Facts) -> Next | End:
    return Next("which", slots)


def _ask_which(slots: Slots, facts: Facts) -> Prompt:
    say, duty = facts.say, facts.known_by_id(slots["expectation_id"])
    choices = (Choice("read", say("Read what was answered")), Choice("report", say("Report on it")))
    title = shortened(duty.title, TITLE) if duty else ""
    asked = say("To read what was answered on it, or to report on it?")
    return Prompt(f"{slots['code']} {title}\n{asked}", choices)


def _take_which(slots: Slots, answer: Said, facts: Facts) -> Next | Retry | End:
    if answer.choice == "read":
        return Next(dialog="read_task", slots={"code": slots["code"]})
    if answer.choice == "report":
        return Next(dialog="report", slots={"expectation_id": slots["expectation_id"]})
    return Retry(facts.say("Please choose one of the answers."))


READ_OR_REPORT = Dialog(
    name="read_or_report", enter=_enter_which, steps={"which": Step(_ask_which, _take_which)}
)
