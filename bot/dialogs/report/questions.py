"""Which questions a report needs, by the kind of duty and the status; and how they are worded."""

from collections.abc import Mapping
from typing import Any

from bot.dialogs.facts.reports import Duty
from locales import Translator, mark
from storage.models import Status

# What is asked after each status; "!" marks what cannot be skipped.
QUESTIONS: dict[str, tuple[str, ...]] = {
    Status.COMPLETED: ("result", "proposals", "document"),
    Status.IN_PROGRESS: ("percent", "result", "difficulties", "proposals"),
    Status.ONGOING: ("result", "proposals", "document"),
    Status.BLOCKED: ("difficulties!", "proposals"),
    Status.NOT_STARTED: ("difficulties", "proposals"),
    Status.AWAITING_GUIDANCE: ("difficulties", "proposals"),
    Status.NOT_YET_DUE: ("proposals",),
    Status.PROPOSE_CHANGE: ("proposals!",),
}
# An indicator is asked for its value first; only where there is none, for its status
MEASURED = ("value", "difficulties", "proposals")
MEASURED_STATUSES = (Status.COMPLETED, Status.IN_PROGRESS, Status.ONGOING)
MEASURED_STATUS = Status.IN_PROGRESS  # of a value that was given without a status
# A report on no single task has no status of its own: it is kept as work that goes on
GENERAL_STATUS = Status.ONGOING
COORDINATING = ("difficulties", "proposals")
ON_THE_WHOLE = ("result", "difficulties", "proposals", "document")

TEXTS = ("result", "difficulties", "proposals")
FIGURES = ("percent", "value")

NAMES = {
    "status": mark("Status"),
    "percent": mark("Done"),
    "value": mark("Value"),
    "result": mark("Result"),
    "difficulties": mark("Difficulties"),
    "proposals": mark("Proposals"),
    "document": mark("Document"),
    "check": mark("Value"),
    "unsettled": mark("Earlier obstacle"),
    "rest": mark("the whole answer"),
}

_WORDS = {
    "result": mark("What is the result so far? (figures, products)"),
    "difficulties": mark("What are the difficulties, and their cause?"),
    "proposals": mark("What does your agency propose?"),
}
_COORDINATING_WORDS = {
    "difficulties": mark(
        "What difficulties does your agency meet in the work it coordinates, and their cause?"
    ),
    "proposals": mark("What does your agency propose for this work?"),
}
_SUMMING_UP_WORDS = {
    "result": mark("What are the main results of the whole plan?"),
    "difficulties": mark("What are the difficulties of the whole plan, and their cause?"),
    "proposals": mark("What is proposed to the level above?"),
}
_ONCE_WORDS = {"result": mark("What does your agency report on this?")}


def is_general(task: Duty) -> bool:
    """A report on the plan as a whole, or one asked for once: on no single item."""
    return not task.code


def questions_of(task: Duty, status: str) -> tuple[str, ...]:
    """The names of the questions, in order."""
    if is_general(task):
        return ON_THE_WHOLE if task.sums_up or task.is_ad_hoc else COORDINATING
    if task.is_indicator:
        return MEASURED
    return tuple(question.rstrip("!") for question in QUESTIONS[status])


def fields_of(task: Duty) -> tuple[str, ...]:
    """The names of all that may be said of it, asked for or not."""
    if is_general(task):
        return (*TEXTS, "document")
    return ("value" if task.is_indicator else "percent", *TEXTS, "document")


def field_of_note(status: str) -> str:
    """Where words said beside a status belong; to a proposal only where that has to be made."""
    asked = (one.rstrip("!") for one in QUESTIONS[status] if one != "proposals")
    return next((name for name in asked if name in TEXTS), "result")


def is_required(task: Duty, status: str, question: str) -> bool:
    return not is_general(task) and f"{question}!" in QUESTIONS[status]


def step_after(step: str, task: Duty, status: str) -> str:
    """The next question that this status needs, or the confirmation."""
    names = questions_of(task, status)
    if task.is_indicator and step == "status":
        step = "value"  # asked before
    following = names[names.index(step) + 1 :] if step in names else names
    return following[0] if following else "confirm"


def lacking(slots: Mapping[str, Any], task: Duty, status: str) -> list[str]:
    """What has to be said with this status, and is not."""
    names = questions_of(task, status)
    return [name for name in names if is_required(task, status, name) and not slots.get(name)]


def text_question(question: str, task: Duty, say: Translator) -> str:
    words = _WORDS
    if task.sums_up:
        words = _SUMMING_UP_WORDS
    elif task.is_ad_hoc:
        words = {**_WORDS, **_ONCE_WORDS}
    elif is_general(task):
        words = {**_WORDS, **_COORDINATING_WORDS}
    return say(words[question])
