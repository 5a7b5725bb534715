"""The inbox: what came in, stored once, and taken up the oldest first."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.database import insert_if_new
from storage.messages.outbox import on_its_way, unsettled
from storage.models import ChatAccount, InboundKind, Inbox, Lane, Outbox, OutboxKind, Person, Right
from storage.names import cleaned

CLOCKS_DIFFER = timedelta(minutes=10)  # at most, ours and a service's
KEPT_FOR = timedelta(hours=24)  # what a service has kept longer for us is judged by our clock


@dataclass(frozen=True)
class SentFile:
    """A photo or document somebody sent. `ref`: what its channel fetches it by; size in bytes."""

    ref: str
    name: str = ""
    media_type: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Incoming:
    """A message as a channel heard it. `external_id` is the channel's own and never repeats.

    `sent_at`: the service's own stamp of it, where it gives one; aware.
    """

    channel: str
    external_id: str
    address: str
    text: str = ""
    tapped: str = ""
    kind: InboundKind = InboundKind.MESSAGE
    file: SentFile | None = None
    message_ref: str | None = field(default=None, compare=False)
    refers_to: str | None = None
    sent_at: datetime | None = field(default=None, compare=False)  # no part of what was said


def store_incoming(session: Session, messages: Iterable[Incoming], now: datetime) -> int:
    """Store each message once, however often the channel gives it; how many were new."""
    return sum(_store(session, message, now) for message in messages)


def _store(session: Session, message: Incoming, now: datetime) -> bool:
    """A message heard again changes nothing, in the chat neither: it may be old, or replayed."""
    account_id = _heard(session, message, now)
    if account_id is None:
        account_id = account_at(session, message.channel, message.address).id
        _heard(session, message, now)  # from a chat that is new
    row = {
        "channel": message.channel,
        "external_id": message.external_id,
        "account_id": account_id,
        "kind": message.kind,
        "text": cleaned(message.text),
        "tapped": cleaned(message.tapped),
        "file": _described(message.file) if message.file else None,
        "message_ref": message.message_ref,
        "refers_to": message.refers_to,
        "received_at": now,
        "sent_at": _own_instant(message.sent_at, now),
        "came_late": _came_late(session, message, now),
        "failed_reason": "",
    }
    return insert_if_new(session, Inbox, row)


def _heard(session: Session, message: Incoming, now: datetime) -> int | None:
    """Note that a chat was heard from; None where it is not known, or the message is not new."""
    if message.kind not in _HEARING:
        return None
    heard = {"of": message.channel, "chat": message.address, "key": message.external_id}
    found: int | None = session.connection().scalar(_HEARD, {**heard, "now": now})
    return found


def _own_instant(sent_at: datetime | None, now: datetime) -> datetime | None:
    """The service's stamp, as far as it can be believed: it keeps messages for us for a day."""
    if sent_at is None or now - KEPT_FOR <= sent_at <= now:
        return sent_at
    return now


def _came_late(session: Session, message: Incoming, now: datetime) -> bool:
    """Long after its stamp, and not for our clock being ahead of the service's: then all are."""
    if message.sent_at is None or now - message.sent_at <= CLOCKS_DIFFER:
        return False
    before = session.execute(_LAST_STAMPED, {"of": message.channel}).all()
    return any(heard - stamp <= CLOCKS_DIFFER for heard, stamp in before)


_LAST_STAMPED: Any = (
    select(Inbox.received_at, Inbox.sent_at)
    .where(Inbox.channel == bindparam("of"), col(Inbox.sent_at).is_not(None))
    .order_by(col(Inbox.received_at).desc())
    .limit(50)
)
_HEARING = (InboundKind.MESSAGE, InboundKind.TOUCHED, InboundKind.EDITED)
# Who writes has not blocked us
_HEARD = (
    update(ChatAccount)
    .where(
        col(ChatAccount.channel) == bindparam("of"),
        col(ChatAccount.address) == bindparam("chat"),
        ~select(Inbox.id)
        .where(Inbox.channel == bindparam("of"), Inbox.external_id == bindparam("key"))
        .exists(),
    )
    .values(last_heard_at=bindparam("now"), stopped_at=None, stopped_reason="")
    .returning(col(ChatAccount.id))
)


def _described(file: SentFile) -> dict[str, Any]:
    """The name a file was sent under is one line, and no way through folders."""
    name = re.split(r"[/\\]", cleaned(file.name))[-1]
    return asdict(file) | {"name": " ".join(name.split())}


_ACCOUNT_AT = select(ChatAccount).where(
    ChatAccount.channel == bindparam("channel"), ChatAccount.address == bindparam("address")
)


def note_handled(session: Session, account: ChatAccount, file: SentFile, now: datetime) -> Inbox:
    """A file that came by no channel, and needs no turn: heard like every other."""
    count = session.exec(select(func.count()).where(Inbox.account_id == account.id)).one()
    row = Inbox(
        channel=account.channel,
        external_id=f"{account.id}:{count + 1}",
        account_id=account.id or 0,
        file=_described(file),
        received_at=now,
        handled_at=now,
    )
    session.add(row)
    session.flush()
    return row


