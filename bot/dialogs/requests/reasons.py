"""What can be the words of a request that others will read: no mere talk, and no number or code."""

from bot.dialogs.facts.chat import Facts
from bot.language.words.small_talk import is_mere_talk
from storage.people.invitations import looks_like_code

FEWEST_LETTERS = 3


def no_words(text: str, facts: Facts) -> str:
    """Why it cannot be what was asked for in words; empty where it can be."""
    if is_mere_talk(text) or looks_like_code(text):  # "nhầm rồi", "khoan đã", "vâng ạ"
        return facts.say('Nothing was stored. Please write it in a few words; to stop, type "huy".')
    if sum(letter.isalpha() for letter in text) < FEWEST_LETTERS:
        return facts.say("Please say in a few words what is meant.")
    return ""
