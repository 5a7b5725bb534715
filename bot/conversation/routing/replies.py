"""What can come of a message besides an answer: asked again, noted, left, refused, going on."""

from dataclasses import dataclass

from bot.conversation.routing.nearest import answer_elsewhere, way_on
from bot.conversation.routing.open_questions import (
    accepts_text,
    current,
    is_draft,
    is_list,
    is_of_an_earlier_day,
    shows_lines,
    state_of,
    was_seen,
)
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, Prompt, State, Turn, after
from bot.dialogs.facts.chat import Facts
from bot.dialogs.tasks.drafts import drafts_kept
from bot.dialogs.tasks.wording import named
from bot.language.privacy.classified import SECRET
from bot.language.wording import day
from bot.language.words.small_talk import Talk
from storage.models import Inbox, Outbox, OutboxKind


@dataclass(frozen=True)
class Reply:
    """The engine's turn, and the open question it was an answer to, if any."""

    turn: Turn
    question: Outbox | None = None
    replaces: bool = False  # the question says all that its last message said: drop that one
    is_to_be_seen: bool = False  # asked anew by name: only a tap on that message answers it


def repeat_question(questions: list[Outbox], facts: Facts, hint: str, text: str = "") -> Reply:
    """Ask the current question once more; beside a list or a digest, which are long, and where
    nothing is open, say what else `text` may have meant."""
    asked = current(questions)
    is_long = asked is not None and (is_list(asked) or shows_lines(asked))
    if asked is None or asked.kind == OutboxKind.DIGEST or is_long:
        return reply(f"{hint} {way_on(text, facts)}")
    if is_of_an_earlier_day(asked, facts.now, facts.zone):
        hint = _left_on(asked, facts)
    return Reply(ENGINE.repeat(state_of(asked), facts, hint), asked)


def asked_once_more(asked: Outbox, facts: Facts) -> Reply:
    """Nobody knows whether it was shown: what was typed is taken for no answer to it."""
    hint = facts.say(
        "It is not certain that this question reached you, so nothing was taken from your answer. "
        "Please answer it once more:"
    )
    return Reply(ENGINE.repeat(state_of(asked), facts, hint), asked)


def answer_to_one_perhaps_unseen(text: str, asked: Outbox, facts: Facts) -> Reply:
    """Words that it takes go on with it, named, as nothing is stored of them before an echo. A
    number or words that were said before may be meant for the question before: it is asked again.
    """
    state = state_of(asked)
    is_words = accepts_text(asked) and any(map(str.isalpha, text))
    if not is_words or text in state.slots.values():
        return asked_once_more(asked, facts)
    turn = ENGINE.resume(state, Answer(text), facts)
    if turn.effects or turn.state == state:
        return asked_once_more(asked, facts)
    return Reply(after(named_question(state, facts), turn), asked)


def named_question(state: State, facts: Facts) -> str:
    """Which task a question was about; empty where it was about none."""
    task = facts.known_by_id(int(state.slots.get("expectation_id") or 0))
    return facts.say("Answer for {task}:", task=named(task, facts.say)) if task else ""


def reply_beside(questions: list[Outbox], facts: Facts, words: str) -> Reply:
    """Say something beside the talk; the reply being filled in is asked on, a list left alone."""
    asked = current(questions)
    if asked is not None and is_being_filled(asked, facts):
        return Reply(ENGINE.repeat(state_of(asked), facts, words), asked)
    return reply(words)


def is_being_filled(asked: Outbox, facts: Facts) -> bool:
    """Whether it is a draft of today."""
    return is_draft(asked) and not is_of_an_earlier_day(asked, facts.now, facts.zone)


def _left_on(asked: Outbox, facts: Facts) -> str:
    """What was typed is not taken for an answer to what was asked on another day."""
    asked_on = asked.created_at.astimezone(facts.zone).date()
    return facts.say("This was left half filled on {day}; please answer again:", day=day(asked_on))


def reply(words: str) -> Reply:
    """Words that ask nothing: every open question stays as it is."""
    return Reply(Turn(Prompt(words)))


def refused(reason: str, questions: list[Outbox], facts: Facts) -> Reply:
    """What was typed is not kept; `reason` as bot.language.privacy.classified gives it."""
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
    return reply_beside(questions, facts, words)


def stale(message: Inbox, questions: list[Outbox], facts: Facts) -> Reply | None:
    """A button of an old question. A double tap, its next question still on the way, needs none."""
    asked = current(questions)
    if asked is not None and not (asked.is_settled or was_seen(asked, message)):
        return None
    return repeat_question(questions, facts, facts.say("That question was answered already."))


def cancelled(questions: list[Outbox], facts: Facts) -> Reply:
    """Leave what is being asked; a reminder stays, and so does the draft before it."""
    asked = current(questions)
    if asked is None or asked.kind == OutboxKind.DIGEST:
        told = (facts.say("There is no open question."), drafts_kept(facts))
        return reply(" ".join(filter(None, told)))
    text = ENGINE.left(state_of(asked), facts) or facts.say(
        'Left. Nothing was stored. Type "tro giup" for help.'
    )
    return Reply(Turn(Prompt(text)), asked)


def reply_to_talk(talk: Talk, text: str, facts: Facts) -> str:
    say, person = facts.say, facts.person
    if person is None:
        return say("Only written messages can be read here.")
    if talk == Talk.SIGNS:
        return say("Please say in a few words what is meant.")
    name = {"address": person.address, "name": person.given_name}
    match talk:
        case Talk.THANKS:
            return say("Thank you, {address} {name}.", **name)
        case Talk.GREETING:
            greeting = say("Good day, {address} {name}.", **name)
            return f"{greeting} {_what_waits(facts)}"
        case Talk.QUESTION:
            return say("A question cannot be answered here.") + f" {answer_elsewhere(text, facts)}"
        case Talk.NO:
            return " ".join((say("Nothing was stored."), drafts_kept(facts))).strip()
        case Talk.PUT_OFF:
            return say('Nothing was stored. To name a day, type it such as "hen 12/11".')
    is_beside = facts.waits_for or not facts.owed
    return say("Thank you.") + ("" if is_beside else f" {_what_waits(facts)}")


def _what_waits(facts: Facts) -> str:
    pointer = facts.say('Type "tro giup" for help.')
    if not facts.owed or facts.person is None or not facts.person.is_focal:
        return pointer
    return facts.say.plural(
        '{count} task is still to be reported; type "nhiem vu" to see it.',
        '{count} tasks are still to be reported; type "nhiem vu" to see them.',
        len(facts.owed),
    )
