"""From what a message aims at to what is answered: the one list of who is asked first."""

from bot.channels.contract import FileLimits
from bot.conversation.routing import replies
from bot.conversation.routing.attachments import route_file
from bot.conversation.routing.free_text import route_free_text
from bot.conversation.routing.open_questions import is_draft, is_old, listening, state_of
from bot.conversation.routing.reading import route_code_of_a_list
from bot.conversation.routing.replies import Reply
from bot.conversation.routing.router import Route
from bot.conversation.routing.unlinked import route_unlinked
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, Turn, after
from bot.dialogs.facts.chat import Facts
from storage.models import Inbox, Outbox


def dispatch(
    route: Route,
    message: Inbox,
    questions: list[Outbox],
    facts: Facts,
    files: FileLimits | None,
    refusal: str,
) -> Reply | None:
    """The turn for what was aimed at; None where silence is the right answer.

    `files`: what this channel's bot takes; `refusal`: why the text was blanked.
    """
    if refusal:
        return replies.refused(refusal, questions, facts)
    return route_file(route, message, questions, facts, files) or _answered(
        route, message, questions, facts
    )


def _answered(route: Route, message: Inbox, questions: list[Outbox], facts: Facts) -> Reply | None:
    reading = route_code_of_a_list(route, questions, facts)
    if reading is not None:
        return reading
    if route.question is not None:
        return _resumed(route, route.question, message, questions, facts)
    if route.is_stale:
        return replies.stale(message, questions, facts)
    if route.cancels:
        return replies.cancelled(questions, facts)
    if facts.person is None:
        return route_unlinked(route, message, questions, facts)
    if route.command or route.is_deep_link:
        return Reply(ENGINE.begin(route.command or "link", facts))
    asked = listening(questions, message, facts.zone)
    if asked is not None and ENGINE.takes_codes(state_of(asked)):
        return Reply(ENGINE.resume(state_of(asked), Answer(route.text), facts), asked)
    return route_free_text(route, message, questions, facts)


def _resumed(
    route: Route, question: Outbox, message: Inbox, questions: list[Outbox], facts: Facts
) -> Reply:
    """The answer to a question. An older one is named, and nothing is stored before it is seen."""
    state = state_of(question)
    turn = ENGINE.resume(state, Answer(route.text, route.choice, route.words), facts)
    if not is_old(question, questions, message.said_at, facts.zone):
        hint = _not_as_typed(route, turn, question, message, facts)
        return Reply(turn if hint is None else ENGINE.repeat(state, facts, hint), question)
    name = replies.named_question(state, facts)
    if turn.effects:
        return Reply(ENGINE.repeat(state, facts, name), question, is_to_be_seen=True)
    return Reply(after(name, turn), question)


def _not_as_typed(
    route: Route, turn: Turn, question: Outbox, message: Inbox, facts: Facts
) -> str | None:
    """What is said where typing would do too much, None where it may: a number would drop what was
    written, or something would change by a question of another day, which nobody has before their
    eyes."""
    if facts.person is None or message.tapped:
        return None
    is_dropping = is_draft(question) and route.choice == "cancel" and turn.state is None
    if is_dropping and route.text.isdecimal():
        return facts.say('That would drop what is written. To drop it, type "huy".')
    asked_on = question.created_at.astimezone(facts.zone).date()
    return "" if turn.effects and asked_on < message.said_at.astimezone(facts.zone).date() else None
