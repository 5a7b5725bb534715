"""The echo of a reply on many tasks: yes, corrected, gone on with, or dropped."""

from dataclasses import replace
from typing import Any

from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.lines.flow import corrected
from bot.dialogs.tasks.lines.parsed_reply import Lines
from bot.dialogs.tasks.lines.settling import settled_below, told_below
from bot.dialogs.tasks.lines.storing import as_report, stored
from bot.dialogs.tasks.lines.wording import echo_of, not_understood, typed_as
from bot.dialogs.tasks.measures import read_measured
from bot.dialogs.tasks.wording import task_name
from bot.language.replies.fragments import says_all_done
from bot.language.replies.statuses import read_status_at_echo
from bot.language.replies.task_refs import is_of_all
from bot.language.wording import several_tasks
from bot.language.words.phrases import is_back
from bot.language.words.small_talk import read_yes_no, talk_in
from bot.language.words.tokens import tidy

FEW = 5  # tasks that are named one by one
SHORTEST = 8  # letters of what says more than a word that was mistyped


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, lines = facts.say, Lines.of(slots)
    head = say.plural(
        "Please check before {count} task is stored:",
        "Please check before {count} tasks are stored:",
        len(lines.said),
    )
    echo = "\n".join((head, *(echo_of(one, facts, lines) for one in lines.said)))
    choices = (
        Choice("yes", say("Correct, store it")),
        Choice("again", say("Correct something")),
        Choice("drop", say("Drop it")),
    )
    below = (*not_understood(lines, facts), *told_below(lines, facts))
    return Prompt("\n\n".join((echo, *below)), choices)


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    match answer.choice:
        case "yes":
            return stored(Lines.of(slots), facts)
        case "again":
            return Next("again", slots)
        case "drop":
            return Next("drop", slots)
    told = settled_below(slots, answer, facts) or _told(slots, answer, facts)
    return told or Retry(facts.say("Please choose one of the answers."))


def _told(slots: Slots, answer: Answer, facts: Facts) -> Next | End | None:
    said_more = _said_more(slots, answer, facts)
    if said_more and _is_of_the_one(answer.text):
        hint = facts.say('Taken for this task alone. For all tasks, type "tat ca xong".')
        return replace(said_more, said=hint)
    return corrected(slots, answer, facts) or said_more


def _is_of_the_one(text: str) -> bool:
    """ "Xong hết" below one task says how far that one is; "tất cả xong" names the others."""
    return read_status_at_echo(text) is not None and says_all_done(text) and not is_of_all(text)


def _said_more(slots: Slots, answer: Answer, facts: Facts) -> Next | None:
    """ "70%", "Kết quả: …" below the echo of one task: its report goes on with that."""
    said = Lines.of(slots).said
    if len(said) != 1 or talk_in(answer.text) or is_back(answer.text):
        return None
    task = facts.known_by_id(said[0].expectation_id)
    is_number = tidy(answer.text).isdecimal()  # perhaps of a list
    is_value = task is not None and task.is_indicator and read_measured(answer.text, task, facts)
    says = ("%" in answer.text or is_value or read_status_at_echo(answer.text)) and not is_number
    if len(answer.text) < SHORTEST and not says:
        return None
    return Next(dialog="report", slots={**as_report(said[0], facts), "more": answer.text})


def goes_on_in_report(lines: Lines, facts: Facts) -> dict[str, Any] | None:
    """The slots of the report that the echo of one task goes on in; None where there is none."""
    if len(lines.said) != 1 or lines.unsure or lines.said[0].lacks:
        return None
    return as_report(lines.said[0], facts)


def _ask_drop(slots: Slots, facts: Facts) -> Prompt:
    """What was typed is not thrown away by one digit that may have been meant for a list."""
    say, lines = facts.say, Lines.of(slots)
    tasks = [facts.known_by_id(one.expectation_id) for one in lines.said]
    names = [task_name(one, say) for one in tasks if one]
    several = several_tasks(names, say) if len(names) > FEW else ", ".join(names)
    question = say("Drop what was typed on {tasks}?", tasks=several)
    return Prompt(question, (Choice("no", say("No, keep it")), Choice("yes", say("Yes, drop it"))))


def _take_drop(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "yes":
        return End(facts.say("Nothing was stored."))
    if answer.choice == "no" or is_back(answer.text):
        return Next("confirm", slots)
    return corrected(slots, answer, facts) or Retry(facts.say("Please choose one of the answers."))


def _ask_again(slots: Slots, facts: Facts) -> Prompt:
    lines = Lines.of(slots)
    tasks = [facts.known_by_id(one.expectation_id) for one in lines.said]
    typed = next((typed_as(task, facts, lines) for task in tasks if task), "1")
    text = facts.say(
        'Please type only what is to be corrected, such as: {task} 70%. "drop {task}" leaves a '
        "task out; the others stay as they are.",
        task=typed,
    )
    return Prompt(text, (Choice("back", facts.say("Nothing to correct")),))


def _take_again(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if answer.choice == "back" or read_yes_no(answer.text) is False:
        return Next("confirm", slots)
    return _told(slots, answer, facts) or Retry(facts.say("Sorry, that was not understood."))


CONFIRM = Step(_ask_confirm, _take_confirm, some_text=True)
DROP = Step(_ask_drop, _take_drop, some_text=True)
AGAIN = Step(_ask_again, _take_again, free_text=True)
