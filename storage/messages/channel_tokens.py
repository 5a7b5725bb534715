"""The pair of tokens a channel lives on: who may renew it, keeping the new one, losing none."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import Session, col, select

from storage.database import insert_if_new
from storage.messages.troubles import Reason, note_troubles, open_troubles
from storage.models import ChannelToken

# Nobody is renewing it, and nothing is wrong with it
_AT_REST: dict[str, Any] = {
    "refresher": "",
    "refreshing_until": None,
    "refused_at": None,
    "refused_reason": "",
}


def current(session: Session, channel: str) -> ChannelToken | None:
    return session.get(ChannelToken, channel)


def seed(session: Session, channel: str, refresh_token: str, now: datetime) -> bool:
    """Take the refresh token of the settings, once; whether it was a new one.

    A new one means that an administrator has consented anew: it takes the place of the stored
    pair. One that was ever taken is used up, also where an older machine still has it set.
    """
    insert_if_new(session, ChannelToken, _blank(channel))
    token = session.get_one(ChannelToken, channel, with_for_update=True, populate_existing=True)
    if was_taken(token, refresh_token):
        return False
    token.seeds = [*token.seeds, _digest(refresh_token)]
    token.access_token, token.refresh_token = "", refresh_token
    token.refresh_hash = _digest(refresh_token)
    token.expires_at = token.refreshed_at = None
    for name, value in _AT_REST.items():
        setattr(token, name, value)
    end_trouble(session, now)
    return True


def was_taken(token: ChannelToken, refresh_token: str) -> bool:
    """Whether that one was ever taken from the settings."""
    return _digest(refresh_token) in token.seeds


def _digest(refresh_token: str) -> str:
    return hashlib.sha256(refresh_token.encode()).hexdigest()


def _blank(channel: str) -> dict[str, object]:
    words = ("access_token", "refresh_token", "refresh_hash", "refresher", "refused_reason")
    return {"channel": channel, "seeds": [], **dict.fromkeys(words, "")}


def begin_refresh(
    session: Session, channel: str, who: str, seen: str, now: datetime, lease: timedelta
) -> ChannelToken | None:
    """Take the right to use the refresh token `seen`; None: another has it, or it is no use.

    `lease` is longer than the request may take; `who` is another name at every try.
    """
    free = or_(
        col(ChannelToken.refreshing_until).is_(None), col(ChannelToken.refreshing_until) <= now
    )
    taken = session.connection().execute(
        update(ChannelToken)
        .where(_has(channel, seen), free, col(ChannelToken.refused_at).is_(None))
        .values(refresher=who, refreshing_until=now + lease)
    )
    return _read(session, channel) if taken.rowcount == 1 else None


def keep_pair(
    session: Session,
    channel: str,
    used: str,
    access: str,
    refresh: str,
    expires_at: datetime,
    now: datetime,
) -> bool:
    """Keep what was given for the refresh token `used`; False where that is no longer in force.

    Not the lease decides but the token: it is good for one use, so what came for it is its only
    heir, even when a machine that slept brings it after its lease has ended.
    """
    kept = session.connection().execute(
        update(ChannelToken)
        .where(_has(channel, used))
        .values(
            access_token=access,
            refresh_token=refresh,
            refresh_hash=_digest(refresh),
            expires_at=expires_at,
            refreshed_at=now,
            **_AT_REST,
        )
    )
    if kept.rowcount == 1:
        end_trouble(session, now)
    return kept.rowcount == 1


def refuse(session: Session, channel: str, who: str, used: str, reason: str, now: datetime) -> bool:
    """The service wants this refresh token no more; whether that was news. A human is told."""
    refused = session.connection().execute(
        update(ChannelToken)
        .where(
            _has(channel, used),
            col(ChannelToken.refresher) == who,
            col(ChannelToken.refused_at).is_(None),
        )
        .values(refused_at=now, refused_reason=reason, refresher="", refreshing_until=None)
    )
    if refused.rowcount == 1:
        note_missing_consent(session, channel, reason, now)
    return refused.rowcount == 1


def give_back(session: Session, channel: str, who: str, until: datetime) -> None:
    """It failed in passing: the pair stays, and nobody tries again before `until`."""
    session.connection().execute(
        update(ChannelToken)
        .where(col(ChannelToken.channel) == channel, col(ChannelToken.refresher) == who)
        .values(refresher="", refreshing_until=until)
    )


def note_missing_consent(session: Session, channel: str, reason: str, now: datetime) -> bool:
    """Tell the administrator, once; whether that was news."""
    return note_one(session, f"consent:{channel}", Reason.NEEDS_CONSENT, reason, now)


def note_one(session: Session, subject: str, reason: Reason, why: str, now: datetime) -> bool:
    known = any(one.reason == reason for one in open_troubles(session))
    note_troubles(session, {subject: (reason, {"why": why})}, [reason], now)
    return not known


def end_trouble(session: Session, now: datetime, reason: Reason = Reason.NEEDS_CONSENT) -> None:
    note_troubles(session, {}, [reason], now)


def _has(channel: str, refresh_token: str) -> ColumnElement[bool]:
    return and_(
        col(ChannelToken.channel) == channel,
        col(ChannelToken.refresh_hash) == _digest(refresh_token),
    )


def _read(session: Session, channel: str) -> ChannelToken:
    query = select(ChannelToken).where(ChannelToken.channel == channel)
    return session.exec(query.execution_options(populate_existing=True)).one()
