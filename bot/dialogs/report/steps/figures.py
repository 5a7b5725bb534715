"""The questions that a number answers: a percentage, or the value of an indicator."""

import re

from bot.dialogs.engine import Answer, Choice, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.prefill import (
    answered_before,
    keep_choice,
    kept,
    shown,
    skip_choice,
    told_before,
)
from bot.dialogs.report.questions import MEASURED_STATUSES, NAMES
from bot.dialogs.report.step import StepResult, about, back_choice, going_on, joined, step_of
from bot.dialogs.tasks.measures import (
    history_line,
    is_measurable,
    read_asked,
    target_line,
    value_question,
)
from bot.dialogs.tasks.task_numbers import task_numbered
from bot.dialogs.tasks.wording import figures_lines, lead_line, task_line
from bot.language.numbers.percentages import read_percent
from bot.language.replies.statuses import gives_a_cause, read_status
from bot.language.wording import STATUS_WORDS
from bot.language.words.phrases import is_no_figure, is_none, is_skip, is_yes
from locales import Translator


def introduced(task: Duty, facts: Facts) -> list[str]:
    """What a report begins with: the task, its target, what was said before."""
    say, lines = facts.say, [task_line(task, facts.say, 600)]
    if task.printed != task.agency:
        lines.append(lead_line(task, say))
    return [
        *lines,
        *target_line(task, say),
        *history_line(task, facts),
        *figures_lines([task], say),
        *told_before(facts, task),
    ]


_SIGNED = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?\s?%)\s+([^\W\d].*)", re.DOTALL)
SAYS_MORE = 6  # letters: then it is no mistyped figure


# --- Percent --------------------------------------------------------------------------------------


