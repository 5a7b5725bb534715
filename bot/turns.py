"""One turn of a talk: load the facts, run the engine, apply the effects, queue what to say."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.applying import NotAllowed, apply
from bot.channels.contract import Capabilities
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, Prompt, State, Turn
from bot.dialogs.facts import Facts
from bot.loading import load_facts
from bot.prompts import queue_turn
from bot.routing import Aim, aim_of
from scheduler.calendar import Calendar
from storage.messages import open_questions
from storage.models import ChatAccount, Inbox, Outbox
from storage.people import looks_like_code


@dataclass(frozen=True)
class Outcome:
    """The engine's turn, and the open question it was an answer to, if any."""

    turn: Turn
    question: Outbox | None = None


def take_turn(
    session: Session, message: Inbox, now: datetime, calendar: Calendar, capabilities: Capabilities
) -> None:
    """Answer one message, in the caller's transaction; the message is then handled."""
    account = session.get_one(ChatAccount, message.account_id)
    questions = [q for q in open_questions(session, account.id or 0) if ENGINE.knows(_state(q))]
    aim = aim_of(message, questions)
    facts = load_facts(
        session,
        account,
        now,
        calendar,
        code="" if account.person_id else aim.text,
        invitation_id=_invitation_of(aim.question or next(iter(questions), None)),
    )
    outcome = _outcome(aim, questions, facts)
    if outcome is not None:
        turn = _applied(session, outcome.turn, account, facts, now)
        _close(outcome, turn, questions, now)
        queue_turn(session, account.id or 0, turn, now, capabilities)
    message.handled_at = now


def _outcome(aim: Aim, questions: list[Outbox], facts: Facts) -> Outcome | None:
    """The turn for what was aimed at; None where silence is the right answer."""
    if not aim.text and not aim.is_stale and aim.question is None:
        return _unreadable(questions, facts)
    if aim.question is not None:
        answer = Answer(aim.text, aim.choice)
        return Outcome(ENGINE.resume(_state(aim.question), answer, facts), aim.question)
    if facts.person is None:
        return _stranger(aim, questions, facts)
    if aim.command:
        return Outcome(ENGINE.begin(aim.command, facts))
    if aim.cancels:
        return _cancelled(questions, facts)
    task = _task_named(aim.text, facts)
    if task is not None:
        return Outcome(ENGINE.begin("report", facts, expectation_id=task))
    return _free_text(aim, questions, facts)


def _stranger(aim: Aim, questions: list[Outbox], facts: Facts) -> Outcome | None:
    """A code is tried at once; anything else asks for one; too many tries are met with silence."""
    asking = next((q for q in questions if q.free_text), None)
    if looks_like_code(aim.text) or (asking is not None and aim.text and not aim.command):
        if asking is None and not facts.may_try_codes:
            return None
        return Outcome(ENGINE.resume(State("link", "code"), Answer(aim.text), facts), asking)
    if questions:
        return Outcome(ENGINE.repeat(_state(questions[0]), facts), questions[0])
    return Outcome(ENGINE.begin("link", facts)) if facts.may_try_codes else None


def _cancelled(questions: list[Outbox], facts: Facts) -> Outcome:
    if not questions:
        return Outcome(Turn(Prompt(facts.say("There is no open question."))))
    text = facts.say('Left. Nothing was stored. Type "tro giup" for help.')
    return Outcome(Turn(Prompt(text)), questions[0])


def _task_named(text: str, facts: Facts) -> int | None:
    """The expectation whose code was typed, when it is one and no other."""
    code = text.strip().rstrip(".").lower()
    found = [one for one in facts.owed + facts.reported if code and one.code.lower() == code]
    is_focal = facts.person is not None and facts.person.is_focal
    return found[0].expectation_id if len(found) == 1 and is_focal else None


def _unreadable(questions: list[Outbox], facts: Facts) -> Outcome:
    """A picture, a sticker, a file: said so, and the open question is asked again."""
    hint = facts.say("Only written messages can be read here.")
    if questions:
        return Outcome(ENGINE.repeat(_state(questions[0]), facts, hint), questions[0])
    return Outcome(Turn(Prompt(hint)))


def _free_text(aim: Aim, questions: list[Outbox], facts: Facts) -> Outcome:
    """It answers the newest question that takes any text; else the newest is asked again.

    It passes over lists and reminders, but never over a newer draft: words meant for one task
    would end up in the report on another.
    """
    for question in questions if not aim.is_stale else []:
        if question.free_text:
            answer = Answer(aim.text)
            return Outcome(ENGINE.resume(_state(question), answer, facts), question)
        if _is_draft(question):
            break
    hint = (
        facts.say("That question was answered already.")
        if aim.is_stale
        else facts.say("Sorry, that was not understood.")
    )
    if questions:
        return Outcome(ENGINE.repeat(_state(questions[0]), facts, hint), questions[0])
    if looks_like_code(aim.text):
        return Outcome(ENGINE.begin("link", facts))
    told = ENGINE.begin("help", facts).prompt.text
    return Outcome(Turn(Prompt(f"{hint}\n\n{told}")))


def _applied(
    session: Session, turn: Turn, account: ChatAccount, facts: Facts, now: datetime
) -> Turn:
    """The turn once its effects are in; where one is not allowed, words that say so."""
    try:
        with session.begin_nested():
            for effect in turn.effects:
                apply(session, effect, account, facts, now)
    except NotAllowed:
        return Turn(Prompt(facts.say("That is no longer possible; nothing was stored.")))
    return turn


def _close(outcome: Outcome, turn: Turn, questions: list[Outbox], now: datetime) -> None:
    """A question is answered once. A new one replaces open lists, never somebody's draft."""
    for question in questions:
        if question is outcome.question or _is_replaced(question, turn):
            question.answered_at = now


def _is_replaced(question: Outbox, turn: Turn) -> bool:
    if turn.state is None:
        return False
    if not _is_draft(question):
        return True
    state, task = _state(question), "expectation_id"
    return turn.state.dialog == state.dialog and turn.state.slots.get(task) == state.slots.get(task)


def _is_draft(question: Outbox) -> bool:
    return ENGINE.dialogs[_state(question).dialog].is_draft


def _state(question: Outbox) -> State:
    return State.from_json(question.state or {})


def _invitation_of(question: Outbox | None) -> int | None:
    found = _state(question).slots.get("invitation_id") if question else None
    return int(found) if found is not None else None
