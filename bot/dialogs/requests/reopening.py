"""Asking to change what was accepted: the reason, then a look before it is sent."""

from bot.dialogs.effects import AskReopening
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.requests.reasons import no_words
from bot.dialogs.tasks.wording import task_line, task_name
from bot.language.wording import day
from locales import mark


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`expectation_id`: of an accepted answer."""
    if facts.person is None:
        return Next(dialog="link")
    task = _task(slots, facts)
    if task is None:
        return Next(dialog="correct")
    asked = facts.own.requests_of("reopening").get(task.expectation_id)
    if asked is not None and asked.waits:
        return End(
            facts.say(
                "{task}: it was asked on {day} to reopen the accepted report. The planning "
                "department has not decided yet; until then the accepted one counts.",
                task=task_name(task, facts.say),
                day=day(asked.said_on),
            )
        )
    refused = ""
    if asked is not None and not asked.accepted:
        refused = facts.say("Not reopened, for this reason: {answer}", answer=asked.answer)
    return Next("reason", {"expectation_id": task.expectation_id}, said=refused)


def _task(slots: Slots, facts: Facts) -> Duty | None:
    task = facts.known_by_id(int(slots.get("expectation_id", 0)))
    return task if task is not None and task.is_locked else None


def _gone(facts: Facts) -> Next:
    said = facts.say("This report can be corrected at once, or is no longer there.")
    return Next(dialog="owed", said=said)


def _ask_reason(slots: Slots, facts: Facts) -> Prompt:
    task = _task(slots, facts)
    question = facts.say(
        "The planning department has accepted this report. To change it, please ask for it to be "
        "reopened: what is to be changed, and why? A few words are enough."
    )
    lines = [task_line(task, facts.say), question] if task else [question]
    return Prompt("\n".join(lines), (Choice("cancel", facts.say("Leave it as it is")),))


def _take_reason(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "cancel":
        return End(facts.say("Nothing was changed."))
    if _task(slots, facts) is None:
        return _gone(facts)
    reason = " ".join(answer.text.split())
    if hint := no_words(reason, facts):
        return Retry(hint)
    return Next("confirm", {**slots, "reason": reason})


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, task = facts.say, _task(slots, facts)
    lines = [
        say("Please check before it is sent to the planning department:"),
        say("To be reopened: {task}", task=task_line(task, say) if task else ""),
        say("Reason: {reason}", reason=slots["reason"]),
    ]
    choices = (
        Choice("yes", say("Correct, send it")),
        Choice("again", say("Write the reason again")),
        Choice("cancel", say("Cancel")),
    )
    return Prompt("\n".join(lines), choices)


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, task = facts.say, _task(slots, facts)
    if answer.choice == "cancel":
        return End(say("Nothing was stored."))
    if task is None:
        return _gone(facts)
    if answer.choice == "again":
        return Next("reason", {"expectation_id": task.expectation_id})
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    said = say(
        "Sent: it was asked to reopen the report on {task}. You will hear of the decision; until "
        "then the accepted report counts.",
        task=task_name(task, say),
    )
    return End(said, (AskReopening(task.expectation_id, slots["reason"]),))


REOPENING = Dialog(
    name="reopening",
    enter=_enter,
    steps={
        "reason": Step(_ask_reason, _take_reason, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    draft=mark("the wish to reopen a report"),
)
