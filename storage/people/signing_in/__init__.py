"""Signing in to the pages: one-use links, and sessions that can be ended from anywhere.

Tokens are random and long; the database keeps their hashes alone. So nothing is signed, and there
is no key whose loss would open the pages.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, func, select

from storage import audit
from storage.models import Person, SignInLink, WebSession

LINK_VALID_FOR = timedelta(minutes=10)
SESSION_VALID_FOR = timedelta(hours=12)

_SIGNED_IN: Any = (
    select(Person)
    .join(WebSession, col(WebSession.person_id) == Person.id)
    .where(
        col(WebSession.token_hash) == bindparam("token_hash"),
        col(WebSession.ended_at).is_(None),
        col(WebSession.expires_at) > bindparam("now"),
        col(Person.erased_at).is_(None),
    )
)

_BROWSERS: Any = select(func.count()).where(
    col(WebSession.person_id) == bindparam("person_id"),
    col(WebSession.ended_at).is_(None),
    col(WebSession.expires_at) > bindparam("now"),
)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(session: Session, person_id: int, token: str, now: datetime) -> SignInLink:
    """Older unused links of the person end, so that one is valid."""
    _end_links(session, person_id, now)
    link = SignInLink(
        person_id=person_id,
        token_hash=hash_of(token),
        made_at=now,
        expires_at=now + LINK_VALID_FOR,
    )
    session.add(link)
    audit.record(session, now, "sign_in.link_made", f"person:{person_id}", person_id)
    return link


def is_valid_link(session: Session, token: str, now: datetime) -> bool:
    """Looking uses nothing up: services that show previews open every link."""
    query = select(SignInLink.id).where(*_may_be_used(token, now))
    return session.exec(query).first() is not None


def sign_in(session: Session, token: str, session_token: str, now: datetime) -> Person | None:
    """Use the link up and begin a session; None where it is unknown, used or expired."""
    used = update(SignInLink).where(*_may_be_used(token, now)).values(used_at=now)
    person_id = session.connection().execute(used.returning(col(SignInLink.person_id))).scalar()
    person = session.get(Person, person_id) if person_id else None
    if person is None or person.erased_at is not None:
        return None
    begun = WebSession(
        person_id=person.id or 0,
        token_hash=hash_of(session_token),
        begun_at=now,
        expires_at=now + SESSION_VALID_FOR,
    )
    session.add(begun)
    audit.record(session, now, "sign_in.done", f"person:{person.id}", person.id)
    return person


def signed_in(session: Session, session_token: str, now: datetime) -> Person | None:
    """Whose browser it is; nobody's once it is signed out, expired, or the person erased."""
    found: Person | None = session.exec(
        _SIGNED_IN, params={"token_hash": hash_of(session_token), "now": now}
    ).first()
    return found


def browsers_of(session: Session, person_id: int, now: datetime) -> int:
    """In how many the person is signed in."""
    found: int = session.exec(_BROWSERS, params={"person_id": person_id, "now": now}).one()
    return found


def sign_out(session: Session, session_token: str, now: datetime) -> None:
    _end_sessions(session, now, col(WebSession.token_hash) == hash_of(session_token))


def sign_out_everywhere(session: Session, person_id: int, now: datetime) -> int:
    """How many browsers were signed in; links that wait to be used end as well."""
    _end_links(session, person_id, now)
    ended = _end_sessions(session, now, col(WebSession.person_id) == person_id)
    if not ended:  # else each browser has its own row
        audit.record(session, now, "sign_in.ended", f"person:{person_id}", person_id)
    return ended


def _may_be_used(token: str, now: datetime) -> tuple[Any, ...]:
    return (
        col(SignInLink.token_hash) == hash_of(token),
        col(SignInLink.used_at).is_(None),
        col(SignInLink.expires_at) > now,
    )


def _end_links(session: Session, person_id: int, now: datetime) -> None:
    waiting = (
        col(SignInLink.person_id) == person_id,
        col(SignInLink.used_at).is_(None),
        col(SignInLink.expires_at) > now,
    )
    session.connection().execute(update(SignInLink).where(*waiting).values(expires_at=now))


def _end_sessions(session: Session, now: datetime, of_whom: Any) -> int:
    lasting = col(WebSession.ended_at).is_(None), col(WebSession.expires_at) > now
    ending = update(WebSession).where(of_whom, *lasting).values(ended_at=now)
    ended = session.connection().execute(ending.returning(col(WebSession.person_id))).scalars()
    people = list(ended)
    for person_id in people:
        audit.record(session, now, "sign_in.ended", f"person:{person_id}", person_id)
    return len(people)