def _ask_percent(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say, before = facts.say, answered_before("percent", slots, facts, task)
    question = say('How much is done, in percent? Such as 60; type "bo qua" to skip this.')
    choices = (
        *keep_choice(before, "percent", facts),
        skip_choice(before, facts),
        back_choice(say),
    )
    text = "\n".join((about(task, question, say), *shown(before, facts)))
    return Prompt(text, choices, numbered=False)


def _take_percent(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    old = kept("percent", slots, answer, facts, task)
    if isinstance(old, Retry):
        return old
    if old is not None:
        return going_on("percent", slots, task, **old.slots)
    if answer.choice == "skip" or is_skip(answer.text):
        return going_on("percent", slots, task, percent=None)
    if is_none(answer.text):
        return going_on("percent", slots, task, percent=None)
    percent, words = with_words(answer.text)
    if words:
        told = {**slots, "percent": percent, "path": [*slots.get("path", ()), "percent"]}
        return going_on("result", told, task, result=_added("result", slots, words))
    if percent is None and sum(letter.isalpha() for letter in answer.text) >= SAYS_MORE:
        return _kept_as_words("result", slots, answer.text, facts)
    if percent is None:
        return Retry(facts.say('"{text}" is no percentage from 0 to 100.', text=answer.text))
    return going_on("percent", slots, task, percent=percent)


def with_words(text: str) -> tuple[float | None, str]:
    """ "60, da mo 12 lop", "60% da mo 12 lop": the share, and what is told behind it."""
    signed = _SIGNED.match(text)
    figure, words = signed.groups() if signed else text.partition(", ")[::2]
    percent = read_percent(figure)
    if percent is None or read_percent(text) is not None:
        return read_percent(text), ""
    return (None, "") if signed and gives_a_cause(words) else (percent, words.strip())


def _added(name: str, slots: Slots, text: str) -> str:
    return joined(slots.get(name, ""), text)


def _kept_as_words(name: str, slots: Slots, text: str, facts: Facts) -> Next:
    """ "đã mở 5 lớp" is no share of the work, and is not lost: the figure is asked for again."""
    said = facts.say("Added to: {name}.", name=facts.say(NAMES[name]))
    return Next("percent", {**slots, name: _added(name, slots, text)}, said=said)


# --- Value ----------------------------------------------------------------------------------------


def _ask_value(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say, before = facts.say, answered_before("value", slots, facts, task)
    unit = f" ({task.unit})" if task.unit else ""
    question = say("What is the value reached{unit}?", unit=unit)
    if slots.get("path"):
        known = (*target_line(task, say), *history_line(task, facts))
        lines = [about(task, question, say), *known, *shown(before, facts)]
    else:
        lines = [*introduced(task, facts), question]
    choices = (
        *keep_choice(before, "value", facts),
        Choice("no_figure", say("No figure yet")),
        back_choice(say),
    )
    return Prompt("\n".join(lines), choices, numbered=False)


def _take_value(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    old = kept("value", slots, answer, facts, task)
    if isinstance(old, Retry):
        return old
    if old is not None:
        return going_on("value", slots, task, **old.slots)
    if answer.choice == "no_figure" or is_skip(answer.text) or _has_none(answer.text):
        return without_figure("value", slots)
    text = without_its_number(answer.text, facts, task)
    return in_status("value", slots, text, facts, task) or take_measured(slots, text, facts, task)


def without_its_number(text: str, facts: Facts, task: Duty) -> str:
    """ "1 85%" to the question on the first task of the list, as it would be typed in a line."""
    number, _, figure = text.partition(" ")
    if not number.isdecimal() or len(number) > 3 or read_asked(text, task, facts):
        return text
    is_its = task_numbered(int(number), facts) is task
    return figure if is_its and read_asked(figure, task, facts) else text


def _has_none(text: str) -> bool:
    return is_none(text) or is_no_figure(text)


def without_figure(step: str, slots: Slots) -> Next:
    """Then at least how it stands."""
    return Next("status", {**slots, "value": "", "path": [*slots.get("path", ()), step]})


def in_status(step: str, slots: Slots, text: str, facts: Facts, task: Duty) -> Next | None:
    """ "xong", "đang làm" in place of a value: kept, and the value is asked for once more."""
    said = read_status(text) if task.is_indicator else None
    if said is None or said.percent is not None or said.note:
        return None
    told = facts.say("Status") + ": " + facts.say(STATUS_WORDS[said.status])
    slots = {**slots, "status": said.status.value}
    if said.status not in MEASURED_STATUSES:
        return going_on("status", {**slots, "value": ""}, task, said=told)
    return Next(step, slots, said=told)


def take_measured(slots: Slots, text: str, facts: Facts, task: Duty) -> Next:
    """On with the value, or to the question whether it was read rightly."""
    read = read_asked(text, task, facts)
    if read is None and not is_measurable(task):
        return going_on("value", slots, task, value=text)  # the plan itself has words here
    if read is None or read[1]:
        asked = {**slots, "at": "value", "typed": text, "read": read[0] if read else ""}
        return Next("check", asked)
    return going_on("value", slots, task, value=read[0], said=_read_as(read[0], facts.say))


def _read_as(words: str, say: Translator) -> str:
    return say("Value: {value}.", value=words)


def _ask_check(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say, typed = facts.say, slots["typed"]
    if slots["read"]:
        question = value_question(slots["read"], task, facts)
        yes = Choice("yes", say("Right"))
    else:
        question = say(
            'No single value could be read in "{text}". Is it to be kept as it is written?',
            text=typed,
        )
        yes = Choice("yes", say("Keep as written"))
    lines = (about(task, question, say), *target_line(task, say))
    hint = say("If not, please type the value again.")
    return Prompt("\n".join((*lines, hint)), (yes, back_choice(say)), numbered=False)


def _take_check(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    if answer.choice == "yes" or is_yes(answer.text):
        return going_on("value", slots, task, value=slots["read"] or slots["typed"])
    return take_measured(slots, answer.text, facts, task)


# --- Reading --------------------------------------------------------------------------------------


PERCENT = step_of("percent", _ask_percent, _take_percent, free_text=True)
VALUE = step_of("value", _ask_value, _take_value, free_text=True)
CHECK = step_of("check", _ask_check, _take_check, free_text=True)
