"""A task that a letter gives: what, by which letter, until when, who leads; then a last look."""

from datetime import date

from bot.dialogs.effects import GiveTask
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
from bot.language.document_numbers import read_document
from bot.language.wording import day, shortened, weekday_and_day
from locales import mark


def _start(slots: Slots, facts: Facts) -> Next | End:
    return Next("title", {"plan": slots["plan"]})


def _ask_title(slots: Slots, facts: Facts) -> str:
    return facts.say(
        "A task that a letter gives, beside those of the {plan}. What is to be done? The agencies "
        "read it as you write it.",
        plan=plan_of(slots, facts).title,
    )


def _ask_letter(slots: Slots, facts: Facts) -> Prompt:
    return Prompt(
        facts.say("Which document gives it? Its number and day, such as: 123/UBND-TH 05/03/2026")
    )


def _take_letter(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, read = facts.say, read_document(answer.text, facts.today)
    if read is None:
        seen = shortened(answer.text, 60)
        return Retry(say('"{text}" was not read as a number and a day.', text=seen))
    if read.on is None:
        return Retry(say("Please add the day of {number}.", number=read.number))
    if read.on > facts.today:
        return Retry(say("{day} is still to come; please look at the day.", day=day(read.on)))
    found = {**slots, "letter": read.number, "issued": read.on.isoformat()}
    return Next(behind("due")(slots), found)


def _ask_who(slots: Slots, facts: Facts) -> str:
    return facts.say(
        "Who leads it? Type names or abbreviations, parted by semicolons or line by line, such "
        "as: SCT; Sở Y tế."
    )


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, due_on = facts.say, date.fromisoformat(slots["due"])
    issued = day(date.fromisoformat(slots["issued"]))
    lines = (
        say("Please check before it is stored:"),
        say("The task: {title}", title=slots["title"]),
        say("By document {number} of {day}", number=slots["letter"], day=issued),
        say("Due: {day}", day=weekday_and_day(due_on, say)) + day_off(due_on, facts),
        say("Led by: {names}", names=names_of(slots["agencies"], slots, facts)),
    )
    choices = (
        Choice("yes", say("Correct, give the task")),
        Choice("title", say("Change the wording")),
        Choice("letter", say("Change the document")),
        Choice("due", say("Change the day")),
        Choice("who", say("Choose agencies anew")),
        Choice("cancel", say("Cancel")),
    )
    return Prompt("\n".join(lines), choices)


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    match answer.choice:
        case "yes":
            return _given(slots, facts)
        case "title" | "due" | "letter":
            return Next(answer.choice, slots)
        case "who":
            return Next("who", {**slots, "agencies": []})
        case "cancel":
            return End(facts.say("Nothing was stored."))
    return Retry(facts.say("Please choose one of the answers."))


def _given(slots: Slots, facts: Facts) -> Next | Retry | End:
    due_on, say = date.fromisoformat(slots["due"]), facts.say
    problem = not_due(due_on, facts)
    if problem:
        return Next("due", slots, said=problem)
    agencies = tuple(key for key in slots["agencies"] if key in called(slots, facts))
    said = say(
        "Stored as a task of the plan, due on {day}. Those who lead it hear of it in the next "
        "office hours, and are reminded ahead of its day.",
        day=weekday_and_day(due_on, say),
    )
    effect = GiveTask(
        plan_id=slots["plan"],
        title=slots["title"],
        letter=slots["letter"],
        issued_on=date.fromisoformat(slots["issued"]),
        due_on=due_on,
        agency_ids=agencies,
    )
    return End(said, (effect,))


GIVE_TASK = about_plan(
    "give_task",
    _start,
    {
        "title": title_step(_ask_title, behind("letter")),
        "letter": Step(_ask_letter, _take_letter, free_text=True),
        "due": day_step(behind("who")),
        **agency_steps(_ask_who, everybody=False),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    words=(
        *("giao nhiệm vụ", "giao việc", "giao nhiệm vụ theo văn bản", "thêm nhiệm vụ"),
        "give task",
    ),
    draft=mark("the task to be given"),
)
