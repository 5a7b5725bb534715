"""What can come of a message besides an answer: asked again, noted, left, refused, going on."""

from dataclasses import dataclass

from bot.conversation.routing.open_questions import current, is_draft, state_of, was_seen
from bot.dialogs import ENGINE
from bot.dialogs.engine import Prompt, Turn
from bot.dialogs.facts.chat import Facts
from bot.language.privacy.secrets import SECRET
from storage.models import Inbox, Outbox, OutboxKind


@dataclass(frozen=True)
class Outcome:
    """The engine's turn, and the open question it was an answer to, if any."""

    turn: Turn
    question: Outbox | None = None
    replaces: bool = False  # the question says all that its last message said: drop that one


def again(questions: list[Outbox], facts: Facts, hint: str) -> Outcome:
    """Ask the current question once more; where none is open, say what can be typed."""
    asked = current(questions)
    if asked is not None and asked.kind == OutboxKind.DIGEST:
        pointer = facts.say('Type "nhiem vu" for the list of tasks, "tro giup" for help.')
        return told(f"{hint} {pointer}")  # a long letter is not sent twice
    if asked is not None:
        return Outcome(ENGINE.repeat(state_of(asked), facts, hint), asked)
    begun = ENGINE.begin("help", facts)
    return Outcome(Turn(Prompt(f"{hint}\n\n{begun.prompt.text}"), begun.state, (), begun.free_text))


def noted(questions: list[Outbox], facts: Facts, words: str) -> Outcome:
    """Say something beside the talk; a half-filled reply is then asked on, a list is left alone."""
    asked = current(questions)
    if asked is not None and is_draft(asked):
        return Outcome(ENGINE.repeat(state_of(asked), facts, words), asked)
    return told(words)


def told(words: str) -> Outcome:
    """Words that ask nothing: every open question stays as it is."""
    return Outcome(Turn(Prompt(words)))


def refused(reason: str, questions: list[Outbox], facts: Facts) -> Outcome:
    """What was typed is not kept; `reason` as bot.language.privacy.secrets gives it."""
    say = facts.say
    if reason == SECRET:
        words = say(
            "This message looks like the content of a state secret, so it was not kept. Please "
            "delete it from this chat too, and send such content only by the official way for "
            "secret documents. Here, please give only the number and date of an ordinary document."
        )
    else:
        words = say(
            "This message holds a private number (an identity card, a bank account or a private "
            "phone), so it was not kept. Please delete it from this chat too, and type it again "
            "without that number."
        )
    return noted(questions, facts, words)


def stale(message: Inbox, questions: list[Outbox], facts: Facts) -> Outcome | None:
    """A button of an old question. A double tap, its next question still on the way, needs none."""
    asked = current(questions)
    if asked is not None and not was_seen(asked, message):
        return None
    return again(questions, facts, facts.say("That question was answered already."))


def cancelled(questions: list[Outbox], facts: Facts) -> Outcome:
    asked = current(questions)
    if asked is None:
        return told(facts.say("There is no open question."))
    text = ENGINE.left(state_of(asked), facts) or facts.say(
        'Left. Nothing was stored. Type "tro giup" for help.'
    )
    return Outcome(Turn(Prompt(text)), asked)
