"""From what a message aims at to what is answered: the one list of who is asked first."""

from bot.channels.contract import FileLimits
from bot.conversation.routing import outcomes
from bot.conversation.routing.attachments import filed
from bot.conversation.routing.free_text import typed
from bot.conversation.routing.open_questions import current, state_of, was_seen
from bot.conversation.routing.outcomes import Outcome
from bot.conversation.routing.router import Aim
from bot.conversation.routing.unlinked import stranger
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer
from bot.dialogs.facts.chat import Facts
from storage.models import Inbox, Outbox


def dispatch(
    aim: Aim,
    message: Inbox,
    questions: list[Outbox],
    facts: Facts,
    files: FileLimits | None,
    refusal: str,
) -> Outcome | None:
    """The turn for what was aimed at; None where silence is the right answer.

    `files`: what this channel's bot takes; `refusal`: why the text was blanked.
    """
    if refusal:
        return outcomes.refused(refusal, questions, facts)
    return filed(aim, message, questions, facts, files) or _answered(aim, message, questions, facts)


def _answered(aim: Aim, message: Inbox, questions: list[Outbox], facts: Facts) -> Outcome | None:
    if aim.question is not None:
        answer = Answer(aim.text, aim.choice)
        turn = ENGINE.resume(state_of(aim.question), answer, facts)
        return Outcome(turn, aim.question)
    if aim.is_stale:
        return outcomes.stale(message, questions, facts)
    if aim.cancels:
        return outcomes.cancelled(questions, facts)
    if facts.person is None:
        return stranger(aim, message, questions, facts)
    if aim.command or aim.brings_code:
        return Outcome(ENGINE.begin(aim.command or "link", facts))
    asked = current([question for question in questions if was_seen(question, message)])
    if asked is not None and ENGINE.takes_codes(state_of(asked)):
        return Outcome(ENGINE.resume(state_of(asked), Answer(aim.text), facts), asked)
    return typed(aim, message, questions, facts)