def account_at(session: Session, channel: str, address: str) -> ChatAccount:
    """The account of a chat; a stranger's is made on first sight."""
    where = {"channel": channel, "address": address}
    account = session.exec(_ACCOUNT_AT, params=where).first()
    if account is None:
        insert_if_new(session, ChatAccount, {**where, "stopped_reason": "", "wrong_codes": 0})
        account = session.exec(_ACCOUNT_AT, params=where).one()
    return account


_ORIGINAL = (
    select(Inbox)
    .where(
        Inbox.account_id == bindparam("account_id"),
        Inbox.message_ref == bindparam("ref"),
        col(Inbox.id) < bindparam("before"),
    )
    .order_by(col(Inbox.id).desc())
    .limit(1)
)


def original_of(session: Session, message: Inbox) -> Inbox | None:
    """The message whose words this one changes; of several changes the last one before it."""
    given = {"account_id": message.account_id, "ref": message.refers_to, "before": message.id}
    return session.exec(_ORIGINAL, params=given).first()


_OLDER = aliased(Inbox)
# Not as a bare column: SQLite would look through all that a channel has ever heard, by the index
# of its months, and not through what waits
_OF_CHANNELS = func.coalesce(col(Inbox.channel), "").in_(bindparam("channels", expanding=True))
# An answer of an earlier turn, which was committed together with that turn
_ANSWER_WAITS = (
    select(Outbox.id)
    .where(
        col(Outbox.account_id) == col(Inbox.account_id),
        col(Outbox.kind) == OutboxKind.MESSAGE,
        unsettled(Outbox),
    )
    .exists()
)
_NEWER = aliased(Inbox)
_MAY_GO_AT_ONCE = ~or_(
    select(Outbox.id)
    .where(col(Outbox.account_id) == col(Inbox.account_id), on_its_way(Outbox, bindparam("now")))
    .exists(),
    select(_NEWER.id)
    .where(
        col(_NEWER.account_id) == col(Inbox.account_id),
        col(_NEWER.id) > col(Inbox.id),
        col(_NEWER.handled_at).is_(None),
    )
    .exists(),
    select(Lane.name)
    .where(col(Lane.name) == col(Inbox.channel), col(Lane.stopped_until).is_not(None))
    .exists(),
)
_HAS_RIGHTS = select(Right.id).where(col(Right.person_id) == col(ChatAccount.person_id)).exists()
# Of a long backlog so many are looked through for one of somebody we know
LOOKED_THROUGH = 1000
_AMONG_THE_OLDEST = col(Inbox.id).in_(
    select(Inbox.id)
    .where(col(Inbox.handled_at).is_(None))
    .order_by(col(Inbox.id))
    .limit(LOOKED_THROUGH)
    .scalar_subquery()
)
_IS_STRANGERS = col(ChatAccount.person_id).is_(None)
_NEXT: Any = (
    select(  # type: ignore[call-overload]
        *(Inbox, ChatAccount, Person, _ANSWER_WAITS, _HAS_RIGHTS, _MAY_GO_AT_ONCE)
    )
    .join(ChatAccount, col(ChatAccount.id) == Inbox.account_id)
    .join(Person, col(Person.id) == ChatAccount.person_id, isouter=True)
    .where(
        col(Inbox.handled_at).is_(None),
        _AMONG_THE_OLDEST,
        _OF_CHANNELS,
        ~select(_OLDER.id)
        .where(
            col(_OLDER.account_id) == col(Inbox.account_id),
            col(_OLDER.id) < col(Inbox.id),
            col(_OLDER.handled_at).is_(None),
        )
        .exists(),
    )
    .order_by(_IS_STRANGERS, col(Inbox.id))
    .limit(1)
    .with_for_update(skip_locked=True, of=(Inbox, ChatAccount))
    .execution_options(populate_existing=True)
)
_ANYTHING = select(Inbox.id).where(col(Inbox.handled_at).is_(None), _OF_CHANNELS).limit(1)


class Waiting(NamedTuple):
    """A message with what is asked in every turn and found out with it."""

    message: Inbox
    account: ChatAccount
    person: Person | None
    answer_waits: bool  # something is still to be said in the chat
    has_rights: bool  # the person is a planner, or has another right
    # Nothing of the chat is on its way or waits to be heard, and its bot is not stopped
    may_go_at_once: bool


def next_waiting(session: Session, channels: Iterable[str], now: datetime) -> Waiting | None:
    """The oldest message of these channels whose chat has no older one waiting; both are locked.

    Whoever is linked goes before strangers, however many of those write.
    """
    found = session.exec(_NEXT, params={"channels": list(channels), "now": now}).first()
    return Waiting(*found) if found else None


_HANDLED = (
    update(Inbox)
    .where(col(Inbox.id) == bindparam("message_id"))
    .values(handled_at=bindparam("now"), failed_reason=bindparam("reason"))
)


def mark_handled(session: Session, message: Inbox, now: datetime, reason: str = "") -> None:
    """Its turn is taken; `reason`: why it could not be."""
    given = {"message_id": message.id, "now": now, "reason": reason}
    session.connection().execute(_HANDLED, given)


def anything_waiting(session: Session, channels: Iterable[str]) -> bool:
    return session.exec(_ANYTHING, params={"channels": list(channels)}).first() is not None
