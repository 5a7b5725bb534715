"""Words that do not answer the question at hand: offered as an addition to an answer before."""

import re

from bot.dialogs.engine import Answer, Choice, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.labelled_answers import is_labelled, parts_of
from bot.dialogs.report.questions import NAMES, TEXTS, questions_of
from bot.dialogs.report.step import StepResult, about, joined, status_of, step_of
from bot.language.replies.layouts.labels import BY_LABEL
from bot.language.wording import shortened
from bot.language.words.phrases import is_skip
from locales import mark
from storage.names import fold

SHORTEST = 8  # letters; less is a slip, not a part of a report
SHOWN = 200

_TO = {
    "result": mark("Add to the result"),
    "difficulties": mark("Add to the difficulties"),
    "proposals": mark("Add to the proposals"),
}
_INTO = re.compile(r"^(?:them )?(?:vao |o )?(?:muc |phan )?")
_NUMBER = re.compile(r"\d+\s*/\s*\w")  # meant as a document, though it could not be read


def offered(at: str, slots: Slots, text: str, task: Duty) -> Next | None:
    """To the question where it belongs, if it can belong anywhere; `at`: where it came."""
    if (
        len(text) < SHORTEST
        or not _targets(slots, task)
        or (at == "document" and len(text) < SHOWN and _NUMBER.search(text))
    ):
        return None
    return Next("addition", {**slots, "at": at, "addition": text})


def _targets(slots: Slots, task: Duty) -> list[str]:
    """The texts of this report that were asked already."""
    asked = questions_of(task, status_of(slots, task))
    return [name for name in asked if name in TEXTS and name in slots]


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say = facts.say
    question = say('Where does "{text}" belong?', text=shortened(slots["addition"], SHOWN))
    choices = [Choice(f"to_{name}", say(_TO[name])) for name in _targets(slots, task)]
    choices.append(Choice("drop", say("Leave it out")))
    return Prompt(about(task, question, say), tuple(choices))


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    if answer.choice == "drop" or (answer.choice is None and is_skip(answer.text)):
        return Next(slots["at"], slots)
    if answer.choice is None and is_labelled(answer.text):
        return _in_its_place(slots, answer.text, facts, task)
    name = (answer.choice or "").removeprefix("to_") or _field_named(answer.text)
    if name in _targets(slots, task):
        said = facts.say("Added to: {name}.", name=facts.say(NAMES[name]))
        return Next(
            slots["at"], {**slots, name: f"{slots[name]}\n{slots['addition']}".strip()}, said=said
        )
    if answer.choice is None and len(answer.text) >= SHORTEST:
        return Next("addition", {**slots, "addition": joined(slots["addition"], answer.text)})
    return Retry(facts.say("Please choose one of the answers."))


def _in_its_place(slots: Slots, text: str, facts: Facts, task: Duty) -> StepResult:
    """ "Kết quả: …": the words with their own place, in the stead of those that had none."""
    targets = _targets(slots, task)
    parts = parts_of(text, targets, targets, {})
    if not parts.is_sure or not parts.words:
        return Retry(facts.say("Please choose one of the answers."))
    return Next(slots["at"], {**slots, **parts.words})


def _field_named(text: str) -> str:
    """ "kết quả", "thêm vào khó khăn": the field; empty where none is named."""
    return BY_LABEL.get(_INTO.sub("", fold(text)), "")


ADDITION = step_of("addition", _ask, _take, some_text=True)
