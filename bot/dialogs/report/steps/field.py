"""One thing of a report is changed, without walking through all of its questions."""

from bot.dialogs.engine import Answer, Choice, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.questions import NAMES, fields_of, is_general
from bot.dialogs.report.step import StepResult, about, back_choice, step_of


def field_choices(task: Duty, facts: Facts) -> tuple[Choice, ...]:
    names = fields_of(task) if is_general(task) else ("status", *fields_of(task))
    return tuple(Choice(f"to_{name}", facts.say(NAMES[name])) for name in names)


def field_chosen(answer: Answer, task: Duty, facts: Facts) -> str:
    """The name of the field; empty where none was chosen."""
    known = {choice.key for choice in field_choices(task, facts)}
    return answer.choice.removeprefix("to_") if answer.choice in known and answer.choice else ""


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    question = about(task, facts.say("What is to be changed?"), facts.say)
    return Prompt(question, (*field_choices(task, facts), back_choice(facts.say)))


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    name = field_chosen(answer, task, facts)
    if not name:
        return Retry(facts.say("Please choose one of the answers."))
    return Next(name, {**slots, "only": True, "path": ["confirm"], "at": "confirm"})


FIELD = step_of("field", _ask, _take, some_text=True)
