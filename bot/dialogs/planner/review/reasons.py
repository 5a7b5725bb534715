"""What can be a reason that others will read: no mere talk, and no decision without one."""

from bot.dialogs.facts.chat import Facts
from bot.language.words.phrases import is_decision
from bot.language.words.small_talk import is_mere_talk

FEWEST_LETTERS = 3


def no_reason(text: str, facts: Facts) -> str:
    """Why it is no reason, in words; empty where it can be one."""
    if is_decision(text):
        return facts.say(
            '"{text}" is a decision and gives no reason. To decide otherwise, choose the answer '
            "below; else please write the reason.",
            text=text,
        )
    if is_mere_talk(text) or len(text) < FEWEST_LETTERS:
        return facts.say("Please say in a few words what is meant.")
    return ""
