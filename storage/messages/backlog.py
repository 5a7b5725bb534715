"""How much waits: messages that nobody has looked at, and messages that are due."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from storage.models import Inbox, Outbox


@dataclass(frozen=True)
class Backlog:
    """`due`: by the channel's name. Of one that waits for its hour nothing is said."""

    unheard: int
    due: dict[str, int]


_UNHEARD = select(func.count()).select_from(Inbox).where(col(Inbox.handled_at).is_(None))
_DUE = (
    select(Outbox.channel, func.count())
    .where(
        col(Outbox.sent_at).is_(None),
        col(Outbox.unknown_at).is_(None),
        col(Outbox.failed_at).is_(None),
        col(Outbox.dropped_at).is_(None),
        col(Outbox.send_at) <= bindparam("now"),
    )
    .group_by(col(Outbox.channel))
)


def backlog(session: Session, now: datetime) -> Backlog:
    due = session.execute(_DUE, {"now": now}).all()
    return Backlog(
        session.exec(_UNHEARD).one(), {channel: count for channel, count in due if channel}
    )
