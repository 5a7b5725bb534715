"""A filled report: read back from the slots, and told in lines before and after it is stored."""

from dataclasses import dataclass
from datetime import date

from bot.dialogs.engine import Slots
from bot.dialogs.facts.reports import Duty, ReportFacts
from bot.dialogs.report.questions import NAMES, is_general, questions_of
from bot.dialogs.report.step import status_of
from bot.language.numbers.percentages import percent_words
from bot.language.wording import STATUS_WORDS, day, shortened
from locales import Translator
from storage.models import Status


@dataclass(frozen=True)
class Draft:
    """What would be stored: the answers to the questions of its status, and no others."""

    status: str
    percent: float | None
    value: str
    result: str
    difficulties: str
    proposals: str
    document_number: str
    document_on: date | None


def draft_of(slots: Slots, task: Duty, say: Translator) -> Draft:
    status = status_of(slots, task)
    asked = questions_of(task, status)
    on = slots.get("document_on", "") if "document" in asked else ""
    texts = {name: slots.get(name, "") if name in asked else "" for name in _TEXT_FIELDS}
    if slots.get("nothing"):
        texts = dict.fromkeys(_TEXT_FIELDS, "") | {"result": say("Nothing to report.")}
    return Draft(
        status=status,
        percent=_percent(slots, task, status, asked),
        document_number=slots.get("document_number", "") if "document" in asked else "",
        document_on=date.fromisoformat(on) if on else None,
        **texts,
    )


def lines_of(told: Draft | ReportFacts, task: Duty, say: Translator, length: int = 0) -> list[str]:
    """ "Kết quả: …", a line a field that says something; `length`: letters a text may have."""

    def text(words: str) -> str:
        return shortened(words, length) if length else words

    fields = {
        "status": "" if is_general(task) else say(STATUS_WORDS[told.status]),
        "percent": percent_words(told.percent) if told.percent is not None else "",
        "value": told.value,
        "result": text(told.result),
        "difficulties": text(told.difficulties),
        "proposals": text(told.proposals),
        "document": document_words(told.document_number, told.document_on, say),
    }
    return [f"{say(NAMES[name])}: {value}" for name, value in fields.items() if value]


def document_words(number: str, on: date | None, say: Translator) -> str:
    return say("{number} of {day}", number=number, day=day(on)) if number and on else number


_TEXT_FIELDS = ("value", "result", "difficulties", "proposals")


def _percent(slots: Slots, task: Duty, status: str, asked: tuple[str, ...]) -> float | None:
    if status == Status.COMPLETED and not task.is_indicator and not is_general(task):
        return 100
    return slots.get("percent") if "percent" in asked else None
