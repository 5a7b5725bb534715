"""What can be a reason of a decision that others will read: no decision without one."""

from bot.dialogs.facts.chat import Facts
from bot.dialogs.requests.reasons import no_words
from bot.language.words.phrases import is_decision


def no_reason(text: str, facts: Facts) -> str:
    """Why it is no reason, in words; empty where it can be one."""
    if is_decision(text):
        return facts.say(
            '"{text}" is a decision and gives no reason. To decide otherwise, choose the answer '
            "below; else please write the reason.",
            text=text,
        )
    return no_words(text, facts)
