"""A text that nearly filled its message: asks whether there is more of it."""

from bot.dialogs.engine import Answer, Choice, Next, Prompt, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.questions import NAMES
from bot.dialogs.report.step import StepResult, about, back_choice, going_on, joined, step_of
from bot.dialogs.report.steps.all_in_one import take_all
from bot.dialogs.report.steps.texts import may_go_on


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    """`at` names the question whose answer may go on, "rest" for all of them in one message."""
    say, question = facts.say, slots["at"]
    text = say(
        "{count} letters were received for: {name}. If there is more, please send it now; if that "
        "was all, choose the answer below.",
        count=len(slots[question]),
        name=say(NAMES[question]),
    )
    return Prompt(about(task, text, say), (Choice("done", say("That was all")), back_choice(say)))


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    question = slots["at"]
    if answer.choice == "done":
        return _done(question, slots, facts, task)
    filled = {**slots, question: joined(slots[question], answer.text)}
    if may_go_on(answer.text, facts):
        return Next("more", filled)
    return _done(question, filled, facts, task)


def _done(question: str, slots: Slots, facts: Facts, task: Duty) -> StepResult:
    if question == "rest":
        return take_all(slots, slots["rest"], facts, task)
    return going_on(question, slots, task)


MORE = step_of("more", _ask, _take, free_text=True)
