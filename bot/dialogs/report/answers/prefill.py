"""What was answered before to a question: in this draft, in the stored report, or last year."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dialogs.engine import Answer, Choice, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty, ReportFacts
from bot.dialogs.report.draft import document_words, lines_of
from bot.dialogs.report.files import stored_file_lines
from bot.dialogs.report.questions import TEXTS
from bot.language.numbers.percentages import percent_words
from bot.language.wording import shortened
from bot.language.words.phrases import is_as_last_year, is_same

SHOWN = 300  # letters of an old answer beside the question
SHOWN_AMONG_OTHERS = 120


@dataclass(frozen=True)
class Before:
    """An old answer: as it is shown, and the slots that take it over."""

    words: str
    slots: dict[str, Any]
    year: int = 0  # of an earlier round; 0: of this report


def answered_before(question: str, slots: Slots, facts: Facts, task: Duty) -> Before | None:
    """The newest answer there is; what was typed just now comes before what is stored."""
    if question == "unsettled":
        return None
    own = _own(question, slots, facts)
    stored = facts.stored(task.expectation_id)
    if own is not None or stored is not None:
        return own or (_of(stored, question, facts) if stored else None)
    return last_year(question, facts, task)


def last_year(question: str, facts: Facts, task: Duty) -> Before | None:
    earlier = facts.earlier(task.expectation_id)
    return _of(earlier, question, facts, earlier.year) if earlier else None


def kept(
    question: str, slots: Slots, answer: Answer, facts: Facts, task: Duty
) -> Before | Retry | None:
    """The old answer, when it was asked for: by its choice or in words; None: another answer."""
    if answer.choice == "keep":
        found = answered_before(question, slots, facts, task)
    elif answer.choice is None and is_as_last_year(answer.text):
        found = last_year(question, facts, task)
    elif answer.choice is None and is_same(answer.text):
        found = answered_before(question, slots, facts, task)
    else:
        return None
    return found or Retry(facts.say("No earlier answer is known here; please write a few words."))


def shown(before: Before | None, facts: Facts) -> list[str]:
    """One line above the question."""
    if before is None:
        return []
    words = shortened(before.words, SHOWN)
    if before.year:
        return [facts.say('Reported for {year}: "{words}"', year=before.year, words=words)]
    return [facts.say('Written so far: "{words}"', words=words)]


def keep_choice(before: Before | None, question: str, facts: Facts) -> list[Choice]:
    """Of an earlier year only texts are offered: figures and documents are new every year."""
    if before is None or (before.year and question not in TEXTS):
        return []
    label = facts.say("As last year") if before.year else facts.say("Keep it as it is")
    return [Choice("keep", label)]


def skip_choice(before: Before | None, facts: Facts) -> Choice:
    """Beside an answer of this report, skipping takes it away."""
    is_there = before is not None and not before.year
    return Choice("skip", facts.say("Leave it empty") if is_there else facts.say("Skip"))


def told_before(facts: Facts, task: Duty) -> list[str]:
    """What is stored, or was reported the last time, in a few lines; why it was returned."""
    say, lines = facts.say, []
    if task.is_returned:
        reason = task.returned_for or say("no reason was given")
        lines.append(say("The planning department returned this report: {reason}", reason=reason))
    stored = facts.stored(task.expectation_id)
    earlier = None if stored else facts.earlier(task.expectation_id)
    if stored:
        lines.append(say("Stored so far:"))
        told = [*lines_of(stored, task, say, SHOWN_AMONG_OTHERS), *stored_file_lines(facts, task)]
        lines += [f"- {line}" for line in told]
    elif earlier:
        lines.append(say("Reported for {year}:", year=earlier.year))
        lines += [f"- {line}" for line in lines_of(earlier, task, say, SHOWN_AMONG_OTHERS)]
    return lines


def _own(question: str, slots: Slots, facts: Facts) -> Before | None:
    if question == "document":
        return _document(slots.get("document_number", ""), slots.get("document_on", ""), facts)
    answer = slots.get(question)
    if answer in (None, ""):
        return None
    words = percent_words(answer) if question == "percent" else str(answer)
    return Before(words, {question: answer})


def _of(report: ReportFacts, question: str, facts: Facts, year: int = 0) -> Before | None:
    if question == "document":
        on = report.document_on.isoformat() if report.document_on else ""
        return _document(report.document_number, on, facts, year)
    answer = getattr(report, question)
    if answer in (None, ""):
        return None
    words = percent_words(answer) if question == "percent" else str(answer)
    return Before(words, {question: answer, **({"as_before": True} if year else {})}, year)


def _document(number: str, on: str, facts: Facts, year: int = 0) -> Before | None:
    if not number:
        return None
    words = document_words(number, date.fromisoformat(on) if on else None, facts.say)
    return Before(words, {"document_number": number, "document_on": on}, year)
