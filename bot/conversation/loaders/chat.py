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
    is_draft,
    numbers_on,
    numbers_printed_on,
    shows_numbers,
    state_of,
)
from bot.conversation.routing.router import Route
from bot.dialogs import ENGINE
from bot.dialogs.facts.chat import Facts
from bot.dialogs.facts.reports import HalfFilled
from bot.dialogs.tasks.task_numbers import SHOWN_IN, counted_on
from scheduler.calendar import Calendar
from storage.messages.questions import last_question
from storage.models import ChatAccount, Inbox, Outbox
from storage.people.invitations import code_in


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
    shown_last = cache(
        lambda: last_question(
            session, message.account_id, SHOWN_IN, message.received_at, shows_numbers
        )
    )
    return replace(
        facts,
        half_filled=_half_filled(questions),
        waits_for=half_filled(asked),
        drafts=drafts_on([question for question in questions if question != route.question]),
        numbers_shown=cache(lambda: _numbers_shown(shown_last(), facts)),
        numbers_printed=lambda: numbers_printed_on(row) if (row := shown_last()) else (),
        dialog_shown_last=lambda: _dialog_shown_last(session, message),
        is_scarce=capabilities.scarce,
        message_length=capabilities.max_length,
        new_code=new_code,
    )


def _invitation(route: Route, asked: Outbox | None) -> tuple[str, int | None]:
    """The code that was just typed, or the invitation that the question at hand remembers."""
    code = code_in(route.text)
    if code:
        return code, None
    return "", None if asked is None else state_of(asked).slots.get("invitation_id")


def _dialog_shown_last(session: Session, message: Inbox) -> str:
    row = last_question(
        session,
        message.account_id,
        ENGINE.dialogs,
        message.received_at,
        lambda one: bool(one.choices),
    )
    return state_of(row).dialog if row else ""


def _half_filled(questions: list[Outbox]) -> tuple[HalfFilled, ...]:
    drafts = (state_of(question) for question in questions if is_draft(question))
    return tuple(
        HalfFilled(one.dialog, one.step, one.slots, ENGINE.dialogs[one.dialog].draft)
        for one in drafts
    )


def _numbers_shown(row: Outbox | None, facts: Facts) -> dict[int, int]:
    """The numbers of tasks this chat was shown last: number → expectation."""
    shown = numbers_on(row) if row else {}
    is_list = row is not None and state_of(row).dialog != "digest"
    return shown if is_list else counted_on(shown, facts)
