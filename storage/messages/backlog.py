"""What waits: messages that nobody has looked at, and what is still to be said."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from storage.messages.outbox import unsettled
from storage.models import ChatAccount, Inbox, Outbox


@dataclass(frozen=True)
class Backlog:
    """`due`: by the channel's name. Of one that waits for its hour nothing is said."""

    unheard: int
    due: dict[str, int]


_UNHEARD = select(func.count()).select_from(Inbox).where(col(Inbox.handled_at).is_(None))
_DUE = (
    select(Outbox.channel, func.count())
    .where(
        unsettled(Outbox),
        col(Outbox.send_at) <= bindparam("now"),
    )
    .group_by(col(Outbox.channel))
)


def backlog(session: Session, now: datetime) -> Backlog:
    due = session.execute(_DUE, {"now": now}).all()
    return Backlog(
        session.exec(_UNHEARD).one(), {channel: count for channel, count in due if channel}
    )


def waiting_on(session: Session, channel: str) -> list[Outbox]:
    """What is still to be said by a bot, in order."""
    accounts = select(ChatAccount.id).where(ChatAccount.channel == channel)
    query = select(Outbox).where(col(Outbox.account_id).in_(accounts), unsettled(Outbox))
    return list(session.exec(query.order_by(col(Outbox.id))))


def waiting_for(session: Session, account_id: int) -> list[Outbox]:
    """What is still to be said in a chat, in order."""
    query = select(Outbox).where(Outbox.account_id == account_id, unsettled(Outbox))
    return list(session.exec(query.order_by(col(Outbox.id))))
