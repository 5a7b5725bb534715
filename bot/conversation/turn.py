"""One turn of a talk: load the facts, run the engine, apply the effects, queue what to say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from sqlmodel import Session

from bot.channels.contract import Capabilities
from bot.conversation.handlers import Change, NotAllowed, apply
from bot.conversation.loaders.facts import load_facts
from bot.conversation.outbox import queue_turn
from bot.conversation.routing import outcomes
from bot.conversation.routing.attachments import filed
from bot.conversation.routing.free_text import typed
from bot.conversation.routing.open_questions import (
    current,
    drafts_on,
    gives_way,
    half_filled,
    reports_on,
    state_of,
    was_seen,
)
from bot.conversation.routing.outcomes import Outcome
from bot.conversation.routing.router import Aim, aim_of
from bot.conversation.routing.unlinked import stranger
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, Prompt, Turn
from bot.dialogs.facts.chat import Facts, HalfFilled
from bot.dialogs.tasks.task_numbers import SHOWN_IN, numbers_in
from bot.language.privacy.secrets import refused
from scheduler.calendar import Calendar
from storage.messages.attachments import drop_left_behind
from storage.messages.outbox import drop, last_question, open_questions
from storage.models import ChatAccount, Heard, Inbox, Outbox
from storage.people.appointments import looks_like_code

HUMAN_TALKS = timedelta(hours=2)  # after the last word written by hand


def take_turn(
    session: Session,
    message: Inbox,
    now: datetime,
    calendar: Calendar,
    capabilities: Capabilities,
    new_code: Callable[[], str],
) -> None:
    """Answer one message, in the caller's transaction; the message is then handled."""
    account = session.get_one(ChatAccount, message.account_id)
    questions = [q for q in open_questions(session, account.id or 0) if ENGINE.knows(state_of(q))]
    refusal = _not_to_be_kept(message)
    aim = aim_of(message, questions, numbers_shown=not capabilities.buttons)
    asked = aim.question or current(questions)

    def facts_now() -> Facts:
        loaded = _loaded(session, account, aim, asked, now, calendar)
        here = _here(loaded, questions, asked, capabilities)
        beside = [question for question in questions if question != aim.question]
        return _with_the_talk(session, replace(here, new_code=new_code), message, beside)

    message.handled_at, facts = now, facts_now()
    if _is_silent(message, account, aim, facts, now):
        return
    outcome = (
        (outcomes.refused(refusal, questions, facts) if refusal else None)
        or filed(aim, message, questions, facts, capabilities.files)
        or _outcome(aim, message, questions, facts)
    )
    if outcome is None:
        return
    turn = _applied(session, outcome.turn, account, facts, now)
    if turn.then:
        turn = ENGINE.follow(turn, facts_now())
    _close(session, outcome, turn, questions, now)
    queue_turn(session, account.id or 0, turn, now, capabilities)
    drop_left_behind(session, now, account.id)  # files live as long as their draft


def _is_silent(message: Inbox, account: ChatAccount, aim: Aim, facts: Facts, now: datetime) -> bool:
    """Whether nothing is to be said: it was no message, or somebody of ours talks there by hand.

    A command calls the bot back; a stranger who follows it is told how to begin.
    """
    match message.kind:
        case Heard.STOPPED:
            account.stopped_at, account.stopped_reason = now, "left the bot"
        case Heard.HUMAN:
            account.paused_until = now + HUMAN_TALKS
        case Heard.TOUCHED:
            return facts.person is not None
        case _:
            if aim.command:
                account.paused_until = None
            return account.paused_until is not None and now < account.paused_until
    return True


def _not_to_be_kept(message: Inbox) -> str:
    """Why nothing of it is kept, as bot.language.privacy.secrets says; the text is then blanked."""
    name = str((message.file or {}).get("name", ""))
    reason = refused(message.text) or refused(name) or refused(name.replace("_", " "))
    if reason:
        message.text, message.file = "", None  # in this same transaction
    return reason


def _loaded(
    session: Session,
    account: ChatAccount,
    aim: Aim,
    asked: Outbox | None,
    now: datetime,
    calendar: Calendar,
) -> Facts:
    """With the invitation that was just typed, or that the question at hand remembers."""
    code = aim.text if looks_like_code(aim.text) else ""
    invitation_id = None if code or asked is None else state_of(asked).slots.get("invitation_id")
    return load_facts(session, account, now, calendar, code=code, invitation_id=invitation_id)


def _here(
    facts: Facts, questions: list[Outbox], asked: Outbox | None, capabilities: Capabilities
) -> Facts:
    """The facts with what is half filled in this chat, and what its channel can do."""
    return replace(
        facts,
        half_filled=_half_filled(questions),
        is_scarce=capabilities.scarce,
        message_length=capabilities.max_length,
        waits_for=half_filled(asked),
    )


def _outcome(aim: Aim, message: Inbox, questions: list[Outbox], facts: Facts) -> Outcome | None:
    """The turn for what was aimed at; None where silence is the right answer."""
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


def _half_filled(questions: list[Outbox]) -> tuple[HalfFilled, ...]:
    found = ((reports_on(question), state_of(question)) for question in questions)
    return tuple(HalfFilled(task, state.step, state.slots) for task, state in found if task)


def _with_the_talk(
    session: Session, facts: Facts, message: Inbox, questions: list[Outbox]
) -> Facts:
    """The facts with what this chat was shown; `questions`: those that stay open beside it."""

    def numbers_shown() -> dict[int, int]:
        row = last_question(session, message.account_id, SHOWN_IN, message.received_at)
        return numbers_in(state_of(row).slots) if row else {}

    return replace(facts, numbers_shown=cache(numbers_shown), drafts=drafts_on(questions))


def _applied(
    session: Session, turn: Turn, account: ChatAccount, facts: Facts, now: datetime
) -> Turn:
    """The turn once its effects are in; where one is not allowed, words that say so."""
    try:
        with session.begin_nested():
            change = Change(session, account, facts, now)
            for effect in turn.effects:
                apply(change, effect)
            session.flush()
    except NotAllowed:
        return Turn(Prompt(facts.say("That is no longer possible; nothing was stored.")))
    return turn


def _close(
    session: Session, outcome: Outcome, turn: Turn, questions: list[Outbox], now: datetime
) -> None:
    """A question is answered once. A new one replaces open lists, and the same report's question,
    never another draft; one that is only asked again replaces itself."""
    state = turn.state
    is_new = state is not None and not (
        outcome.question is not None and state == state_of(outcome.question)
    )
    for question in questions:
        gives = is_new and state is not None and gives_way(question, state)
        if question is outcome.question or gives:
            question.answered_at = now
    asked = outcome.question
    if outcome.replaces and asked is not None and not _has_left(asked):
        drop(session, asked, "said anew with more", now)


def _has_left(question: Outbox) -> bool:
    """It was taken up to be sent, or earlier parts of its text were."""
    return bool(question.attempts or question.is_settled or question.part_of)
