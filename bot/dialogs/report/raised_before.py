"""What was raised on a task in the round before: asked of whoever raised it, and what they say."""

from typing import Any

from bot.dialogs.effects import SettleObstacle
from bot.dialogs.engine import Slots
from bot.dialogs.facts.chat import Facts
from bot.language.obstacles.settled import Settled
from bot.language.wording import shortened
from locales import Translator

SHOWN = 200  # letters of all that was raised


def raised_slots(expectation_id: int, facts: Facts) -> dict[str, Any]:
    """Empty where nothing was raised, or it is settled, or was spoken of in this round."""
    found = facts.unsettled([expectation_id]).get(expectation_id)
    if found is None:
        return {}
    raised = {"report": found.report_id, "year": found.year, "about": list(found.about)}
    return {"raised": raised}


def is_to_be_asked(slots: Slots) -> bool:
    return "raised" in slots and "settled" not in slots


def is_to_be_stepped_to(slots: Slots) -> bool:
    """It has a question of its own; whoever went on typing is asked below the echo only."""
    return is_to_be_asked(slots) and not slots.get("passed")


def raised_words(slots: Slots, say: Translator) -> str:
    raised = slots["raised"]
    words = "; ".join(one.replace("\n", "; ") for one in raised["about"])
    return say(
        'In {year} you raised: "{words}".', year=raised["year"], words=shortened(words, SHOWN)
    )


def with_word(slots: Slots, said: Settled, say: Translator) -> dict[str, Any]:
    """A bare yes or no is kept in words that say what is meant."""
    plain = say("It is settled") if said.is_settled else say("It is not settled")
    word = said.word if said.is_whole else plain
    return {**slots, "settled": said.is_settled, "settled_word": word}


def settled_words(slots: Slots, say: Translator) -> str:
    """What is stored with the report; empty where nothing is."""
    if "raised" not in slots or "settled" not in slots:
        return ""
    year, word = slots["raised"]["year"], slots["settled_word"]
    return say("What was raised in {year}: {word}", year=year, word=word)


def settling(slots: Slots) -> tuple[SettleObstacle, ...]:
    if "raised" not in slots or "settled" not in slots:
        return ()
    raised = slots["raised"]
    return tuple(
        SettleObstacle(raised["report"], about, slots["settled_word"], slots["settled"])
        for about in raised["about"]
    )
