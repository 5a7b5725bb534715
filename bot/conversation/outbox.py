"""Puts what a turn says into the outbox: numbered, split to the channel's length, resumable."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.channels.contract import Capabilities, NumberedChoice
from bot.channels.message_text import NO_NUMBER, split, units, with_numbers
from bot.conversation.routing.open_questions import ASKED_AGAIN
from bot.dialogs.engine import Choice, Prompt, State, Turn
from bot.documents.wanted_file import WantedFile
from storage.database.writing import insert_row
from storage.messages.outbox import Claim, drop, unsent_answers
from storage.models import ChatAccount, Outbox

LINK_ROOM = 300  # letters of a link and what is said of it


def queue_turn(
    session: Session,
    account: ChatAccount,
    turn: Turn,
    now: datetime,
    capabilities: Capabilities,
    claim: Claim | None = None,
) -> list[Outbox]:
    """Queue the prompt of a turn; one row a part, the last one carries the question.

    With a `claim` the first part is taken up as it is written.
    """
    first = Outbox(account_id=account.id or 0, channel=account.channel, created_at=now, send_at=now)
    if claim is not None:
        first.send_at, first.claimed_by, first.attempts = claim.until, claim.holder, 1
    return fill(session, first, turn, now, capabilities)


def fill(
    session: Session, row: Outbox, turn: Turn, now: datetime, capabilities: Capabilities
) -> list[Outbox]:
    """Give `row` the words of a turn, and rows behind it what does not fit into one message."""
    file, rows = turn.prompt.file, [row]
    choices = [] if capabilities.one_way else _numbered(turn)
    brings_file = isinstance(file, WantedFile)
    limit = _room_beside_file(capabilities) if brings_file else capabilities.max_length
    parts = _parts(turn.prompt.text, choices, limit, buttons=capabilities.buttons)
    row.wanted_file = file.to_json() if file is not None else None
    for part in parts:
        if part is not parts[0]:
            rows.append(_part_behind(row, now))
        rows[-1].text = part
        if part is parts[-1] and turn.state is not None and not capabilities.one_way:
            rows[-1].state, rows[-1].choices = turn.state.to_json(), choices
            rows[-1].free_text = turn.free_text
        if rows[-1].id is None:
            insert_row(session, rows[-1])  # in order: a later part has a later id
    return rows


def _part_behind(row: Outbox, now: datetime) -> Outbox:
    return Outbox(
        account_id=row.account_id,
        channel=row.channel,
        part_of=row.id,
        created_at=now,
        send_at=now,
    )


def _room_beside_file(capabilities: Capabilities) -> int:
    """For words that a file goes with, or a link to it."""
    if capabilities.largest_file is None:
        return capabilities.max_length - LINK_ROOM
    return capabilities.longest_caption or capabilities.max_length


def _parts(text: str, choices: list[dict[str, Any]], limit: int, *, buttons: bool) -> list[str]:
    """What fits into one message each; the choices stay together, and at the end."""
    lines = _lines(choices)
    *before, last = split(text, limit)
    with_choices = with_numbers(last, lines, buttons).lstrip("\n")
    if units(with_choices) <= limit:
        return [*before, with_choices]
    alone = with_numbers("", lines, buttons).lstrip("\n")
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
    state = {key: value for key, value in (row.state or {}).items() if key != ASKED_AGAIN}
    return row.text, state, choices, row.free_text, row.template


def refill(session: Session, row: Outbox, capabilities: Capabilities, now: datetime) -> None:
    """Put the words of a row anew for another chat, whose channel has another length; the file
    or link that goes with them stays."""
    wanted = row.wanted_file
    before = row.choices or []
    choices = tuple(Choice(one["key"], one["label"], one["line"], _is_told(one)) for one in before)
    lines = _lines(before)
    text = row.text or ""
    for buttons in (True, False):
        listed = with_numbers("", lines, buttons)
        text = "" if text == listed.lstrip("\n") else text.removesuffix(listed)
    numbered = not any(one["number"] == NO_NUMBER for one in before)
    state = State.from_json(row.state) if row.state else None
    row.state = row.choices = None
    turn = Turn(Prompt(text, choices, numbered), state, (), row.free_text)
    fill(session, row, turn, now, capabilities)
    row.wanted_file = wanted


def _numbered(turn: Turn) -> list[dict[str, Any]]:
    """The choices of a question count from one, whatever was asked before."""
    return [
        {
            "key": choice.key,
            "label": choice.label,
            "line": choice.line,
            "number": number if turn.prompt.numbered else NO_NUMBER,
            "is_in_text": choice.is_in_text,
        }
        for number, choice in enumerate(turn.prompt.choices, start=1)
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
