"""What every step of a report does alike: where an answer enters, back, and what came too early."""

from collections.abc import Callable
from dataclasses import replace

from bot.dialogs.barriers import no_entry
from bot.dialogs.engine import Answer, Choice, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import Duty
from bot.dialogs.report.files import files_left
from bot.dialogs.report.questions import (
    GENERAL_STATUS,
    MEASURED_STATUS,
    NAMES,
    TEXTS,
    is_general,
    lacking,
    step_after,
)
from bot.dialogs.report.raised_before import is_to_be_stepped_to
from bot.dialogs.tasks.drafts import drafts_kept
from bot.dialogs.tasks.wording import named, task_name
from bot.language.words.phrases import is_back, is_none
from bot.language.words.small_talk import Talk, talk_in
from locales import Translator

StepResult = Next | Retry | End
Ask = Callable[[Slots, Facts, Duty], Prompt]
Take = Callable[[Slots, Answer, Facts, Duty], StepResult]
ASK_A_YES = ("check", "confirm", "drop", "unsettled")
NOT_SKIPPED = ("status", "addition", "field")
# Beside the way: they return to slots["at"]
SIDE_STEPS = ("check", "more", "addition", "field", "drop")


def step_of(
    name: str,
    ask: Ask,
    take: Take,
    *,
    free_text: bool = False,
    some_text: bool = False,
    is_multiline: bool = False,
) -> Step:
    """The step, with what all of them share. `take` gets the task as it is now."""

    def asked(slots: Slots, facts: Facts) -> Prompt:
        task = task_of(slots, facts)
        return ask(slots, facts, task) if task else Prompt(_gone_words(facts))

    def taken(slots: Slots, answer: Answer, facts: Facts) -> StepResult:
        task = task_of(slots, facts)
        elsewhere = no_entry(int(slots["expectation_id"]), facts)
        if task is None or elsewhere is not None:
            return elsewhere or Next(dialog="owed", said=_gone_words(facts))
        # Everything that is typed into a report enters here, and nowhere else: words that must
        # not be kept are to be refused at this place, with a Retry
        heard = replace(answer, text=answer.text.strip())
        if heard.choice == "back" or (heard.choice is None and is_back(heard.text)):
            return _back(name, slots, facts)
        if heard.is_early:
            return _gone_on(name, slots, heard, facts, take, task)
        talk = talk_in(heard.text) if heard.choice is None else None
        if talk == Talk.NO and not is_none(heard.text) and name != "unsettled":
            return Retry(_not_meant(facts))
        if talk == Talk.YES and name not in ASK_A_YES:
            return Retry(_to_be_answered(name, facts))
        return take(slots, heard, facts, task)

    return Step(asked, taken, free_text, some_text, is_multiline, accepts_early_text=True)


def task_of(slots: Slots, facts: Facts) -> Duty | None:
    return facts.known_by_id(int(slots["expectation_id"]))


def status_of(slots: Slots, task: Duty) -> str:
    if is_general(task):
        return GENERAL_STATUS
    return str(slots.get("status", MEASURED_STATUS) if task.is_indicator else slots["status"])


def about(task: Duty, question: str, say: Translator) -> str:
    """The question with its task: another report may be open beside this one."""
    return f"{task_name(task, say)}: {question}"


def back_choice(say: Translator) -> Choice:
    return Choice("back", say("Back"))


def going_on(step: str, slots: Slots, task: Duty, *, said: str = "", **answers: object) -> Next:
    """To the question after `step`, whose answer is among `answers`."""
    filled = {**slots, **answers, "path": [*slots.get("path", ()), step]}
    status = status_of(filled, task)
    if slots.get("only"):
        return Next(next(iter(lacking(filled, task, status)), "confirm"), filled, said=said)
    return to_question(step_after(step, task, status), filled, said)


def to_question(name: str, slots: Slots, said: str = "") -> Next:
    """Before the difficulties, or at the latest before the echo: what became of earlier ones."""
    if name in ("difficulties", "confirm") and is_to_be_stepped_to(slots):
        return Next("unsettled", {**slots, "then": name}, said=said)
    return Next(name, slots, said=said)


def left(slots: Slots, facts: Facts) -> str:
    """What is said when a report is left unfinished."""
    task, say = task_of(slots, facts), facts.say
    said = say(
        "The report was left unfinished: {task}; nothing was stored.",
        task=named(task, say) if task else "",
    )
    return "\n".join(filter(None, (said, files_left(slots, facts), still_open(slots, facts))))


def still_open(slots: Slots, facts: Facts) -> str:
    """That other replies are half filled, and how to go on with them; empty when none is."""
    return drafts_kept(facts, but=[int(slots["expectation_id"])])


def joined(text: str, more: str) -> str:
    """Two messages as one text: a sentence that was cut goes on in its line."""
    if not text or not more:
        return text or more
    is_new = text[-1] in ".!?:;" or more[0].isupper()
    return f"{text}{chr(10) if is_new else ' '}{more}"


def _to_be_answered(name: str, facts: Facts) -> str:
    if name in NOT_SKIPPED:
        return facts.say("Please choose one of the answers.")
    return facts.say('Please answer this question, or type "bo qua".')


def _not_meant(facts: Facts) -> str:
    return facts.say(
        'Nothing was stored. To change the answer before, type "quay lai"; to stop, type "huy".'
    )


def _gone_words(facts: Facts) -> str:
    return facts.say("This task is no longer asked of your agency.")


def _back(name: str, slots: Slots, facts: Facts) -> Next:
    path = list(slots.get("path", ()))
    if name in SIDE_STEPS:
        return Next(slots["at"], slots)
    if not path:
        return Next(dialog="owed", said=left(slots, facts))
    return Next(path[-1], {**slots, "path": path[:-1]})


def _gone_on(
    name: str, slots: Slots, answer: Answer, facts: Facts, take: Take, task: Duty
) -> StepResult:
    """Typed before this question was shown: it goes on with the text before it."""
    if name == "more":
        return take(slots, answer, facts, task)
    before = (list(slots.get("path", ())) or [""])[-1]
    if before not in TEXTS:
        return Retry(facts.say("Sorry, that was not understood."))
    said = facts.say("Added to: {name}.", name=facts.say(NAMES[before]))
    return Next(name, {**slots, before: joined(slots.get(before, ""), answer.text)}, said=said)
