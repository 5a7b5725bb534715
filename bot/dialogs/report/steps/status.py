"""How a report begins: what was said before, and the status by tap or in words."""

import re
from dataclasses import dataclass, replace

from bot.dialogs.barriers import no_entry
from bot.dialogs.effects import TakeUpDraft
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty, HalfFilled
from bot.dialogs.report.answers.labelled_answers import split_at_labels
from bot.dialogs.report.answers.prefill import told_before
from bot.dialogs.report.draft import slots_of
from bot.dialogs.report.questions import (
    MEASURED_STATUSES,
    TEXTS,
    field_of_note,
    is_general,
    questions_of,
    step_after,
)
from bot.dialogs.report.raised_before import raised_slots
from bot.dialogs.report.step import (
    StepResult,
    going_on,
    joined,
    step_of,
    still_open,
    to_question,
)
from bot.dialogs.report.steps import all_in_one
from bot.dialogs.report.steps.additions import offered
from bot.dialogs.report.steps.confirm import changed_by
from bot.dialogs.report.steps.figures import introduced, take_measured
from bot.dialogs.tasks.chosen_status import chosen_with_words
from bot.dialogs.tasks.measures import read_asked
from bot.dialogs.tasks.task_search import find
from bot.dialogs.tasks.wording import figures_lines, task_line
from bot.language.replies.parser import tells
from bot.language.replies.statuses import beside_status, gives_a_cause, read_status
from bot.language.wording import STATUS_WORDS, shortened, status_words
from bot.language.words.phrases import (
    is_as_last_year,
    is_no_document,
    is_no_figure,
    is_none,
    is_same,
)
from storage.models import Status

_MINUS = re.compile(r"[-−–]\d")  # "-5%" is no 5 %
SHOWN = 120  # letters of the words that were kept


def enter(slots: Slots, facts: Facts) -> Next | End:
    """`slots`: the expectation, and perhaps what was `told` of it already ("9.4 xong"), or the
    `draft` of it from elsewhere, and perhaps what was said below its echo, `more`."""
    if facts.person is None:
        return Next(dialog="link")
    if "expectation_id" not in slots:
        return Next(dialog="drafts")
    if not facts.person.is_focal:
        return End(facts.say("Only the focal person of your agency can report on its tasks."))
    own, told = {"expectation_id": slots["expectation_id"]}, slots.get("told", "")
    elsewhere = no_entry(int(own["expectation_id"]), facts)
    if elsewhere is not None:
        return elsewhere
    if "draft" in slots:
        return _taken_over(slots, facts)
    half = None if slots.get("anew") else _half_filled(int(own["expectation_id"]), facts)
    if half is not None and half.is_on_form:
        return _taken_up(half, told, facts)
    if half is not None and not told:
        return Next(half.step, half.slots)
    if (
        half is None
        and facts.stored(int(own["expectation_id"]))
        and not (told or slots.get("anew"))
    ):
        return Next(dialog="correct", slots=own)
    return _begun({**(half.slots if half else {}), **own}, told, facts)


def _taken_over(slots: Slots, facts: Facts) -> Next | End:
    """What was echoed in another dialog, with what was said below it."""
    task = facts.known_by_id(int(slots["expectation_id"]))
    if task is None:
        return Next(dialog="owed", said=facts.say("This task is no longer asked of your agency."))
    stored = facts.stored(task.expectation_id)
    draft = {
        **slots["draft"],
        "expectation_id": task.expectation_id,
        "report_id": stored.id if stored else 0,
        "path": ["status"],
        **raised_slots(task.expectation_id, facts),
    }
    more = slots.get("more", "")
    said = changed_by(draft, more, facts, task) if more else Next("confirm", draft)
    if isinstance(said, Next):
        return said
    hint = facts.say("Please choose one of the answers.")
    return offered("confirm", draft, more, task) or Next("confirm", draft, said=hint)


def _begun(slots: Slots, brought: str, facts: Facts) -> Next:
    task = facts.known_by_id(int(slots["expectation_id"]))
    if task is None:
        return Next(dialog="owed", said=facts.say("This task is no longer asked of your agency."))
    stored = facts.stored(task.expectation_id)
    slots = {**slots, "report_id": stored.id if stored else 0}
    slots |= raised_slots(task.expectation_id, facts)
    if is_general(task):
        lines = [*figures_lines([task], facts.say), *told_before(facts, task)]
        if lines or task.is_ad_hoc:
            lines = [task_line(task, facts.say, 600), *lines]
        said = "\n".join(filter(None, (*lines, still_open(slots, facts))))
        if facts.is_scarce:
            return Next("rest", slots, said=said)
        return to_question(step_after("", task, ""), slots, said)
    if is_as_last_year(brought):
        return _as_last_year(slots, facts, task)
    if brought and task.is_indicator and read_asked(brought, task, facts):
        return take_measured(slots, brought, facts, task)
    told = _read(split_at_labels(brought)[0], None, facts, task) if brought else None
    return _told(slots, told, brought, facts, task) if told else _asked(slots, facts, task)


def _as_last_year(slots: Slots, facts: Facts, task: Duty) -> Next:
    """The status and the words of then; figures and documents are new every year."""
    earlier = facts.earlier(task.expectation_id)
    if earlier is None:
        said = facts.say("No earlier answer is known here; please write a few words.")
        return replace(_asked(slots, facts, task), said=said)
    old = slots_of(earlier)
    taken = {name: old[name] for name in ("status", *TEXTS, "nothing") if name in old}
    typed = {name: words for name, words in slots.items() if words}
    slots = {**slots, **taken, **typed, "as_before": True, "path": ["status"]}
    is_measured = task.is_indicator and earlier.status in MEASURED_STATUSES
    return Next("value" if is_measured else "confirm", slots)


