"""The questions that words answer: result, difficulties, proposals."""

from dataclasses import replace
from typing import Any

from bot.dialogs.engine import Answer, Choice, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.labelled_answers import without_own_label
from bot.dialogs.report.answers.no_content import no_content
from bot.dialogs.report.answers.prefill import (
    answered_before,
    keep_choice,
    kept,
    shown,
    skip_choice,
)
from bot.dialogs.report.questions import is_general, is_required, questions_of, text_question
from bot.dialogs.report.step import StepResult, about, back_choice, going_on, status_of, step_of
from bot.language.words.phrases import is_none, is_nothing, is_skip

NEARLY_FULL = 0.9  # of a message: the phone may have cut the text


def step_for(question: str) -> Step:
    def ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
        return _ask(question, slots, facts, task)

    def take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
        return take_text(question, slots, answer, facts, task)

    return step_of(question, ask, take, free_text=True)


def may_go_on(text: str, facts: Facts) -> bool:
    return len(text) >= NEARLY_FULL * facts.message_length


def first_of_general(question: str, task: Duty) -> bool:
    """Where "nothing to report" is offered."""
    return is_general(task) and not task.sums_up and question == questions_of(task, "")[0]


def _ask(question: str, slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say, before = facts.say, answered_before(question, slots, facts, task)
    text = about(task, text_question(question, task, say), say)
    choices = keep_choice(before, question, facts)
    if first_of_general(question, task):
        choices.append(Choice("nothing", say("Nothing to report")))
    if not is_required(task, status_of(slots, task), question):
        choices.append(skip_choice(before, facts))
    choices.append(back_choice(say))
    return Prompt("\n".join((text, *shown(before, facts))), tuple(choices))


def take_text(question: str, slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    answer = replace(answer, text=without_own_label(answer.text, question))
    old = kept(question, slots, answer, facts, task)
    if isinstance(old, Retry):
        return old
    if old is not None:
        return going_on(question, slots, task, **old.slots)
    if first_of_general(question, task) and says_nothing(answer):
        return Next("confirm", with_nothing(slots, task))
    is_skipped = answer.choice == "skip" or is_skip(answer.text) or is_none(answer.text)
    text = "" if is_skipped else answer.text
    if not text and is_required(task, status_of(slots, task), question):
        return Retry(facts.say("A few words are needed here."))
    if hint := no_content(question, text, facts):
        return Retry(hint)
    filled = {**slots, question: text, "nothing": False}
    if may_go_on(text, facts):
        return Next("more", {**filled, "at": question})
    return going_on(question, filled, task)


def with_nothing(slots: Slots, task: Duty) -> dict[str, Any]:
    """The slots once there is nothing to report."""
    first = questions_of(task, "")[0]
    return {**slots, "nothing": True, "path": [*slots.get("path", ()), first]}


def says_nothing(answer: Answer) -> bool:
    return answer.choice == "nothing" or (answer.choice is None and is_nothing(answer.text))
