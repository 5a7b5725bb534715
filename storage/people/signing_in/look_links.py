"""Links by which somebody without an account looks at a round: each ends by itself, or earlier."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from storage import audit
from storage.models import LookLink, Person, Round

DAYS = (1, 7, 30)  # for how long one may be made
LONGEST_NAME = 100  # letters

_OPENED: Any = select(LookLink, Round).where(
    col(LookLink.token_hash) == bindparam("token_hash"),
    col(LookLink.revoked_at).is_(None),
    col(LookLink.expires_at) > bindparam("now"),
    col(Round.id) == col(LookLink.round_id),
)


class BadLook(ValueError):
    """Such a link cannot be made or ended; the text says why."""


def give_look(
    session: Session,
    round_: Round,
    recipient: str,
    days: int,
    token: str,
    planner: Person,
    now: datetime,
) -> LookLink:
    """`token` opens it from now on. Raises BadLook."""
    if days not in DAYS or not 1 <= len(recipient) <= LONGEST_NAME:
        raise BadLook("it needs a name and one of the lengths")
    link = LookLink(
        round_id=round_.id or 0,
        made_by_id=planner.id or 0,
        recipient=recipient,
        token_hash=_hashed(token),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(link)
    session.flush()
    details = {"look": link.id, "days": days}
    audit.record(session, now, "look.given", f"round:{round_.id}", planner.id, details)
    return link


def look_opened_by(session: Session, token: str, now: datetime) -> tuple[LookLink, Round] | None:
    """None where the token opens nothing, or nothing any more."""
    found: tuple[LookLink, Round] | None = session.exec(
        _OPENED, params={"token_hash": _hashed(token), "now": now}
    ).first()
    return found


def note_opened(session: Session, look_id: int, now: datetime) -> None:
    """Counted by the database: several may open it at once."""
    counted = {"times_opened": LookLink.times_opened + 1, "last_opened_at": now}
    session.connection().execute(
        update(LookLink).where(col(LookLink.id) == look_id).values(counted)
    )


def looks_at(session: Session, round_id: int) -> list[tuple[LookLink, Person]]:
    """With who made each; the newest first."""
    query = select(LookLink, Person).where(
        LookLink.round_id == round_id, col(Person.id) == col(LookLink.made_by_id)
    )
    return list(session.exec(query.order_by(col(LookLink.id).desc())))


def revoke_look(session: Session, link: LookLink, planner: Person, now: datetime) -> None:
    """Raises BadLook where it has ended already."""
    if link.revoked_at is not None or link.expires_at <= now:
        raise BadLook("it has ended already")
    link.revoked_at = now
    details = {"look": link.id}
    audit.record(session, now, "look.revoked", f"round:{link.round_id}", planner.id, details)


def _hashed(token: str) -> str:
    """As of every link: random and long, so that no salt is needed."""
    return sha256(token.encode()).hexdigest()
