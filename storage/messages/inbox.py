"""The inbox: what came in, stored once, and taken up the oldest first."""

import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.database import insert_if_new
from storage.models import ChatAccount, InboundKind, Inbox


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
    stored = 0
    for message in messages:
        account = account_at(session, message.channel, message.address)
        if message.kind in (InboundKind.MESSAGE, InboundKind.TOUCHED):
            account.last_heard_at = now
            account.stopped_at, account.stopped_reason = None, ""  # who writes has not blocked us
        row = {
            "channel": message.channel,
            "external_id": message.external_id,
            "account_id": account.id,
            "kind": message.kind,
            "text": _clean(message.text),
            "tapped": _clean(message.tapped),
            "file": asdict(message.file) if message.file else None,
            "received_at": now,
            "failed_reason": "",
        }
        stored += insert_if_new(session, Inbox, row)
    return stored


def _clean(text: str) -> str:
    """NFC, as every name is kept, and without what a database cannot store: NUL, half letters."""
    whole = text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", whole)


def account_at(session: Session, channel: str, address: str) -> ChatAccount:
    """The account of a chat; a stranger's is made on first sight."""
    blank = {"channel": channel, "address": address, "stopped_reason": "", "wrong_codes": 0}
    found = select(ChatAccount).where(
        ChatAccount.channel == channel, ChatAccount.address == address
    )
    account = session.exec(found).first()
    if account is None:
        insert_if_new(session, ChatAccount, blank)
        account = session.exec(found).one()
    return account


def next_waiting(session: Session, channels: Iterable[str]) -> Inbox | None:
    """The oldest message of these channels whose chat has no older one waiting; it is locked."""
    older = aliased(Inbox)
    query = (
        select(Inbox)
        .where(
            col(Inbox.handled_at).is_(None),
            col(Inbox.channel).in_(list(channels)),
            ~select(older.id)
            .where(
                col(older.account_id) == col(Inbox.account_id),
                col(older.id) < col(Inbox.id),
                col(older.handled_at).is_(None),
            )
            .exists(),
        )
        .order_by(col(Inbox.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return session.exec(query).first()


def anything_waiting(session: Session, channels: Iterable[str]) -> bool:
    query = select(Inbox.id).where(
        col(Inbox.handled_at).is_(None), col(Inbox.channel).in_(list(channels))
    )
    return session.exec(query.limit(1)).first() is not None
