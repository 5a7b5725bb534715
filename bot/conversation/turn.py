"""One turn of a talk: load the facts, route, apply the effects, queue what to say."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlmodel import Session

from bot.channels.contract import Capabilities
from bot.conversation.handlers import EffectContext, NotAllowed, handle
from bot.conversation.loaders.chat import load_chat
from bot.conversation.outbox import drop_said_anew, queue_turn
from bot.conversation.routing import router
from bot.conversation.routing.dispatch import dispatch
from bot.conversation.routing.edits import route_edited
from bot.conversation.routing.open_questions import (
    asked_again_state,
    is_same,
    is_superseded_by,
    put_aside,
    reports_on,
    state_of,
)
from bot.conversation.routing.privacy import blank_private
from bot.conversation.routing.replies import Reply
from bot.conversation.routing.silence import is_silent
from bot.dialogs import ENGINE
from bot.dialogs.barriers import barrier_words
from bot.dialogs.effects import JoinFiles, SubmitReport, UseAgain
from bot.dialogs.engine import Prompt, Turn
from bot.dialogs.facts.chat import Facts
from scheduler.calendar import Calendar
from storage import audit
from storage.database import foretell, forget, remember
from storage.database.writing import update_row
from storage.messages.attachments import drop_left_behind
from storage.messages.inbox import Waiting, mark_handled, original_of
from storage.messages.outbox import Claim, drop
from storage.messages.questions import open_questions, question_tapped
from storage.models import ChatAccount, InboundKind, Inbox, Outbox, Right
from storage.people.chat_accounts import CONSOLE
from storage.plans.planners import rights_of

log = logging.getLogger(__name__)


def take_turn(
    session: Session,
    waiting: Waiting,
    now: datetime,
    calendar: Calendar,
    capabilities: Capabilities,
    new_code: Callable[[], str],
    claim: Claim | None = None,
) -> list[Outbox]:
    """Answer one message, in the caller's transaction; the message is then handled.

    An earlier answer that still waits is not said if this one says it. What is said now is
    claimed, where nothing else was done: an effect may have told others, too.
    """
    message, account = waiting.message, waiting.account
    questions = _begin(session, waiting)
    refusal = blank_private(message, questions)
    route = router.route(message, questions, calendar.zone, numbers_shown=not capabilities.buttons)
    if route.is_stale and (older := question_tapped(session, message)) is not None:
        route = router.of_an_older_message(message, older, questions)
    load = partial(load_chat, session, account, message, route, questions)
    facts_now = partial(load, now, calendar, capabilities, new_code)
    facts = facts_now()
    mark_handled(session, message, now)
    if is_silent(message, account, route, facts, now):
        return []
    if message.kind == InboundKind.EDITED and not refusal:
        reply = route_edited(message, original_of(session, message), questions, facts)
    else:
        reply = dispatch(route, message, questions, facts, capabilities.files, refusal)
    if reply is None:
        return []
    drafts = [question for question in questions if reports_on(question)]
    turn = _carried_out(session, waiting, reply, questions, facts, facts_now)
    claim = None if reply.turn.effects else claim
    return _say(session, waiting, turn, drafts, now, capabilities, claim)


def _begin(session: Session, waiting: Waiting) -> list[Outbox]:
    """Remember from now on what is asked; the questions that wait in the chat."""
    remember(session)
    if waiting.person is not None and not waiting.has_rights:
        foretell(session, rights_of, {waiting.person.id: list[Right]()})
    asked = open_questions(session, waiting.account.id or 0, waiting.message)
    return [question for question in asked if ENGINE.knows(state_of(question))]


def _carried_out(
    session: Session,
    waiting: Waiting,
    reply: Reply,
    questions: list[Outbox],
    facts: Facts,
    facts_now: Callable[[], Facts],
) -> Turn:
    """The effects are in, the questions that were answered are closed; what is to be said."""
    account, now, said_at = waiting.account, facts.now, waiting.message.said_at
    turn = _applied(session, _with_files(reply.turn, facts), account, facts, now, said_at)
    _end_drafts(turn, questions, now)
    if turn.then:
        turn = ENGINE.follow(turn, facts_now())
    _close(session, reply, turn, questions, now)
    return turn


def _say(
    session: Session,
    waiting: Waiting,
    turn: Turn,
    drafts: list[Outbox],
    now: datetime,
    capabilities: Capabilities,
    claim: Claim | None,
) -> list[Outbox]:
    said = queue_turn(session, waiting.account, turn, now, capabilities, claim)
    _note(waiting.message, said)
    if waiting.answer_waits:
        drop_said_anew(session, said, now)
    if any(draft.answered_at for draft in drafts):
        drop_left_behind(session, now, waiting.account.id)  # files live as long as their draft
    return said


def _note(message: Inbox, said: list[Outbox]) -> None:
    """From what was heard to what is said: by their rows, never by their words."""
    if log.isEnabledFor(logging.DEBUG):
        rows = [row.id for row in said]
        subjects = {"inbox": message.id, "outbox": rows}
        log.debug("message %s is answered by %s", message.id, rows, extra=subjects)


def _applied(
    session: Session,
    turn: Turn,
    account: ChatAccount,
    facts: Facts,
    now: datetime,
    said_at: datetime,
) -> Turn:
    """The turn once its effects are in; where one is not allowed, words that say so."""
    if not turn.effects:
        return turn
    forget(session)
    try:
        with session.begin_nested():
            context = EffectContext(session, account, facts, now, said_at)
            for effect in turn.effects:
                handle(context, effect)
            if account.channel == CONSOLE:
                _mark_terminal(context, turn)
            session.flush()
    except NotAllowed as error:
        return Turn(Prompt(_why_not(error, facts)))
    return turn


def _with_files(turn: Turn, facts: Facts) -> Turn:
    """Files sent with a half-filled report go with its task's, in whatever way that is reported."""
    joined = {one.expectation_id for one in turn.effects if isinstance(one, JoinFiles)}
    left = [one for one in _stored_by(turn) if one not in joined and facts.files.of_draft(one)]
    return replace(turn, effects=turn.effects + tuple(map(JoinFiles, left)))


