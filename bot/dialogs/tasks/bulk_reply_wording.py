"""A reply on many tasks in words: the echo of what was understood, and what was not."""

from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.bulk_reply_lines import Lines, ParsedReply
from bot.dialogs.tasks.measures import target_line
from bot.dialogs.tasks.task_numbers import numbers_of
from bot.dialogs.tasks.wording import task_name
from bot.language.numbers.percentages import percent_words
from bot.language.replies.task_refs import ALL, REST
from bot.language.wording import STATUS_WORDS, shortened
from locales import mark

TITLE = 50  # letters: many tasks fit into one message
NOTE = 80

_MANY = {ALL: mark("all tasks"), REST: mark("the other tasks")}


def echo_of(one: ParsedReply, facts: Facts) -> str:
    """ "- 1.2 (số 2) Phát triển năng lượng…: Đang triển khai, 60%. Ghi chú: …" """
    task, say = facts.known_by_id(one.expectation_id), facts.say
    if task is None:
        return ""
    title = f" {shortened(task.title, TITLE)}" if task.code else ""
    line = f"- {name_of(task, facts)}{title}: {_status_words(one, facts)}"
    if one.value:
        line = f"- {name_of(task, facts)}{title}: {say('Value')} {one.value}"
    if one.note:
        line += ". " + say("Note: {note}", note=shortened(one.note, NOTE))
    if one.was:
        line += " " + say("(in place of: {status})", status=say(STATUS_WORDS[one.was]))
    return line


def not_understood(lines: Lines, facts: Facts) -> list[str]:
    say, told = facts.say, []
    if lines.unread:
        told.append(
            say(
                "Not understood, so not to be stored: {parts}. Please type that part again, such "
                "as: 3 60%, 5 difficulties: no funds.",
                parts="; ".join(f'"{shortened(part, NOTE)}"' for part in lines.unread),
            )
        )
    told += _figures_missing(lines, facts)
    if lines.strange:
        told.append(say("Not among your agency's tasks: {refs}.", refs=", ".join(lines.strange)))
    if lines.twofold:
        told.append(
            say(
                "Not clear which task or status is meant: {refs}. Please type it again.",
                refs=", ".join(say(_MANY.get(ref, ref)) for ref in lines.twofold),
            )
        )
    return told


def _figures_missing(lines: Lines, facts: Facts) -> list[str]:
    """What a value has to be given for, and what else "all" does not answer."""
    say, told = facts.say, []
    for one in lines.doubtful:
        if task := facts.known_by_id(one.expectation_id):
            target = "; ".join(target_line(task, say)) or task.unit
            told.append(
                say(
                    'Please check the value of {task} and type it again: "{text}" ({target}).',
                    task=name_of(task, facts),
                    text=one.words,
                    target=target,
                )
            )
    tasks = [task for one in lines.missing if (task := facts.known_by_id(one))]
    figures = ", ".join(task.code for task in tasks if task.is_indicator)
    others = ", ".join(task_name(task, say) for task in tasks if not task.is_indicator)
    if figures:
        told.append(say("Figures still missing: {tasks}.", tasks=figures))
    if others:
        told.append(say("Still to be answered by itself: {tasks}.", tasks=others))
    return told


def name_of(task: Duty, facts: Facts) -> str:
    """ "1.4 (số 3)": the code, and the number that may have been typed."""
    number = numbers_of(facts.numbers_shown(), facts).get(task.expectation_id)
    return facts.say("{task} (no. {number})", task=task_name(task, facts.say), number=number)


def typed_as(task: Duty, facts: Facts) -> str:
    return str(numbers_of(facts.numbers_shown(), facts).get(task.expectation_id, task.code))


def _status_words(one: ParsedReply, facts: Facts) -> str:
    words = facts.say(STATUS_WORDS[one.status])
    return (
        words
        if one.percent is None or one.percent in (0, 100)
        else f"{words}, {percent_words(one.percent)}"
    )
