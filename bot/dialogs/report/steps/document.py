"""The number and day of the document that was sent."""

from bot.dialogs.engine import Answer, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.answers.prefill import (
    answered_before,
    keep_choice,
    kept,
    shown,
    skip_choice,
)
from bot.dialogs.report.step import StepResult, about, back_choice, going_on, step_of
from bot.dialogs.report.steps.additions import offered
from bot.language.document_numbers import read_document
from bot.language.wording import day
from bot.language.words.phrases import is_no_document, is_skip


def document_slots(text: str, facts: Facts) -> dict[str, str] | None:
    """What is read, as slots; None when no number is there, or its day is none or to come."""
    document = read_document(text, facts.today)
    if document is None or (document.on and document.on > facts.today):
        return None
    on = document.on.isoformat() if document.on else ""
    return {"document_number": document.number, "document_on": on}


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say, before = facts.say, answered_before("document", slots, facts, task)
    question = say(
        "Number and date of the document sent, if there is one? Such as 123/BC-SCT ngày 05/11/2026."
    )
    choices = keep_choice(before, "document", facts)
    choices += [skip_choice(before, facts), back_choice(say)]
    text = "\n".join((about(task, question, say), *shown(before, facts)))
    return Prompt(text, tuple(choices))


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    old = kept("document", slots, answer, facts, task)
    if isinstance(old, Retry):
        return old
    if old is not None:
        return going_on("document", slots, task, **old.slots)
    if answer.choice == "skip" or is_skip(answer.text) or is_no_document(answer.text):
        return going_on("document", slots, task, document_number="", document_on="")
    read = document_slots(answer.text, facts)
    if read is not None:
        return going_on("document", slots, task, **read)
    return offered("document", slots, answer.text, task) or Retry(_hint(answer.text, facts))


def _hint(text: str, facts: Facts) -> str:
    document = read_document(text, facts.today)
    if document is not None and document.on is not None:
        return facts.say(
            "The document is dated {day}, which is still to come. Please check its date.",
            day=day(document.on),
        )
    return facts.say('"{text}" was not read as a document number.', text=text)


DOCUMENT = step_of("document", _ask, _take, free_text=True)
