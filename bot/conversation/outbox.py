"""Puts what a turn says into the outbox: numbered, split to the channel's length, resumable."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from sqlmodel import Session

from bot.channels.contract import Capabilities, NumberedChoice
from bot.channels.message_text import NO_NUMBER, split, units, with_numbers
from bot.dialogs.engine import Choice, Prompt, State, Turn
from storage.messages.outbox import drop, numbered_questions, unsent_answers
from storage.models import ChatAccount, Outbox


def queue_turn(
    session: Session,
    account: ChatAccount,
    turn: Turn,
    now: datetime,
    capabilities: Capabilities,
    asked: Sequence[Outbox],
) -> list[Outbox]:
    """Queue the prompt of a turn; one row a part, the last one carries the question.

    `asked`: the questions whose numbers are taken in this chat, which the caller has locked.
    """
    first = Outbox(account_id=account.id or 0, channel=account.channel, created_at=now, send_at=now)
    return _fill(session, first, turn, now, capabilities, asked)


def fill(
    session: Session, row: Outbox, turn: Turn, now: datetime, capabilities: Capabilities
) -> list[Outbox]:
    """Give `row` the words of a turn, and rows behind it what does not fit into one message."""
    # Numbers: one at a time
    session.get_one(ChatAccount, row.account_id, with_for_update=True, populate_existing=True)
    asked = numbered_questions(session, row.account_id)
    return _fill(session, row, turn, now, capabilities, asked)


def _fill(
    session: Session,
    row: Outbox,
    turn: Turn,
    now: datetime,
    capabilities: Capabilities,
    asked: Sequence[Outbox],
) -> list[Outbox]:
    choices = _numbered(turn, asked)
    parts = _parts(turn.prompt.text, choices, capabilities)
    rows = [row]
    for part in parts:
        if part is not parts[0]:
            rows.append(_part_behind(row, now))
        rows[-1].text = part
        if part is parts[-1] and turn.state is not None:
            rows[-1].state, rows[-1].choices = turn.state.to_json(), choices
            rows[-1].free_text = turn.free_text
        session.add(rows[-1])
        session.flush()  # in order: a later part has a later id
    return rows


def _part_behind(row: Outbox, now: datetime) -> Outbox:
    return Outbox(
        account_id=row.account_id,
        channel=row.channel,
        part_of=row.id,
        created_at=now,
        send_at=now,
    )


def _parts(text: str, choices: list[dict[str, Any]], capabilities: Capabilities) -> list[str]:
    """What fits into one message each; the choices stay together, and at the end."""
    lines, limit = _lines(choices), capabilities.max_length
    *before, last = split(text, limit)
    with_choices = with_numbers(last, lines, capabilities.buttons).lstrip("\n")
    if units(with_choices) <= limit:
        return [*before, with_choices]
    alone = with_numbers("", lines, capabilities.buttons).lstrip("\n")
    return [*before, last, *split(alone, limit)]


def drop_said_anew(session: Session, rows: Sequence[Outbox], now: datetime) -> None:
    """An answer with the same words, which waits to be sent, is not said as well.

    So a burst of one message is answered once, and nothing is lost: the newest one says it.
    """
    words = [_words(row) for row in rows]
    answers: dict[int | None, list[Outbox]] = {}
    for row in unsent_answers(session, rows[0].account_id, before=rows[0].id or 0):
        answers.setdefault(row.part_of or row.id, []).append(row)
    for head_id, parts in answers.items():
        if parts[0].id == head_id and [_words(row) for row in parts] == words:
            drop(session, parts[0], "said anew", now)


def _words(row: Outbox) -> tuple[Any, ...]:
    """All that a person is shown and may answer, but for numbers that go on by themselves."""
    choices = [(one["key"], one["label"], one["line"]) for one in row.choices or []]
    return row.text, row.state, choices, row.free_text, row.template


def refill(session: Session, row: Outbox, capabilities: Capabilities, now: datetime) -> None:
    """Put the words of a row anew for another chat: its channel's length, numbers free there.

    Those that the text itself shows stay as they are.
    """
    before = row.choices or []
    choices = [_to_be_numbered(one) for one in before]
    lines = _lines(before)
    text = row.text or ""
    for buttons in (True, False):
        listed = with_numbers("", lines, buttons)
        text = "" if text == listed.lstrip("\n") else text.removesuffix(listed)
    numbered = not any(one["number"] == NO_NUMBER for one in before)
    prompt = Prompt(text, tuple(choices), numbered)
    state = State.from_json(row.state) if row.state else None
    row.state = row.choices = None
    fill(session, row, Turn(prompt, state, (), row.free_text), now, capabilities)


def _to_be_numbered(choice: dict[str, Any]) -> Choice:
    told = _is_told(choice)
    number = choice["number"] if told else 0
    return Choice(choice["key"], choice["label"], choice["line"], number, told)


def _numbered(turn: Turn, asked: Sequence[Outbox]) -> list[dict[str, Any]]:
    """Numbers go on behind those of other open questions, so that none stands for two things.

    A choice may bring its own, as a task does: the newest question that shows it is meant then.
    """
    used = [int(choice["number"]) for question in asked for choice in question.choices or []]
    numbered = turn.prompt.numbered
    brought = [choice.number for choice in turn.prompt.choices]
    free = count(max([*used, *brought], default=0) + 1)
    return [
        {
            "key": choice.key,
            "label": choice.label,
            "line": choice.line,
            "number": choice.number or (next(free) if numbered else NO_NUMBER),
            "is_in_text": choice.is_in_text,
        }
        for choice in turn.prompt.choices
    ]


def _lines(choices: list[dict[str, Any]]) -> list[NumberedChoice]:
    return [NumberedChoice(c["number"], c["label"], "", c["line"], _is_told(c)) for c in choices]


def _is_told(choice: dict[str, Any]) -> bool:
    return bool(choice.get("is_in_text"))  # rows of an older version do not say


def buttons_of(row: Outbox) -> tuple[NumberedChoice, ...]:
    """The choices of a question as its channel may show them; the data names the question."""
    return tuple(
        NumberedChoice(
            choice["number"],
            choice["label"],
            f"{row.id}:{choice['key']}",
            choice["line"],
            _is_told(choice),
        )
        for choice in row.choices or []
    )
