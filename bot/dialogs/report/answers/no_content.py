"""What is typed where words are asked for and cannot be them: a number, or how a task stands."""

from bot.dialogs.facts.chat import Facts
from bot.language.replies.statuses import read_status
from bot.language.replies.task_refs import refs_at
from bot.language.words.tokens import tidy
from storage.models import Status

# A text that says no more than this is not what the question asks
_NO_DIFFICULTY = (Status.COMPLETED, Status.IN_PROGRESS, Status.ONGOING, Status.NOT_YET_DUE)
_IS_NONE = {"difficulties": _NO_DIFFICULTY, "proposals": (Status.COMPLETED,), "result": ()}


def no_content(question: str, text: str, facts: Facts) -> str:
    """Why it cannot be the answer, in words; empty where it can. A result may be a figure with
    its measure ("12/12", "60%"), but no bare number: that is likely one of a list."""
    if text.isdecimal() or (question != "result" and text and not _has_letters(text)):
        return facts.say("Please say in a few words what is meant.")
    on_a_task = _behind_reference(text)
    state = read_status(on_a_task or text)
    if state is None or state.note or not (on_a_task or state.status in _IS_NONE[question]):
        return ""
    return facts.say(
        'Nothing was stored: "{text}" says how a task stands. Please answer the question in a few '
        'words; to change the answer before, type "quay lai".',
        text=text,
    )


def _behind_reference(text: str) -> str:
    """ "9.5 xong" → "xong"; empty where a text begins with no number or code of a task."""
    clean = tidy(text)
    refs = refs_at(clean)
    return clean[refs.end :].strip(" :,-") if refs else ""


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