def _told(slots: Slots, said: "_Said", brought: str, facts: Facts, task: Duty) -> Next:
    """What came with the task in one line goes straight to the echo, if nothing has to be asked."""
    stored = facts.stored(task.expectation_id)
    before = slots_of(stored) if stored else {}  # what is not said anew stays
    slots = {**before, **slots, **_prefilled(said, task)}
    return all_in_one.after_status(slots, split_at_labels(brought)[1], facts, task)


def _asked(slots: Slots, facts: Facts, task: Duty) -> Next:
    """An indicator is asked for its value, everything else for its status."""
    said = still_open(slots, facts)
    if not task.is_indicator:
        return Next("status", slots, said=said)
    return Next("rest" if facts.is_scarce else "value", slots, said=said)


def _half_filled(expectation_id: int, facts: Facts) -> HalfFilled | None:
    here = (one for one in facts.reports_half_filled if one.expectation_id == expectation_id)
    there = (one for one in facts.on_form() if one.expectation_id == expectation_id)
    return next(here, None) or next(there, None)


def _taken_up(half: HalfFilled, told: str, facts: Facts) -> Next:
    """From the form: it goes on here, where what is `told` is added to it."""
    going_on = _begun(dict(half.slots), told, facts) if told else Next(half.step, half.slots)
    return replace(going_on, effects=(TakeUpDraft(half.expectation_id), *going_on.effects))


def _ask(slots: Slots, facts: Facts, task: Duty) -> Prompt:
    say = facts.say
    choices = tuple(Choice(code, say(words)) for code, words in STATUS_WORDS.items())
    if slots.get("words"):
        words = shortened(slots["words"], SHOWN)
        noted = say('{task}: noted "{words}". What is its status?', task=task.code, words=words)
        return Prompt(noted, choices)
    lines = [*introduced(task, facts), say("How does it stand?")]
    if facts.is_scarce and not task.is_indicator:
        lines += all_in_one.how_to_answer(say)
    return Prompt("\n".join(lines), choices)


def _take(slots: Slots, answer: Answer, facts: Facts, task: Duty) -> StepResult:
    first, _, below = answer.text.partition("\n")
    said = _read(first if facts.is_scarce else answer.text, answer.choice, facts, task)
    said = said or _chosen_with_words(first, facts)
    if said is None:
        return _kept_or_asked_again(slots, answer.text, facts)
    if slots.get("words"):
        kept, more = split_at_labels(slots["words"]) if facts.is_scarce else (slots["words"], "")
        said = replace(said, note=joined(kept, said.note))
        below, slots = joined(more, below), {**slots, "words": ""}
    slots = {**slots, **_prefilled(said, task)}
    if facts.is_scarce and not slots.get("only"):
        return all_in_one.after_status(slots, below.strip(), facts, task)
    told = facts.say("Status") + ": " + status_words(said.status, said.percent, facts.say)
    if "percent" in slots and said.percent is not None:
        path = [*slots.get("path", ()), "status"]
        return going_on("percent", {**slots, "path": path}, task, said=told)
    return going_on("status", slots, task, said=told)


def _chosen_with_words(text: str, facts: Facts) -> "_Said | None":
    said = chosen_with_words(text, facts)
    return _Said(said.status.value, said.percent, beside_status(said.note)) if said else None


def _kept_or_asked_again(slots: Slots, text: str, facts: Facts) -> StepResult:
    """ "Đã ban hành QĐ 123": the words are kept, and only the status is asked for."""
    says_none = is_none(text) or is_no_document(text) or is_no_figure(text)
    if tells(text) and not says_none and not find(text, facts).fits:
        return Next("status", {**slots, "words": joined(slots.get("words", ""), text)})
    hint = facts.say("Sorry, that was not understood.")
    return Retry(f"{hint} {facts.say('Please choose one of the answers.')}")


@dataclass(frozen=True)
class _Said:
    """A status, and the percentage and the words that came with it."""

    status: str
    percent: float | None = None
    note: str = ""


def _read(text: str, choice: str | None, facts: Facts, task: Duty) -> _Said | None:
    if choice in STATUS_WORDS:
        return _Said(choice)
    stored, earlier = facts.stored(task.expectation_id), facts.earlier(task.expectation_id)
    same = stored if is_same(text) else earlier if is_as_last_year(text) else None
    if same is not None:
        return _Said(same.status)
    said = None if _MINUS.match(text) else read_status(text)
    if said is None:
        return None
    return _Said(said.status.value, said.percent, beside_status(said.note))


def _prefilled(said: _Said, task: Duty) -> dict[str, object]:
    """What was said beside the status is offered where it belongs."""
    asked = questions_of(task, said.status)
    filled: dict[str, object] = {"status": said.status}
    if said.percent is not None and "percent" in asked:
        filled["percent"] = said.percent
    if said.note:
        is_cause = said.status == Status.IN_PROGRESS and gives_a_cause(said.note)
        filled["difficulties" if is_cause else field_of_note(said.status)] = said.note
    return filled


STATUS = step_of("status", _ask, _take, some_text=True, is_multiline=True)
