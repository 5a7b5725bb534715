"""Reporting one task: status, then the questions that this status needs, then a confirmation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts import Facts, Owed
from bot.dialogs.tasks import task_line, task_name
from bot.effects import SubmitReport
from bot.language.documents import read_document
from bot.language.numbers import read_percent
from bot.wording import STATUS_WORDS, agency_name
from locales import Translator, mark
from storage.models import Status

SKIP_TEXTS = (".", "-")

# What is asked after each status; "!" marks what cannot be skipped.
QUESTIONS: dict[str, tuple[str, ...]] = {
    Status.COMPLETED: ("result", "document"),
    Status.IN_PROGRESS: ("percent", "result", "difficulties"),
    Status.ONGOING: ("result", "document"),
    Status.BLOCKED: ("difficulties!", "proposals"),
    Status.NOT_STARTED: ("difficulties",),
    Status.AWAITING_GUIDANCE: ("difficulties",),
    Status.NOT_YET_DUE: (),
    Status.PROPOSE_CHANGE: ("proposals!",),
}

_TEXT_QUESTIONS = {
    "result": mark("What is the result so far? (figures, products)"),
    "difficulties": mark("What are the difficulties, and their cause?"),
    "proposals": mark("What does your agency propose?"),
}


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if "expectation_id" not in slots:
        return Next(dialog="owed")
    return Next("status", {"expectation_id": slots["expectation_id"]})


def _task(slots: Slots, facts: Facts) -> Owed | None:
    return facts.known_by_id(int(slots["expectation_id"]))


def _about(slots: Slots, facts: Facts, question: str) -> str:
    """The question with its task: another report may be open beside this one."""
    task = _task(slots, facts)
    return f"{task_name(task, facts.say)}: {question}" if task else question


def _gone(facts: Facts) -> Next:
    return Next(dialog="owed", said=facts.say("This task is no longer asked of your agency."))


def _ask_status(slots: Slots, facts: Facts) -> Prompt:
    task = _task(slots, facts)
    lines = [task_line(task, facts.say, 600)] if task else []
    if task and task.printed != task.agency:
        named = agency_name(task.printed, task.agency, facts.say)
        lines.append(facts.say("Lead in the plan: {agency}", agency=named))
    text = "\n".join((*lines, facts.say("How does it stand?")))
    return Prompt(
        text, tuple(Choice(code, facts.say(words)) for code, words in STATUS_WORDS.items())
    )


def _take_status(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    task = _task(slots, facts)
    if task is None:
        return _gone(facts)
    if answer.choice not in STATUS_WORDS:
        return Retry(facts.say("Please choose one of the answers."))
    chosen = facts.say("Status") + ": " + facts.say(STATUS_WORDS[answer.choice])
    slots = {**slots, "status": answer.choice}
    return Next(_step_after("status", answer.choice), slots, said=chosen)


def _step_after(step: str, status: str) -> str:
    """The next question that this status needs, or the confirmation."""
    names = [question.rstrip("!") for question in QUESTIONS[status]]
    following = names[names.index(step) + 1 :] if step in names else names
    return following[0] if following else "confirm"


def _may_skip(step: str, slots: Slots) -> bool:
    return f"{step}!" not in QUESTIONS[slots["status"]]


def _skipped(answer: Answer) -> bool:
    return answer.choice == "skip" or answer.text.strip() in SKIP_TEXTS


def _ask_text(step: str) -> Callable[[Slots, Facts], Prompt]:
    def ask(slots: Slots, facts: Facts) -> Prompt:
        skip = (Choice("skip", facts.say("Skip")),) if _may_skip(step, slots) else ()
        return Prompt(_about(slots, facts, facts.say(_TEXT_QUESTIONS[step])), skip)

    return ask


def _take_text(step: str) -> Callable[[Slots, Answer, Facts], Next | Retry | End]:
    def take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
        if _task(slots, facts) is None:
            return _gone(facts)
        text = "" if _skipped(answer) else answer.text.strip()
        if not text and not _may_skip(step, slots):
            return Retry(facts.say("A few words are needed here."))
        return Next(_step_after(step, slots["status"]), {**slots, step: text})

    return take


def _ask_percent(slots: Slots, facts: Facts) -> Prompt:
    question = facts.say("How much is done, in percent? Such as 60; a full stop skips this.")
    return Prompt(_about(slots, facts, question))


def _take_percent(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if _task(slots, facts) is None:
        return _gone(facts)
    percent = None if _skipped(answer) else read_percent(answer.text)
    if percent is None and not _skipped(answer):
        return Retry(facts.say('"{text}" is no percentage from 0 to 100.', text=answer.text))
    return Next(_step_after("percent", slots["status"]), {**slots, "percent": percent})


def _ask_document(slots: Slots, facts: Facts) -> Prompt:
    question = facts.say(
        "Number and date of the document sent, if there is one? Such as 123/BC-SCT ngày 05/11/2026."
    )
    return Prompt(_about(slots, facts, question), (Choice("skip", facts.say("Skip")),))


def _take_document(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    if _task(slots, facts) is None:
        return _gone(facts)
    if _skipped(answer):
        return Next("confirm", slots)
    document = read_document(answer.text)
    if document is None:
        return Retry(facts.say('"{text}" was not read as a document number.', text=answer.text))
    on = document.on.isoformat() if document.on else ""
    return Next("confirm", {**slots, "document_number": document.number, "document_on": on})


def _ask_confirm(slots: Slots, facts: Facts) -> Prompt:
    say, task = facts.say, _task(slots, facts)
    lines = [say("Please check before it is stored:")]
    lines.append(task_line(task, say) if task else "")
    lines += _echo(slots, say)
    return Prompt(
        "\n".join(lines),
        (
            Choice("yes", say("Correct, store it")),
            Choice("again", say("Write it again")),
            Choice("cancel", say("Cancel")),
        ),
    )


def _echo(slots: Slots, say: Translator) -> list[str]:
    draft = _Draft.of(slots)
    shown = (
        (say("Status"), say(STATUS_WORDS[draft.status])),
        (say("Done"), f"{draft.percent}%" if draft.percent is not None else ""),
        (say("Result"), draft.result),
        (say("Difficulties"), draft.difficulties),
        (say("Proposals"), draft.proposals),
        (say("Document"), _document_words(draft, say)),
    )
    return [f"{name}: {value}" for name, value in shown if value]


@dataclass(frozen=True)
class _Draft:
    """The slots of a filled report, read back."""

    status: str
    percent: int | None
    result: str
    difficulties: str
    proposals: str
    document_number: str
    document_on: date | None

    @staticmethod
    def of(slots: Slots) -> "_Draft":
        on = slots.get("document_on", "")
        return _Draft(
            status=slots["status"],
            percent=100 if slots["status"] == Status.COMPLETED else slots.get("percent"),
            result=slots.get("result", ""),
            difficulties=slots.get("difficulties", ""),
            proposals=slots.get("proposals", ""),
            document_number=slots.get("document_number", ""),
            document_on=date.fromisoformat(on) if on else None,
        )


def _document_words(draft: _Draft, say: Translator) -> str:
    if draft.document_on is None:
        return draft.document_number
    return say(
        "{number} of {day}",
        number=draft.document_number,
        day=draft.document_on.strftime("%d/%m/%Y"),
    )


def _take_confirm(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    task = _task(slots, facts)
    if task is None:
        return _gone(facts)
    if answer.choice == "again":
        return Next("status", {"expectation_id": slots["expectation_id"]})
    if answer.choice == "cancel":
        return End(facts.say("Nothing was stored."))
    if answer.choice != "yes":
        return Retry(facts.say("Please choose one of the answers."))
    return _stored(task, _Draft.of(slots), facts)


def _stored(task: Owed, draft: _Draft, facts: Facts) -> End:
    say = facts.say
    said = say(
        "Stored: {task}: {status}.",
        task=task_line(task, say),
        status=say(STATUS_WORDS[draft.status]),
    )
    if not facts.reported:
        said += " " + say(
            "This reply is preliminary information; please still send the signed document."
        )
    effect = SubmitReport(task.expectation_id, **vars(draft))
    return End(said, (effect,), then="owed")


REPORT = Dialog(
    name="report",
    enter=_enter,
    steps={
        "status": Step(_ask_status, _take_status),
        "percent": Step(_ask_percent, _take_percent, free_text=True),
        "result": Step(_ask_text("result"), _take_text("result"), free_text=True),
        "difficulties": Step(_ask_text("difficulties"), _take_text("difficulties"), free_text=True),
        "proposals": Step(_ask_text("proposals"), _take_text("proposals"), free_text=True),
        "document": Step(_ask_document, _take_document, free_text=True),
        "confirm": Step(_ask_confirm, _take_confirm),
    },
    is_draft=True,
)
