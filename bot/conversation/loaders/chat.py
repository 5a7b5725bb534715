"""The facts of one chat in a turn: with its code, its open questions, its channel."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache

from sqlmodel import Session

from bot.channels.contract import Capabilities
from bot.conversation.loaders.facts import load_facts
from bot.conversation.routing.open_questions import (
    current,
    drafts_on,
    half_filled,
    reports_on,
    state_of,
)
from bot.conversation.routing.router import Route
from bot.dialogs.engine import State
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import HalfFilled
from bot.dialogs.tasks.task_numbers import SHOWN_IN, numbers_in
from scheduler.calendar import Calendar
from storage.messages.outbox import state_shown_last
from storage.models import ChatAccount, Inbox, Outbox
from storage.people.invitations import looks_like_code


def load_chat(
    session: Session,
    account: ChatAccount,
    message: Inbox,
    route: Route,
    questions: list[Outbox],
    now: datetime,
    calendar: Calendar,
    capabilities: Capabilities,
    new_code: Callable[[], str],
) -> Facts:
    """What is known at this message: of the person, the open questions, what the channel can do."""
    asked = route.question or current(questions)
    code, invitation_id = _invitation(route, asked)
    facts = load_facts(session, account, now, calendar, code=code, invitation_id=invitation_id)
    return replace(
        facts,
        half_filled=_half_filled(questions),
        waits_for=half_filled(asked),
        drafts=drafts_on([question for question in questions if question != route.question]),
        numbers_shown=cache(lambda: _numbers_shown(session, message)),
        is_scarce=capabilities.scarce,
        message_length=capabilities.max_length,
        new_code=new_code,
    )


def _invitation(route: Route, asked: Outbox | None) -> tuple[str, int | None]:
    """The code that was just typed, or the invitation that the question at hand remembers."""
    if looks_like_code(route.text):
        return route.text, None
    return "", None if asked is None else state_of(asked).slots.get("invitation_id")


def _half_filled(questions: list[Outbox]) -> tuple[HalfFilled, ...]:
    found = ((reports_on(question), state_of(question)) for question in questions)
    return tuple(HalfFilled(task, state.step, state.slots) for task, state in found if task)


def _numbers_shown(session: Session, message: Inbox) -> dict[int, int]:
    """The numbers of tasks this chat was shown last: number → expectation."""
    shown = state_shown_last(session, message.account_id, SHOWN_IN, message.received_at)
    return numbers_in(State.from_json(shown).slots) if shown else {}
