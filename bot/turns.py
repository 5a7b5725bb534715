"""One turn of a talk: load the facts, run the engine, apply the effects, queue what to say."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.applying import Change, NotAllowed, apply
from bot.channels.contract import Capabilities
from bot.dialogs import ENGINE
from bot.dialogs.engine import Answer, Prompt, State, Turn
from bot.dialogs.facts import Facts
from bot.loading import load_facts
from bot.prompts import queue_turn
from bot.questions import current, draft_on, is_draft, state_of, was_seen
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
    aim = aim_of(message, questions, numbers_shown=not capabilities.buttons)
    code = aim.text if account.person_id is None and looks_like_code(aim.text) else ""
    asked = aim.question or current(questions)
    invitation_id = None if code or asked is None else state_of(asked).slots.get("invitation_id")

    def facts_now() -> Facts:
        loaded = load_facts(session, account, now, calendar, code=code, invitation_id=invitation_id)
        return replace(loaded, new_code=new_code)

    facts = facts_now()
    outcome = _outcome(aim, message, questions, facts)
    if outcome is not None:
        turn = _applied(session, outcome.turn, account, facts, now)
        if turn.then:
            turn = ENGINE.follow(turn, facts_now())
        _close(outcome, turn, questions, now)
        queue_turn(session, account.id or 0, turn, now, capabilities)
    message.handled_at = now


def _outcome(aim: Aim, message: Inbox, questions: list[Outbox], facts: Facts) -> Outcome | None:
    """The turn for what was aimed at; None where silence is the right answer."""
    if aim.question is not None:
        answer = Answer(aim.text, aim.choice)
        return Outcome(ENGINE.resume(state_of(aim.question), answer, facts), aim.question)
    if aim.is_stale:
        return _stale(message, questions, facts)
    if not aim.text:
        return _again(questions, facts, facts.say("Only written messages can be read here."))
    if aim.cancels:
        return _cancelled(questions, facts)
    if facts.person is None:
        return _stranger(aim, questions, facts)
    if aim.command or aim.brings_code:
        return Outcome(ENGINE.begin(aim.command or "link", facts))
    task = _task_named(aim.text, facts)
    if task is not None:
        return _reporting(task, questions, facts)
    return _free_text(aim, message, questions, facts)


def _stale(message: Inbox, questions: list[Outbox], facts: Facts) -> Outcome | None:
    """A button of an old question. A double tap, its next question still on the way, needs none."""
    asked = current(questions)
    if asked is not None and not was_seen(asked, message):
        return None
    return _again(questions, facts, facts.say("That question was answered already."))


def _stranger(aim: Aim, questions: list[Outbox], facts: Facts) -> Outcome | None:
    """A code is tried at once; anything else asks for one; too many tries are met with silence."""
    asking = next((q for q in questions if q.free_text), None)
    if looks_like_code(aim.text) and (asking is not None or facts.may_try_codes):
        return Outcome(ENGINE.resume(State("link", "code"), Answer(aim.text), facts), asking)
    if questions:
        hint = "" if asking is not None else facts.say("Please choose one of the answers.")
        return _again(questions, facts, hint)
    return Outcome(ENGINE.begin("link", facts)) if facts.may_try_codes else None


def _cancelled(questions: list[Outbox], facts: Facts) -> Outcome:
    asked = current(questions)
    if asked is None:
        return Outcome(Turn(Prompt(facts.say("There is no open question."))))
    text = facts.say('Left. Nothing was stored. Type "tro giup" for help.')
    return Outcome(Turn(Prompt(text)), asked)


def _task_named(text: str, facts: Facts) -> int | None:
    """The expectation whose code was typed, when it is one and no other."""
    code = text.strip().rstrip(".").lower()
    found = [one for one in facts.owed + facts.reported if code and one.code.lower() == code]
    is_focal = facts.person is not None and facts.person.is_focal
    return found[0].expectation_id if len(found) == 1 and is_focal else None


def _reporting(task: int, questions: list[Outbox], facts: Facts) -> Outcome:
    """Begin the report on a task, or go on with the one that is half filled."""
    draft = draft_on(task, questions)
    if draft is not None:
        return Outcome(ENGINE.repeat(state_of(draft), facts), draft)
    return Outcome(ENGINE.begin("report", facts, expectation_id=task))


def _free_text(aim: Aim, message: Inbox, questions: list[Outbox], facts: Facts) -> Outcome:
    """It answers the question the person has in mind, if that takes any text and was seen."""
    asked = current([question for question in questions if was_seen(question, message)])
    if asked is not None and asked.free_text:
        return Outcome(ENGINE.resume(state_of(asked), Answer(aim.text), facts), asked)
    if not questions and looks_like_code(aim.text):
        return Outcome(ENGINE.begin("link", facts))
    return _again(questions, facts, facts.say("Sorry, that was not understood."))


def _again(questions: list[Outbox], facts: Facts, hint: str) -> Outcome:
    """Ask the current question once more; where none is open, say what can be typed."""
    asked = current(questions)
    if asked is not None:
        return Outcome(ENGINE.repeat(state_of(asked), facts, hint), asked)
    told = ENGINE.begin("help", facts)
    return Outcome(Turn(Prompt(f"{hint}\n\n{told.prompt.text}"), told.state, (), told.free_text))


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


def _close(outcome: Outcome, turn: Turn, questions: list[Outbox], now: datetime) -> None:
    """A question is answered once. A new one replaces open lists, never somebody's draft."""
    for question in questions:
        if question is outcome.question or (turn.state is not None and not is_draft(question)):
            question.answered_at = now
