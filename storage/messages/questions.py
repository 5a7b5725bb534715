"""The questions of a chat: rows of the outbox that wait for an answer, and the one shown last."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_
from sqlmodel import Session, col, select

from storage.messages.outbox import note_arrival
from storage.models import Inbox, Outbox, OutboxKind
from storage.models.columns import Instant

LATELY = 5  # questions of a chat, among which is the one shown last
LONGEST_ID = 18  # digits that every database takes for a number
MOST_QUESTIONS = 50  # of a chat; older ones, never answered, are left alone

_UNANSWERED = (
    select(Outbox)
    .where(
        Outbox.account_id == bindparam("account_id"),
        col(Outbox.state).is_not(None),
        col(Outbox.answered_at).is_(None),
        col(Outbox.dropped_at).is_(None),
    )
    .order_by(col(Outbox.id).desc())
    .limit(MOST_QUESTIONS)
)


def open_questions(session: Session, account_id: int, tap: Inbox | None = None) -> list[Outbox]:
    """The questions of a chat that still wait for an answer: those on their way, then the one
    shown last, and so on; a row may be older than one that was shown before it.

    The one on which `tap` is has arrived, whatever its sending came to.
    """
    found = session.exec(_UNANSWERED, params={"account_id": account_id}).all()
    tapped = _row_tapped(tap) if tap is not None and tap.tapped else None
    for row in found:
        if tap is not None and row.id == tapped:
            note_arrival(session, row, tap)
    return sorted((row for row in found if _is_open(row)), key=_place, reverse=True)


def _place(row: Outbox) -> tuple[bool, datetime, int]:
    return not row.is_settled, row.sent_at or row.unknown_at or row.created_at, row.id or 0


def _is_open(row: Outbox) -> bool:
    """A digest becomes a question when it has left: until then it may still be dropped."""
    return row.kind != OutboxKind.DIGEST or bool(
        row.sent_at or row.unknown_at or row.first_unknown_at
    )


def question_tapped(session: Session, message: Inbox) -> Outbox | None:
    """The row of its own chat that a tap names, whether it was answered or not; it has arrived."""
    row_id = _row_tapped(message)
    if row_id is None:
        return None
    query = select(Outbox).where(Outbox.id == row_id, Outbox.account_id == message.account_id)
    found = session.exec(query.where(col(Outbox.state).is_not(None))).first()
    if found is not None:
        note_arrival(session, found, message)
    return found


def _row_tapped(message: Inbox) -> int | None:
    row_id = message.tapped.partition(":")[0]
    is_number = row_id.isascii() and row_id.isdigit() and len(row_id) <= LONGEST_ID
    return int(row_id) if is_number else None


_LAST_QUESTION: Any = (
    select(Outbox)
    .where(
        Outbox.account_id == bindparam("account_id"),
        col(Outbox.state).is_not(None),
        col(Outbox.state)["dialog"].as_string().in_(bindparam("dialogs", expanding=True)),
        or_(
            col(Outbox.sent_at) <= bindparam("shown_by", type_=Instant),
            col(Outbox.unknown_at) <= bindparam("shown_by", type_=Instant),
        ),
    )
    .order_by(col(Outbox.id).desc())
    .limit(LATELY)
)


def last_question(
    session: Session,
    account_id: int,
    dialogs: Iterable[str],
    shown_by: datetime,
    fits: Callable[[Outbox], bool],
) -> Outbox | None:
    """The fitting question of those dialogs which a chat was shown last, answered or not."""
    given = {"account_id": account_id, "dialogs": list(dialogs), "shown_by": shown_by}
    found: list[Outbox] = session.exec(_LAST_QUESTION, params=given).all()
    return max(filter(fits, found), key=_place, default=None)
