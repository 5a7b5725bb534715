"""Returning a report: the reason, then a look at what is sent to whoever reported."""

from datetime import date

from bot.dialogs.effects import ReviewReports
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.planner import SubmittedReport
from bot.dialogs.planner.plan_choice import about_plan, plan_of
from bot.dialogs.planner.review.queue import gone, on_to_next, submitted
from bot.dialogs.planner.review.reasons import no_reason
from bot.dialogs.tasks.wording import task_name
from bot.language.wording import weekday_and_day
from bot.language.words.phrases import is_back
from locales import mark
from storage.rounds.reminder_settings import completion_days_of


def _start(slots: Slots, facts: Facts) -> Next | End:
    """`reason`: what was typed behind the choice, if anything."""
    kept = {"plan": slots["plan"], "report": slots["report"]}
    if slots.get("reason") and not no_reason(slots["reason"], facts):
        return Next("confirm", {**kept, "reason": slots["reason"]})
    return Next("reason", kept)


def _about(one: SubmittedReport, facts: Facts) -> str:
    return f"{task_name(one.task, facts.say)}, {one.task.agency}"


def _ask_reason(slots: Slots, facts: Facts) -> Prompt:
    one, back = submitted(slots, facts), Choice("back", facts.say("Do not return it"))
    if one is None:
        return Prompt(gone(facts), (back,))
    question = facts.say(
        "{about}: what is to be completed or corrected? Whoever reported will read it.",
        about=_about(one, facts),
    )
    return Prompt(question, (back,))


def _take_reason(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if submitted(slots, facts) is None:
        return on_to_next(slots, gone(facts))
    if answer.choice == "back" or is_back(answer.text):
        return _back(slots)
    reason = answer.text.strip()
    if hint := no_reason(reason, facts):
        return Retry(hint)
    return Next("confirm", {**slots, "reason": reason})


def _back(slots: Slots) -> Next:
    """To the same report again."""
    return Next(dialog="review", slots={"plan": slots["plan"], "after": slots["report"] - 1})


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    one, say = submitted(slots, facts), facts.say
    back = Choice("back", say("Do not return it"))
    if one is None:
        return Prompt(gone(facts), (back,))
    lines = (
        say("Return the report {about}?", about=_about(one, facts)),
        say("What is asked: {reason}", reason=slots["reason"]),
        say("To be completed by {day}.", day=weekday_and_day(_complete_by(slots, facts), say)),
        _told(one, facts),
    )
    choices = (Choice("yes", say("Return it")), Choice("again", say("Write it again")), back)
    return Prompt("\n".join(lines), choices)


def _complete_by(slots: Slots, facts: Facts) -> date:
    """The short day it gets."""
    days = completion_days_of(plan_of(slots, facts))
    return facts.calendar.add_working_days(facts.today, days)


def _told(one: SubmittedReport, facts: Facts) -> str:
    if one.told:
        return facts.say("It will be sent to {names}.", names=", ".join(one.told))
    return facts.say("Nobody of the agency can be reached here: please telephone as well.")


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    one = submitted(slots, facts)
    if one is None:
        return on_to_next(slots, gone(facts))
    match answer.choice:
        case "yes":
            said = facts.say("Returned: {about}.", about=_about(one, facts))
            ids, reason = (slots["report"],), slots["reason"]
            return on_to_next(slots, said, ReviewReports(slots["plan"], ids, False, reason))
        case "again":
            return _start({**slots, "reason": ""}, facts)
        case "back":
            return _back(slots)
    return _added(slots, answer, facts)


def _added(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry:
    """What is typed below the reason goes on with it, and is shown again before it is sent."""
    more = answer.text.strip()
    if no_reason(more, facts) or more.isdecimal():
        return Retry(facts.say("Please choose one of the answers."))
    return Next("confirm", {**slots, "reason": f"{slots['reason']}\n{more}"})


RETURNING = about_plan(
    "returning",
    _start,
    {
        "reason": Step(_ask_reason, _take_reason, free_text=True, takes_questions=True),
        "confirm": Step(_ask_confirm, _take_confirm, some_text=True),
    },
    draft=mark("the return of a report"),
)
