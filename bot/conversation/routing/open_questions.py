"""The open questions of a chat: what each waits for, and which one a person has in mind.

The newest question or list that was shown owns the numbers, the labels and the free words; an
older draft keeps quiet until it is named.
"""

import json
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from bot.channels.message_text import NO_NUMBER
from bot.dialogs import ENGINE
from bot.dialogs.engine import State, Step
from storage.models import InboundKind, Inbox, Outbox, OutboxKind

ASKED_AGAIN = "asked_again"  # in the state of a question, see `asked_again_state`


def state_of(question: Outbox) -> State:
    return State.from_json(question.state or {})


def choices_of(question: Outbox) -> list[dict[str, Any]]:
    return question.choices or []


def step_asked(question: Outbox) -> Step:
    """The step that waits for its answer."""
    return ENGINE.step_of(state_of(question))


def is_draft(question: Outbox) -> bool:
    """Whether somebody's half-filled reply waits in it."""
    return bool(ENGINE.dialogs[state_of(question).dialog].draft)


def is_list(question: Outbox) -> bool:
    """Whether its text shows the numbers of its choices."""
    return any(choice.get("is_in_text") for choice in choices_of(question))


def shows_lines(question: Outbox) -> bool:
    """Whether its choices are a list of things to look at, and no step of a reply."""
    return not is_draft(question) and any(one.get("line") for one in choices_of(question))


def numbers_on(question: Outbox) -> dict[int, int]:
    """Number → expectation of the tasks it shows, or remembers from the list it belongs to."""
    remembered = state_of(question).slots.get("numbers")
    if remembered is not None:
        return dict(remembered)
    return {
        int(choice["number"]): int(choice["key"][1:])
        for choice in choices_of(question)
        if choice.get("is_in_text")
    }


def shows_numbers(question: Outbox) -> bool:
    """A planner's digest tells of no tasks of their own: it takes no list its numbers."""
    return state_of(question).dialog != "digest" or bool(numbers_on(question))


def numbers_printed_on(question: Outbox) -> frozenset[int]:
    """Those of `numbers_on` that a message has shown, or that the person has typed."""
    slots = state_of(question).slots
    return frozenset(slots.get("printed", numbers_on(question)))


def was_seen(question: Outbox, message: Inbox) -> bool:
    """What was typed before a question arrived cannot be meant for it; of a message that reached
    us late the service's own stamp tells when that was."""
    typed_at = message.said_at if message.came_late else message.received_at
    return question.sent_at is not None and question.sent_at <= typed_at


def may_be_unseen(question: Outbox) -> bool:
    """It was sent, and nobody knows whether it arrived; or it never was."""
    return question.is_settled and question.sent_at is None


def listening(questions: Sequence[Outbox], message: Inbox, zone: tzinfo) -> Outbox | None:
    """The question that what was typed answers: the one quoted, else the newest that was shown.

    None where nobody knows whether the newest was shown, where it is on its way (but for a digest,
    which nobody waits for), and where it is a draft of an earlier day.
    """
    if message.refers_to and message.kind != InboundKind.EDITED:
        return quoted_by(message, questions)
    for question in questions:
        is_awaited = question.kind != OutboxKind.DIGEST and not was_seen(question, message)
        if question.unknown_at or is_awaited:
            return None
        if was_seen(question, message):
            is_over = is_of_an_earlier_day(question, message.said_at, zone)
            return None if is_over or is_put_aside(question) else question
    return None


def put_aside(questions: Sequence[Outbox], answered: Outbox) -> None:
    """Drafts that were asked before the question just answered keep quiet from now on."""
    place = next((at for at, one in enumerate(questions) if one is answered), len(questions))
    for question in questions[place + 1 :]:
        if question.answered_at is None and question.state and is_draft(question):
            question.state = {**(question.state or {}), "put_aside": True}


def is_put_aside(question: Outbox) -> bool:
    return bool((question.state or {}).get("put_aside"))


def asked_again_state(question: Outbox) -> dict[str, Any]:
    """Of one that is closed only because a newer message asks the very same."""
    return {**(question.state or {}), ASKED_AGAIN: True}


def asked_again(question: Outbox, questions: Sequence[Outbox]) -> Outbox | None:
    """The open one that asks the very same: a tap on the older message answers it, for who taps
    each message as it comes would make the next one old for ever."""
    if not (question.state or {}).get(ASKED_AGAIN):
        return None
    return next((one for one in questions if is_same(state_of(one), state_of(question))), None)


def is_same(one: State, other: State) -> bool:
    """As they are once both went through JSON."""
    return bool(
        json.dumps(one.to_json(), sort_keys=True) == json.dumps(other.to_json(), sort_keys=True)
    )


def is_of_an_earlier_day(question: Outbox, at: datetime, zone: tzinfo) -> bool:
    """A draft listens on its day only: what is said later may be meant for anything."""
    asked_on = question.created_at.astimezone(zone).date()
    return is_draft(question) and asked_on < at.astimezone(zone).date()


def is_old(question: Outbox, questions: Sequence[Outbox], at: datetime, zone: tzinfo) -> bool:
    """Something newer was shown since, or its day is over."""
    shown = next((one for one in questions if one.sent_at or one.unknown_at), question)
    is_over = is_put_aside(question) or is_of_an_earlier_day(question, at, zone)
    return is_over or questions.index(shown) < questions.index(question)


def quoted_by(message: Inbox, questions: Sequence[Outbox]) -> Outbox | None:
    """The open question that a message quotes, and so answers however old it is."""
    return next((one for one in questions if one.external_id == message.refers_to), None)


def current(questions: Sequence[Outbox]) -> Outbox | None:
    """The newest, shown or on its way, but for a draft that keeps quiet."""
    return next((question for question in questions if not is_put_aside(question)), None)


def awaits_number(question: Outbox) -> bool:
    """A number is what the question wants: "12.5" is then no code."""
    return any(choice["number"] == NO_NUMBER for choice in choices_of(question))


def accepts_text(question: Outbox) -> bool:
    """Whether words that are no choice may answer it."""
    return question.free_text or step_asked(question).some_text


def is_multiline(question: Outbox) -> bool:
    """Whether a choice may stand in a first line, with more below it."""
    return step_asked(question).is_multiline


def accepts_early_text(question: Outbox) -> bool:
    """Whether it takes what was typed before it was shown."""
    return step_asked(question).accepts_early_text


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
