""" "Not our agency's task": which one, why; the planning department decides."""

from bot.dialogs.effects import ObjectToTask
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.requests.reasons import no_words
from bot.dialogs.requests.request_status import states_of
from bot.dialogs.requests.task_picker import (
    among,
    chosen_tasks,
    next_page,
    not_listed,
    which_prompt,
)
from bot.dialogs.tasks.wording import lead_line, task_line, task_name
from locales import mark


def _enter(slots: Slots, facts: Facts) -> Next | End:
    """`task` and `reason` of the slots, if given, are known already."""
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.is_focal:
        return End(facts.say("Only the focal person of the agency can say so."))
    states, free = states_of("objection", facts), _free(facts)
    if not free:
        return End(states) if states else Next(dialog="owed")
    if among([slots.get("task", 0)], free):
        outcome = _take_reason(slots, Answer(slots.get("reason", "")), facts)
        return Next("reason", slots) if isinstance(outcome, Retry) else outcome
    return Next("which", said=states)


def _free(facts: Facts) -> list[Duty]:
    """Owed, and no objection to them waits; the consolidated report is nobody else's."""
    said = facts.own.requests_of("objection")
    waiting = {key for key, one in said.items() if one.waits}
    return [one for one in facts.owed if one.expectation_id not in waiting and not one.sums_up]


def _task(slots: Slots, facts: Facts) -> Duty | None:
    return next(iter(among([slots["task"]], _free(facts))), None)


def _gone(facts: Facts) -> Next | End:
    """Not asked of the agency any more; or a colleague has said so already."""
    if facts.owed and (states := states_of("objection", facts)):
        return End("\n\n".join((facts.say("Nothing was stored."), states)))
    return Next(dialog="owed", said=facts.say("This task is no longer asked of your agency."))


def _ask_which(slots: Slots, facts: Facts) -> Prompt:
    question = facts.say(
        "Which task is not your agency's? Choose it, or type its code, such as 9.4."
    )
    return which_prompt(_free(facts), slots, question, facts.say, groups=False)


def _take_which(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    free = _free(facts)
    if not free:
        return _gone(facts)
    if answer.choice == "more":
        return Next("which", next_page(slots, free))
    ids = chosen_tasks(answer, free)
    if len(ids) != 1:
        return Retry(not_listed(answer, facts.say))
    return Next("reason", {"task": ids[0]})


def _ask_reason(slots: Slots, facts: Facts) -> Prompt:
    say, task = facts.say, _task(slots, facts)
    lines = [task_line(task, say, 300)] if task else []
    if task and task.printed != task.agency:
        lines.append(lead_line(task, say))
    lines.append(
        say(
            "Why is it not your agency's task, and whose is it, if you know? A few words are "
            "enough."
        )
    )
    return Prompt("\n".join(lines))


def _take_reason(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
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
        say("Not a task of this agency: {task}", task=task_line(task, say) if task else ""),
        say("Reason: {reason}", reason=slots["reason"]),
    ]
    return Prompt(
        "\n".join(lines),
        (
            Choice("yes", say("Correct, send it")),
            Choice("again", say("Write the reason again")),
            Choice("cancel", say("Cancel")),
        ),
    )


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, task = facts.say, _task(slots, facts)
    if answer.choice == "cancel":
        return End(say("Nothing was stored."))
    if task is None:
        return _gone(facts)
    if answer.choice == "again":
        return Next("reason", {"task": slots["task"]})
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    return End(
        say(
            "Sent: task {task} was said not to be your agency's. The planning department decides "
            "who answers for it; until then it stays on your list. To see how it stands, type "
            '"khong phai nhiem vu".',
            task=task_name(task, say),
        ),
        (ObjectToTask(task.expectation_id, slots["reason"]),),
    )


OBJECTION = Dialog(
    name="objection",
    enter=_enter,
    steps={
        "which": Step(_ask_which, _take_which, free_text=True, takes_codes=True),
        "reason": Step(_ask_reason, _take_reason, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    words=(
        "không phải nhiệm vụ",
        "không phải nhiệm vụ của đơn vị",
        "không thuộc nhiệm vụ",
        "không phải việc của đơn vị",
        "not ours",
    ),
    draft=mark("the word that a task is not yours"),
)