def _stored_by(turn: Turn) -> list[int]:
    return [one.expectation_id for one in turn.effects if isinstance(one, SubmitReport | UseAgain)]


def _end_drafts(turn: Turn, questions: list[Outbox], now: datetime) -> None:
    """A half-filled report ends once its task is reported in another way."""
    stored = _stored_by(turn)
    for question in questions if stored else ():
        if reports_on(question) in stored:
            question.answered_at = now


def _mark_terminal(context: EffectContext, turn: Turn) -> None:
    """What is stored next to this row was typed by whoever has this machine, not by the person."""
    names = [type(effect).__name__ for effect in turn.effects]
    subject = f"account:{context.account.id}"
    audit.record(
        context.session,
        context.now,
        "terminal.acted",
        subject,
        details={"as": context.account.person_id, "effects": names},
    )


def _why_not(error: NotAllowed, facts: Facts) -> str:
    barred = error.barred
    if barred is None:
        return facts.say("That is no longer possible; nothing was stored.")
    return barrier_words(barred.barrier, barred.plan_id, facts)


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
            is_asked = state is not None and is_same(state, state_of(question))
            is_again = is_asked and not (turn.effects or reply.is_to_be_seen)
            again = {"state": asked_again_state(question)} if is_again else {}
            update_row(session, question, answered_at=now, **again)
    asked = reply.question
    if asked is not None:
        put_aside(questions, asked)
    if reply.replaces and asked is not None and not _has_left(asked):
        drop(session, asked, "said anew with more", now)


def _has_left(question: Outbox) -> bool:
    """It was taken up to be sent, or earlier parts of its text were."""
    return bool(question.attempts or question.is_settled or question.part_of)
