"""Half-filled replies: named, and gone on with; none listens before that."""

from collections.abc import Collection

from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import HalfFilled
from bot.dialogs.tasks.wording import named, task_line

_WITH_TITLE = ("status", "confirm")  # steps whose question begins with the title


def drafts_kept(facts: Facts, but: Collection[int] = (), of: str = "") -> str:
    """Which replies are half filled, and how to go on with them; empty when none is.

    `but`: the expectations whose reports are not to be named; `of`: only those of this dialog.
    """
    begun = [one for one in facts.half_filled if one.is_begun and of in ("", one.dialog)]
    others = [one for one in begun if not one.task_id or one.task_id not in but]
    if not others:
        return ""
    task = facts.known_by_id(others[0].expectation_id)
    return facts.say(
        'Half filled and kept: {names}. Type "{word}" to go on with it.',
        names=", ".join(dict.fromkeys(_short(one, facts) for one in others)),
        word=task.code if task and task.code and len(others) == 1 else "viết tiếp",
    )


def _short(one: HalfFilled, facts: Facts) -> str:
    task = facts.known_by_id(one.task_id)
    return named(task, facts.say) if task else facts.say(one.name)


def _enter(slots: Slots, facts: Facts) -> Next | End:
    begun = facts.begun_anywhere
    if not begun:
        return Next(dialog="owed", said=facts.say("No reply is half filled."))
    return _gone_on(begun[0], facts) if len(begun) == 1 else Next("which")


def _gone_on(one: HalfFilled, facts: Facts) -> Next:
    """One from the form is taken up by the dialog itself. A question that names its task by the
    code alone is asked below the title: it was read days ago."""
    if one.is_on_form:
        return Next(dialog=one.dialog, slots={"expectation_id": one.expectation_id})
    task = facts.known_by_id(one.task_id)
    is_told = task is None or one.step in _WITH_TITLE
    said = "" if is_told or task is None else task_line(task, facts.say)
    return Next(one.step, one.slots, dialog=one.dialog, said=said)


def _ask(slots: Slots, facts: Facts) -> Prompt:
    choices = (Choice(_key(one), _name(one, facts)) for one in facts.begun_anywhere)
    return Prompt(facts.say("Which half-filled reply is to go on?"), tuple(choices))


def _key(one: HalfFilled) -> str:
    return f"{one.dialog}.{one.expectation_id}"


def _name(one: HalfFilled, facts: Facts) -> str:
    task = facts.known_by_id(one.task_id)
    return task_line(task, facts.say, 40) if task else facts.say(one.name)


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    chosen = next((one for one in facts.begun_anywhere if _key(one) == answer.choice), None)
    if chosen is None:
        return Retry(facts.say("Please choose one of the answers."))
    return _gone_on(chosen, facts)


DRAFTS = Dialog(
    name="drafts",
    enter=_enter,
    steps={"which": Step(_ask, _take)},
    words=("tiếp tục", "viết tiếp", "continue"),
)
