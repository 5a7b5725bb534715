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


def is_list(question: Outbox) -> bool:
    """Whether its text shows numbers of tasks."""
    return any(choice.get("is_in_text") for choice in choices_of(question))


def was_seen(question: Outbox, message: Inbox) -> bool:
    """What was typed before a question arrived cannot be meant for it."""
    shown_at = question.sent_at or question.unknown_at
    return shown_at is not None and shown_at <= message.received_at


def current(questions: Sequence[Outbox]) -> Outbox | None:
    """The newest draft, else the newest question: lists and reminders never push a draft aside."""
    drafts = [question for question in questions if is_draft(question)]
    return next(iter([*drafts, *questions]), None)


def accepts_text(question: Outbox) -> bool:
    """Whether words that are no choice may answer it."""
    return question.free_text or ENGINE.step_of(state_of(question)).some_text


def is_multiline(question: Outbox) -> bool:
    """Whether a choice may stand in a first line, with more below it."""
    return ENGINE.step_of(state_of(question)).is_multiline


def accepts_early_text(question: Outbox) -> bool:
    """Whether it takes what was typed before it was shown."""
    return ENGINE.step_of(state_of(question)).accepts_early_text


def reports_on(question: Outbox) -> int | None:
    """The expectation of a half-filled report; None for any other question."""
    state = state_of(question)
    return state.slots.get("expectation_id") if state.dialog == "report" else None


def drafts_on(questions: Sequence[Outbox]) -> frozenset[int]:
    """The expectations that half-filled replies are about."""
    found = (state_of(one).slots.get("expectation_id") for one in questions if is_draft(one))
    return frozenset(int(one) for one in found if one is not None)


def is_superseded_by(question: Outbox, new: State) -> bool:
    """A list gives way to any new question, a draft only to one of its own dialog and task."""
    old = state_of(question)
    same_task = old.slots.get("expectation_id") == new.slots.get("expectation_id")
    return not is_draft(question) or (old.dialog == new.dialog and same_task)


def half_filled(question: Outbox | None) -> str:
    """The dialog that has begun and waits for this answer; empty for a list or a reminder."""
    if question is None or not (question.free_text or is_draft(question)):
        return ""
    return state_of(question).dialog
