"""One turn of a talk: load the facts, route, apply the effects, queue what to say."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.channels.contract import Capabilities
from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.chat import load_chat
from bot.conversation.outbox import drop_said_anew, queue_turn
from bot.conversation.routing import router
from bot.conversation.routing.dispatch import dispatch
from bot.conversation.routing.open_questions import is_superseded_by, reports_on, state_of
from bot.conversation.routing.privacy import blank_private
from bot.conversation.routing.replies import Reply
from bot.conversation.routing.silence import is_silent
from bot.dialogs import ENGINE
from bot.dialogs.engine import Prompt, Turn
from bot.dialogs.facts.chat import Facts
from scheduler.calendar import Calendar
from storage.database import forget, remember
from storage.messages.attachments import drop_left_behind
from storage.messages.inbox import mark_handled
from storage.messages.outbox import drop, is_open, numbered_questions
from storage.models import ChatAccount, Inbox, Outbox


def take_turn(
    session: Session,
    message: Inbox,
    account: ChatAccount,
    now: datetime,
    calendar: Calendar,
    capabilities: Capabilities,
    new_code: Callable[[], str],
) -> None:
    """Answer one message, in the caller's transaction; the message is then handled."""
    remember(session)
    numbered = numbered_questions(session, account.id or 0)
    questions = [q for q in numbered if is_open(q) and ENGINE.knows(state_of(q))]
    drafts = [question for question in numbered if reports_on(question)]
    refusal = blank_private(message)
    route = router.route(message, questions, numbers_shown=not capabilities.buttons)

    load = partial(load_chat, session, account, message, route, questions)
    facts_now = partial(load, now, calendar, capabilities, new_code)
    facts = facts_now()
    mark_handled(session, message, now)
    if is_silent(message, account, route, facts, now):
        return
    reply = dispatch(route, message, questions, facts, capabilities.files, refusal)
    if reply is None:
        return
    turn = _applied(session, reply.turn, account, facts, now)
    if turn.then:
        turn = ENGINE.follow(turn, facts_now())
    _close(session, reply, turn, questions, now)
    asked = [question for question in numbered if question.answered_at is None]
    said = queue_turn(session, account, turn, now, capabilities, asked)
    drop_said_anew(session, said, now)
    if any(draft.answered_at for draft in drafts):
        drop_left_behind(session, now, account.id)  # files live as long as their draft


def _applied(
    session: Session, turn: Turn, account: ChatAccount, facts: Facts, now: datetime
) -> Turn:
    """The turn once its effects are in; where one is not allowed, words that say so."""
    if not turn.effects:
        return turn
    forget(session)
    try:
        with session.begin_nested():
            context = EffectContext(session, account, facts, now)
            for effect in turn.effects:
                handle(context, effect)
            session.flush()
    except NotAllowed:
        return Turn(Prompt(facts.say("That is no longer possible; nothing was stored.")))
    return turn


def _close(
    session: Session, reply: Reply, turn: Turn, questions: list[Outbox], now: datetime
) -> None:
    """A question is answered once. A new one replaces open lists, and the same report's question,
    never another draft; one that is only asked again replaces itself."""
    state = turn.state
    is_new = state is not None and not (
        reply.question is not None and state == state_of(reply.question)
    )
    for question in questions:
        gives = is_new and state is not None and is_superseded_by(question, state)
        if question is reply.question or gives:
            question.answered_at = now
    asked = reply.question
    if reply.replaces and asked is not None and not _has_left(asked):
        drop(session, asked, "said anew with more", now)


def _has_left(question: Outbox) -> bool:
    """It was taken up to be sent, or earlier parts of its text were."""
    return bool(question.attempts or question.is_settled or question.part_of)
