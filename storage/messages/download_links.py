"""Links by which one person may fetch a file where a chat carries none; each ends by itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.models import DownloadLink

VALID_FOR = timedelta(hours=24)


def keep_link(
    session: Session, token: str, person_id: int, wanted_file: Mapping[str, Any], now: datetime
) -> DownloadLink:
    """`token` opens it from now on; those that have ended are forgotten."""
    session.connection().execute(delete(DownloadLink).where(col(DownloadLink.expires_at) <= now))
    link = DownloadLink(
        token_hash=_hashed(token),
        person_id=person_id,
        wanted_file=dict(wanted_file),
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    session.add(link)
    return link


def link_opened_by(session: Session, token: str, now: datetime) -> DownloadLink | None:
    """None where the token opens nothing, or nothing any more."""
    query = select(DownloadLink).where(DownloadLink.token_hash == _hashed(token))
    return session.exec(query.where(col(DownloadLink.expires_at) > now)).first()


def _hashed(token: str) -> str:
    """Its letters are drawn at random from more than can be tried: no salt is needed."""
    return sha256(token.encode()).hexdigest()
