"""The inbox: what came in, stored once, and taken up the oldest first."""

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.database import insert_if_new
from storage.models import ChatAccount, InboundKind, Inbox, Person


@dataclass(frozen=True)
class SentFile:
    """A photo or document somebody sent. `ref`: what its channel fetches it by; size in bytes."""

    ref: str
    name: str = ""
    media_type: str = ""
    size: int | None = None


@dataclass(frozen=True)
class Incoming:
    """A message as a channel heard it. `external_id` is the channel's own and never repeats."""

    channel: str
    external_id: str
    address: str
    text: str = ""
    tapped: str = ""
    kind: InboundKind = InboundKind.MESSAGE
    file: SentFile | None = None


def store_incoming(session: Session, messages: Iterable[Incoming], now: datetime) -> int:
    """Store each message once, however often the channel gives it; how many were new."""
    return sum(_store(session, message, now) for message in messages)


def _store(session: Session, message: Incoming, now: datetime) -> bool:
    row = {
        "channel": message.channel,
        "external_id": message.external_id,
        "account_id": _account_of(session, message, now),
        "kind": message.kind,
        "text": _clean(message.text),
        "tapped": _clean(message.tapped),
        "file": asdict(message.file) if message.file else None,
        "received_at": now,
        "failed_reason": "",
    }
    return insert_if_new(session, Inbox, row)


# Who writes has not blocked us
_HEARD = (
    update(ChatAccount)
    .where(
        col(ChatAccount.channel) == bindparam("of_channel"),
        col(ChatAccount.address) == bindparam("at_address"),
    )
    .values(last_heard_at=bindparam("now"), stopped_at=None, stopped_reason="")
    .returning(col(ChatAccount.id))
)


def _account_of(session: Session, message: Incoming, now: datetime) -> int:
    if message.kind not in (InboundKind.MESSAGE, InboundKind.TOUCHED):
        return account_at(session, message.channel, message.address).id or 0
    where = {"of_channel": message.channel, "at_address": message.address, "now": now}
    found = session.connection().execute(_HEARD, where).scalar()
    if found is None:
        account_at(session, message.channel, message.address)
        found = session.connection().execute(_HEARD, where).scalar_one()
    return found or 0


def _clean(text: str) -> str:
    """NFC, as every name is kept, and without what a database cannot store: NUL, half letters."""
    whole = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole)


_ACCOUNT_AT = select(ChatAccount).where(
    ChatAccount.channel == bindparam("channel"), ChatAccount.address == bindparam("address")
)


def account_at(session: Session, channel: str, address: str) -> ChatAccount:
    """The account of a chat; a stranger's is made on first sight."""
    where = {"channel": channel, "address": address}
    account = session.exec(_ACCOUNT_AT, params=where).first()
    if account is None:
        insert_if_new(session, ChatAccount, {**where, "stopped_reason": "", "wrong_codes": 0})
        account = session.exec(_ACCOUNT_AT, params=where).one()
    return account


_OLDER = aliased(Inbox)
# Not as a bare column: SQLite would look through all that a channel has ever heard, by the index
# of its months, and not through what waits
_OF_CHANNELS = func.coalesce(col(Inbox.channel), "").in_(bindparam("channels", expanding=True))
_NEXT: Any = (
    select(Inbox, ChatAccount, Person)
    .join(ChatAccount, col(ChatAccount.id) == Inbox.account_id)
    .join(Person, col(Person.id) == ChatAccount.person_id, isouter=True)
    .where(
        col(Inbox.handled_at).is_(None),
        _OF_CHANNELS,
        ~select(_OLDER.id)
        .where(
            col(_OLDER.account_id) == col(Inbox.account_id),
            col(_OLDER.id) < col(Inbox.id),
            col(_OLDER.handled_at).is_(None),
        )
        .exists(),
    )
    .order_by(col(Inbox.id))
    .limit(1)
    .with_for_update(skip_locked=True, of=(Inbox, ChatAccount))
)
_ANYTHING = select(Inbox.id).where(col(Inbox.handled_at).is_(None), _OF_CHANNELS).limit(1)


Waiting = tuple[Inbox, ChatAccount, Person | None]


def next_waiting(session: Session, channels: Iterable[str]) -> Waiting | None:
    """The oldest message of these channels whose chat has no older one waiting; both are locked."""
    found: Waiting | None = session.exec(_NEXT, params={"channels": list(channels)}).first()
    return found


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
