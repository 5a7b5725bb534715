"""An answer used again for a task of another plan that asks nearly the same; stored on a yes."""

from collections.abc import Sequence

from bot.dialogs.effects import UseAgain
from bot.dialogs.engine import Answer, Choice, Dialog, End, Next, Prompt, Retry, Slots, Step
from bot.dialogs.facts.chat import Facts
from bot.dialogs.report.draft import lines_of
from bot.dialogs.tasks.like_answers import OFFER_AGAIN, Offer, usable
from bot.dialogs.tasks.wording import decision_words, left_words, named, task_line
from bot.language.wording import shortened
from locales import Translator

TITLE, SHOWN = 60, 200  # letters of a title; of a text that is used again
MOST = 5  # answers in a message


def _enter(slots: Slots, facts: Facts) -> Next | End:
    if facts.person is None:
        return Next(dialog="link")
    if not facts.person.is_focal:
        return End(facts.say("Only the focal person of your agency can report on its tasks."))
    found = usable(facts)
    return Next("confirm", _those(found[:MOST])) if found else _nothing(facts)


def _enter_at_once(slots: Slots, facts: Facts) -> Next | End:
    """Only what was answered just now is offered: what was declined is not brought up each time."""
    now = [one for one in usable(facts) if one.said.stored_at == facts.now]
    return Next("confirm", {**_those(now[:MOST]), "at_once": True}) if now else End("")


def _those(found: Sequence[Offer]) -> Slots:
    return {"tasks": [one.task.expectation_id for one in found]}


def _nothing(facts: Facts) -> Next:
    return Next(dialog="owed", said=facts.say("No answer to a like task can be used again."))


def _shown(slots: Slots, facts: Facts) -> list[Offer]:
    return [one for one in usable(facts) if one.task.expectation_id in slots["tasks"]]


def _ask(slots: Slots, facts: Facts) -> Prompt:
    say, shown = facts.say, _shown(slots, facts)
    if not shown:
        return Prompt(say("No answer to a like task can be used again."))
    text = "\n".join(_one(shown[0], slots, facts) if len(shown) == 1 else _several(shown, facts))
    choices = (Choice("yes", say("Yes, store it")), Choice("no", say("No, not this one")))
    return Prompt(text, choices)


def _one(offer: Offer, slots: Slots, facts: Facts) -> list[str]:
    say = facts.say
    words = {
        "source": named(offer.source, say),
        "of": decision_words(offer.source, say),
        "task": task_line(offer.task, say, TITLE),
        "in": decision_words(offer.task, say),
    }
    if offer.corrects:
        head = say(
            "{source} of {of} was corrected, and {task} of {in} was answered in its former words. "
            "Correct it in the same way?",
            **words,
        )
    elif slots.get("at_once"):
        head = say(
            "You have just answered {source} of {of}. Use that answer for {task} of {in}, too?",
            **words,
        )
    else:
        head = say("Use the answer to {source} of {of} for {task} of {in}, too?", **words)
    return [head, *(f"- {line}" for line in lines_of(offer.said, offer.task, say, SHOWN))]


def _several(shown: Sequence[Offer], facts: Facts) -> list[str]:
    say = facts.say
    head = say.plural(
        "Please check before {count} answer is used again:",
        "Please check before {count} answers are used again:",
        len(shown),
    )
    return [head, *(_line(one, facts) for one in shown)]


def _line(offer: Offer, facts: Facts) -> str:
    """ "- 4.1 … (Quyết định …): như 9.2 (Quyết định …): Đang triển khai. …" """
    said = "; ".join(lines_of(offer.said, offer.task, facts.say, TITLE))
    return f"- {offer_words(offer, facts.say, TITLE)}: {shortened(said, SHOWN)}"


def offer_words(offer: Offer, say: Translator, title: int) -> str:
    """Of which task the words of which other one; `title`: letters of it."""
    words = {
        "task": task_line(offer.task, say, title),
        "in": decision_words(offer.task, say),
        "source": offer.source.code,
        "of": decision_words(offer.source, say),
    }
    if offer.corrects:
        return say("{task} ({in}): corrected as {source} ({of}) was", **words)
    return say("{task} ({in}): as {source} ({of})", **words)


def _take(slots: Slots, answer: Answer, facts: Facts) -> Next | Retry | End:
    say, shown = facts.say, _shown(slots, facts)
    if answer.choice == "no":
        return End(say('Nothing more was stored. To answer it later, type "nhiem vu".'))
    if answer.choice != "yes":
        return Retry(say("Please choose one of the answers."))
    if not shown:
        return _nothing(facts)
    if _those(shown)["tasks"] != list(slots["tasks"]):
        hint = say("Something has changed since this was asked. Please check once more.")
        return Next("confirm", {**slots, **_those(shown)}, said=hint)
    said = stored_words(shown, say)
    left = left_words(facts, {one.task.expectation_id: one.said.status for one in shown})
    effects = tuple(UseAgain(one.task.expectation_id, one.said.id) for one in shown)
    return End(f"{said} {left}", effects)


def stored_words(used: Sequence[Offer], say: Translator) -> str:
    tasks = (f"{named(one.task, say)}, {decision_words(one.task, say)}" for one in used)
    return say("Stored: {tasks}.", tasks="; ".join(tasks))


_STEPS = {"confirm": Step(_ask, _take)}
USE_AGAIN = Dialog(
    "use_again",
    _enter,
    _STEPS,
    words=("dùng lại", "dùng lại câu trả lời", "dùng lại báo cáo", "use again"),
)
OFFER = Dialog(OFFER_AGAIN, _enter_at_once, _STEPS)
