"""An ad-hoc round: what is asked, until when, of whom; then a last look before it is opened."""

from datetime import date

from bot.dialogs.effects import OpenAdHoc
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.planner.actions.asking import (
    agency_steps,
    behind,
    called,
    day_off,
    day_step,
    names_of,
    not_due,
    title_step,
)
from bot.dialogs.planner.plan_choice import about_plan, plan_of
from bot.language.wording import weekday_and_day
from locales import mark


def _start(slots: Slots, facts: Facts) -> Next | End:
    return Next("title", {"plan": slots["plan"]})


def _cancelled(facts: Facts) -> End:
    return End(facts.say("Nothing was stored."))


def _ask_title(slots: Slots, facts: Facts) -> str:
    return facts.say(
        "An ad-hoc report for {plan}. What is asked, in one sentence? The agencies read it as you "
        "write it.",
        plan=plan_of(slots, facts).title,
    )


def _ask_who(slots: Slots, facts: Facts) -> str:
    return facts.say(
        "Of which agencies? Type their names or abbreviations, parted by semicolons or line by "
        "line, such as: SCT; Sở Y tế."
    )


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, due_on = facts.say, date.fromisoformat(slots["due"])
    lines = [
        say("Please check before it is sent:"),
        say("Asked: {title}", title=slots["title"]),
        say("Due: {day}", day=weekday_and_day(due_on, say)) + day_off(due_on, facts),
        say.plural(
            "Of {count} agency: {names}",
            "Of {count} agencies: {names}",
            len(slots["agencies"]),
            names=names_of(slots["agencies"], slots, facts),
        ),
    ]
    choices = (
        Choice("yes", say("Correct, send the request")),
        Choice("title", say("Change the wording")),
        Choice("due", say("Change the day")),
        Choice("add", say("Add agencies")),
        Choice("who", say("Choose agencies anew")),
        Choice("cancel", say("Cancel")),
    )
    return Prompt("\n".join(lines), choices)


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    kept = {name: slots[name] for name in ("plan", "title", "due", "agencies")}
    match answer.choice:
        case "yes":
            return _opened(slots, facts)
        case "title" | "due":
            return Next(answer.choice, kept)
        case "add":
            return Next("who", kept)
        case "who":
            return Next("who", {**kept, "agencies": []})
        case "cancel":
            return _cancelled(facts)
    return Retry(facts.say("Please choose one of the answers."))


def _opened(slots: Slots, facts: Facts) -> Next | Retry | End:
    due_on, say = date.fromisoformat(slots["due"]), facts.say
    problem = not_due(due_on, facts)
    if problem:
        return Next("due", slots, said=problem)
    names = called(slots, facts)
    agencies = tuple(key for key in slots["agencies"] if key in names)
    until = weekday_and_day(due_on, say)
    said = say.plural(
        "Opened: {count} agency is asked until {day}. Its focal person hears of it with the next "
        'reminder in office hours; type "chua bao cao" to see who has answered.',
        "Opened: {count} agencies are asked until {day}. Their focal persons hear of it with the "
        'next reminder in office hours; type "chua bao cao" to see who has answered.',
        len(agencies),
        day=until,
    )
    return End(said, (OpenAdHoc(slots["plan"], slots["title"], due_on, agencies),))


AD_HOC = about_plan(
    "ad_hoc",
    _start,
    {
        "title": title_step(_ask_title, behind("due")),
        "due": day_step(behind("who")),
        **agency_steps(_ask_who, everybody=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    words=("đột xuất", "ad hoc"),
    draft=mark("the question to agencies"),
)
