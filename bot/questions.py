"""The open questions of a chat: what each waits for, and which one a person has in mind."""

from collections.abc import Sequence
from typing import Any

from bot.dialogs import ENGINE
from bot.dialogs.engine import State
from storage.models import Inbox, Outbox


def state_of(question: Outbox) -> State:
    return State.from_json(question.state or {})


def choices_of(question: Outbox) -> list[dict[str, Any]]:
    return question.choices or []


def is_draft(question: Outbox) -> bool:
    """Whether somebody's half-filled reply waits in it."""
    return ENGINE.dialogs[state_of(question).dialog].is_draft


def was_seen(question: Outbox, message: Inbox) -> bool:
    """What was typed before a question arrived cannot be meant for it."""
    shown_at = question.sent_at or question.unknown_at
    return shown_at is not None and shown_at <= message.received_at


def current(questions: Sequence[Outbox]) -> Outbox | None:
    """The newest draft, else the newest question: lists and reminders never push a draft aside."""
    drafts = [question for question in questions if is_draft(question)]
    return next(iter([*drafts, *questions]), None)


def draft_on(expectation_id: int, questions: Sequence[Outbox]) -> Outbox | None:
    """The half-filled report on that task, if there is one."""
    for question in questions:
        if is_draft(question) and state_of(question).slots.get("expectation_id") == expectation_id:
            return question
    return None
