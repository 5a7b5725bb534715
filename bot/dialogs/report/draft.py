"""A filled report: read back from the slots, and told in lines before and after it is stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dialogs.engine import Slots
from bot.dialogs.facts.reports import Duty, ReportFacts
from bot.dialogs.report.questions import NAMES, is_general
from bot.dialogs.report.step import status_of
from bot.language.numbers.percentages import percent_words
from bot.language.wording import STATUS_WORDS, day, shortened
from locales import DEFAULT_LANGUAGE, Translator, mark, translator
from storage.models import UNBEGUN, Status


@dataclass(frozen=True)
class Draft:
    """What would be stored."""

    status: str
    percent: float | None
    value: str
    result: str
    difficulties: str
    proposals: str
    document_number: str
    document_on: date | None


def draft_of(slots: Slots, task: Duty) -> Draft:
    """All that was said, also what its status is not asked for: "khó khăn" of what is done."""
    status, on = status_of(slots, task), slots.get("document_on", "")
    texts = {name: slots.get(name, "") for name in _TEXT_FIELDS}
    if slots.get("nothing") or _says_nothing(slots, task):
        texts = dict.fromkeys(_TEXT_FIELDS, "") | {"result": _nothing()}
    return Draft(
        status=status,
        percent=_percent(slots, task, status),
        document_number=slots.get("document_number", ""),
        document_on=date.fromisoformat(on) if on else None,
        **texts,
    )


def _says_nothing(slots: Slots, task: Duty) -> bool:
    """Every question of a report on no single task was left out: that is what it reports."""
    said = (slots.get(name) for name in (*_TEXT_FIELDS, "document_number"))
    return is_general(task) and not task.sums_up and not any(said)


def lines_of(told: Draft | ReportFacts, task: Duty, say: Translator, length: int = 0) -> list[str]:
    """ "Kết quả: …", a line a field that says something; `length`: letters a text may have."""
    fields = words_of(told, task, say, length)
    return [f"{say(NAMES[name])}: {value}" for name, value in fields.items() if value]


def words_of(
    told: Draft | ReportFacts, task: Duty, say: Translator, length: int = 0
) -> dict[str, str]:
    """Each field in words, empty where nothing is said."""

    def text(words: str) -> str:
        return shortened(words, length) if length else words

    return {
        "status": "" if is_general(task) else say(STATUS_WORDS[told.status]),
        "percent": percent_words(told.percent),
        "value": told.value,
        "result": text(told.result),
        "difficulties": text(told.difficulties),
        "proposals": text(told.proposals),
        "document": document_words(told.document_number, told.document_on, say),
    }


def slots_of(report: ReportFacts) -> dict[str, Any]:
    """What a stored report says, as slots of a draft."""
    nothing = {"nothing": True, "result": ""} if report.result == _nothing() else {}
    return {
        **{name: getattr(report, name) for name in ("status", "percent", *_TEXT_FIELDS)},
        "document_number": report.document_number,
        "document_on": report.document_on.isoformat() if report.document_on else "",
        **nothing,
    }


def _nothing() -> str:
    """In the plan's language, whichever the person reads: it is the agency's answer."""
    return translator(DEFAULT_LANGUAGE)(NOTHING)


def document_words(number: str, on: date | None, say: Translator) -> str:
    return say("{number} of {day}", number=number, day=day(on)) if number and on else number


NOTHING = mark("Nothing to report.")
_TEXT_FIELDS = ("value", "result", "difficulties", "proposals")


def _percent(slots: Slots, task: Duty, status: str) -> float | None:
    if task.is_indicator or is_general(task) or status in UNBEGUN:
        return None
    percent: float | None = slots.get("percent")
    if status == Status.COMPLETED:
        return 100
    return None if percent == 100 else percent  # of work that was once called completed
