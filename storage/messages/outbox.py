"""The outbox: claiming and settling what goes out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, or_, update
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select

from storage.database import remembered
from storage.models import ChatAccount, Inbox, Lane, Outbox, OutboxKind, Person
from storage.models.columns import Instant


def unsettled(row: Any) -> ColumnElement[bool]:
    """`row`, Outbox or an alias of it, still waits or is on its way; see Outbox.is_settled."""
    return and_(
        col(row.sent_at).is_(None),
        col(row.unknown_at).is_(None),
        col(row.failed_at).is_(None),
        col(row.dropped_at).is_(None),
    )


def on_its_way(row: Any, now: Any) -> ColumnElement[bool]:
    """`row`, Outbox or an alias of it, is being sent or about to be."""
    return and_(unsettled(row), or_(col(row.attempts) > 0, col(row.send_at) <= now))


_NOW = bindparam("now", type_=Instant)
_IS_OF_LANE = (
    col(Outbox.channel) == bindparam("channel"),
    col(Outbox.kind) == bindparam("kind"),
    unsettled(Outbox),
)
_IS_DUE = (*_IS_OF_LANE, col(Outbox.send_at) <= _NOW)
_NEXT_DUE = select(Outbox.send_at).where(*_IS_OF_LANE).order_by(col(Outbox.send_at)).limit(1)


def next_due(session: Session, channel: str) -> dict[OutboxKind, datetime]:
    """When messages of each kind are due in a lane next, or have been since: an index tells it."""
    looks = {
        kind: session.exec(_NEXT_DUE, params={"channel": channel, "kind": kind}).first()
        for kind in OutboxKind
    }
    return {kind: at for kind, at in looks.items() if at is not None}


class Claim(NamedTuple):
    """That a process takes a message up: it comes back by itself `until` then."""

    until: datetime
    holder: str


# A message, its chat, whose that is, the lane, and whether another one of the chat waits behind it
Due = tuple[Outbox, ChatAccount, Person | None, Lane | None, bool]
_OLDER = aliased(Outbox)
# It waits while an older one of its chat is on its way or about to be
_FOLLOWS_AN_OLDER_ONE = (
    select(_OLDER.id)
    .where(
        col(_OLDER.account_id) == col(Outbox.account_id),
        col(_OLDER.id) < col(Outbox.id),
        on_its_way(_OLDER, _NOW),
    )
    .exists()
)
_NEWER = aliased(Outbox)
_IS_FOLLOWED = (
    select(_NEWER.id)
    .where(
        col(_NEWER.account_id) == col(Outbox.account_id),
        col(_NEWER.id) > col(Outbox.id),
        unsettled(_NEWER),
    )
    .exists()
)
_CLAIM: Any = (
    select(Outbox, ChatAccount, Person, Lane, _IS_FOLLOWED)  # type: ignore[call-overload]
    .join(ChatAccount, col(ChatAccount.id) == Outbox.account_id)
    .join(Person, col(Person.id) == ChatAccount.person_id, isouter=True)
    .join(Lane, col(Lane.name) == Outbox.channel, isouter=True)
    .where(*_IS_DUE, ~_FOLLOWS_AN_OLDER_ONE)
    .order_by(col(Outbox.send_at), col(Outbox.id))
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=Outbox)
    .execution_options(populate_existing=True)
)


def claim(
    session: Session,
    channel: str,
    now: datetime,
    lease: timedelta,
    most: int,
    most_digests: int,
    holder: str,
    kept: int = 0,
) -> list[Due]:
    """Take messages that are due, at most one a chat and in order; they come back after `lease`.

    What somebody waits for comes before the digests, but for the places that are `kept` for these.
    """
    given = {"channel": channel, "now": now}
    replies = most - kept
    found = list(session.exec(_CLAIM, params={**given, "kind": "message", "most": replies}))
    room = min(most - len(found), most_digests)
    if room > 0:
        found += session.exec(_CLAIM, params={**given, "kind": "digest", "most": room})
    _take(session, [row for row, *_ in found], Claim(now + lease, holder))
    return found


_TAKEN = (
    update(Outbox)
    .where(col(Outbox.id) == bindparam("row_id"))
    .values(attempts=bindparam("tries"), send_at=bindparam("until"), claimed_by=bindparam("holder"))
)


def _take(session: Session, rows: Sequence[Outbox], claim: Claim) -> None:
    """In one plain statement: what the session finds out by itself costs many times as much."""
    given = [{"row_id": one.id, "tries": one.attempts + 1, **claim._asdict()} for one in rows]
    if given:
        session.connection().execute(_TAKEN, given)
    for row in rows:
        taken = {"attempts": row.attempts + 1, "send_at": claim.until, "claimed_by": claim.holder}
        for name, value in taken.items():
            set_committed_value(row, name, value)


_SENT = (
    update(Outbox)
    .where(col(Outbox.id) == bindparam("row_id"))
    .values(sent_at=bindparam("now"), external_id=bindparam("given_id"), reason="")
)


def mark_sent(session: Session, sent: Iterable[tuple[int, str]], now: datetime) -> None:
    """(row, the channel's own id of the message) of each."""
    rows = [{"row_id": row_id, "given_id": given_id, "now": now} for row_id, given_id in sent]
    session.connection().execute(_SENT, rows)


_ARRIVED = (
    update(Outbox)
    .where(col(Outbox.id) == bindparam("row_id"), col(Outbox.sent_at).is_(None))
    .values(
        sent_at=bindparam("at", type_=Instant),
        external_id=bindparam("given_id"),
        unknown_at=None,
        failed_at=None,
        reason="",
    )
)


def note_arrival(session: Session, row: Outbox, tap: Inbox) -> None:
    """Who taps a button has the message: where nobody knew, or it is being sent, it is sent.

    What was never begun to be sent has no buttons yet, and what was dropped asks nothing.
    """
    if row.sent_at or row.dropped_at or not (row.attempts or row.first_unknown_at):
        return
    at = row.unknown_at or row.first_unknown_at or tap.received_at
    given = {"row_id": row.id, "at": at, "given_id": tap.refers_to or row.external_id}
    session.connection().execute(_ARRIVED, given)
    session.refresh(row)


_UNSENT_ANSWERS = (
    select(Outbox)
    .where(
        Outbox.account_id == bindparam("account_id"),
        Outbox.kind == OutboxKind.MESSAGE,
        Outbox.attempts == 0,
        col(Outbox.id) < bindparam("before"),
        unsettled(Outbox),
    )
    .order_by(col(Outbox.id))
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)


def unsent_answers(session: Session, account_id: int, before: int) -> list[Outbox]:
    """What waits in a chat and was never begun to be sent, of the rows before that one; locked."""
    return list(session.exec(_UNSENT_ANSWERS, params={"account_id": account_id, "before": before}))


_UNSENT_LETTERS: Any = (
    select(Outbox)
    .where(
        col(Outbox.account_id).in_(bindparam("accounts", expanding=True)),
        Outbox.kind == OutboxKind.MESSAGE,
        Outbox.attempts == 0,
        col(Outbox.state).is_(None),
        col(Outbox.part_of).is_(None),
        col(Outbox.send_at) <= bindparam("by", type_=Instant),
        unsettled(Outbox),
    )
    .order_by(col(Outbox.id))
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)


@remembered
def unsent_letters(session: Session, account_id: int, by: datetime) -> list[Outbox]:
    """What waits in a chat to be said by then, asks nothing and was never begun to be sent; locked.

    In one part each: a longer one stays by itself.
    """
    return unsent_letters_in_each(session, [account_id], by)[account_id]


def unsent_letters_in_each(
    session: Session, account_ids: Sequence[int], by: datetime
) -> dict[int, list[Outbox]]:
    found: dict[int, list[Outbox]] = {one: [] for one in account_ids}
    for row in session.exec(_UNSENT_LETTERS, params={"accounts": account_ids, "by": by}):
        found[row.account_id].append(row)
    return found


def say_again(session: Session, row: Outbox, reason: str, at: datetime, now: datetime) -> None:
    """Nobody knows whether it arrived: it is made anew and said once more then.

    Until then it stands in nobody's way, and no part of it goes out alone.
    """
    row.first_unknown_at, row.reason, row.send_at, row.attempts = now, reason, at, 0
    forget_parts(session, row)


def leave_unknown(session: Session, row: Outbox, reason: str) -> None:
    """It is not said once more after all: whether it arrived then stays open."""
    row.unknown_at, row.reason = row.first_unknown_at, reason
    forget_parts(session, row)


def give_back(session: Session, row_id: int, now: datetime) -> None:
    """A message that was claimed and not begun to be sent: it is due again."""
    row = session.get_one(Outbox, row_id)
    row.send_at, row.attempts, row.claimed_by = now, max(0, row.attempts - 1), None


_CLAIMANTS = (
    select(Outbox.claimed_by)
    .where(col(Outbox.claimed_by).is_not(None), unsettled(Outbox))
    .distinct()
)


_BUT_ONE = case((col(Outbox.attempts) > 1, col(Outbox.attempts) - 1), else_=1)


def reap_claims(session: Session, is_gone: Callable[[str], bool], now: datetime) -> None:
    """What was claimed by holders that are known to be gone is due again.

    It was tried, but a kill is no refusal: it does not bring a message nearer to being given up.
    """
    gone = [one for one in session.exec(_CLAIMANTS) if one and is_gone(one)]
    if gone:
        session.connection().execute(
            update(Outbox)
            .where(col(Outbox.claimed_by).in_(gone), unsettled(Outbox))
            .values(send_at=now, claimed_by=None, attempts=_BUT_ONE)
        )


def fail(session: Session, row: Outbox, reason: str, now: datetime) -> None:
    """Give a message up, with the parts of its text that would have followed."""
    row.failed_at, row.reason = now, reason
    session.connection().execute(
        update(Outbox)
        .where(col(Outbox.part_of) == row.id, unsettled(Outbox))
        .values(failed_at=now, reason=reason)
    )


def drop(session: Session, row: Outbox, reason: str, now: datetime) -> None:
    """There is nothing to say any more."""
    row.dropped_at, row.reason = now, reason
    forget_parts(session, row)


_FORGET_PARTS = delete(Outbox).where(
    col(Outbox.part_of).in_(bindparam("wholes", expanding=True)), unsettled(Outbox)
)


def forget_parts(session: Session, *rows: Outbox) -> None:
    """Remove the parts that were to follow: the text is made anew, or not said at all."""
    session.connection().execute(_FORGET_PARTS, {"wholes": [row.id for row in rows]})
