"""Links in letters: by one a person agrees to reminders at that address, or stops them."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.models import EmailLink, Person

VALID_FOR = timedelta(days=180)  # whoever finds an old letter can still stop them


def keep_email_link(session: Session, token: str, person: Person, now: datetime) -> EmailLink:
    """`token` opens it from now on; those that have ended are forgotten."""
    session.connection().execute(delete(EmailLink).where(col(EmailLink.expires_at) <= now))
    link = EmailLink(
        person_id=person.id or 0,
        address=person.email,
        token_hash=_hashed(token),
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    session.add(link)
    return link


def person_of_link(session: Session, token: str, now: datetime) -> Person | None:
    """Nobody's once it has ended, or the roster names another address than it was sent to."""
    query = (
        select(Person, EmailLink.address)
        .join(EmailLink, col(EmailLink.person_id) == Person.id)
        .where(
            EmailLink.token_hash == _hashed(token),
            col(EmailLink.expires_at) > now,
            col(Person.erased_at).is_(None),
        )
    )
    person, sent_to = session.exec(query).first() or (None, "")
    return person if person is not None and person.email == sent_to else None


def _hashed(token: str) -> str:
    """Its letters are drawn at random from more than can be tried: no salt is needed."""
    return sha256(token.encode()).hexdigest()
