"""The address of a person's calendar: made, looked up, ended; the database keeps hashes."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage import audit
from storage.models import CalendarFeed, Person


def make_feed(session: Session, person_id: int, token: str, now: datetime) -> CalendarFeed:
    """`token` opens the calendar from now on; the one before opens nothing any more."""
    _end(session, person_id, now)
    feed = CalendarFeed(person_id=person_id, token_hash=_hashed(token), made_at=now)
    session.add(feed)
    session.flush()
    audit.record(session, now, "calendar.link_made", f"person:{person_id}", person_id)
    return feed


def end_feed(session: Session, person_id: int, now: datetime) -> bool:
    """Whether there was one."""
    had_one = _end(session, person_id, now)
    if had_one:
        audit.record(session, now, "calendar.ended", f"person:{person_id}", person_id)
    return had_one


def feed_of(session: Session, person_id: int) -> CalendarFeed | None:
    query = select(CalendarFeed).where(
        CalendarFeed.person_id == person_id, col(CalendarFeed.ended_at).is_(None)
    )
    return session.exec(query).first()


def person_of_feed(session: Session, token: str) -> Person | None:
    """Nobody's once it has ended or the person was erased."""
    query = (
        select(Person)
        .join(CalendarFeed, col(CalendarFeed.person_id) == Person.id)
        .where(
            CalendarFeed.token_hash == _hashed(token),
            col(CalendarFeed.ended_at).is_(None),
            col(Person.erased_at).is_(None),
        )
    )
    return session.exec(query).first()


def _end(session: Session, person_id: int, now: datetime) -> bool:
    theirs = col(CalendarFeed.person_id) == person_id, col(CalendarFeed.ended_at).is_(None)
    ending = update(CalendarFeed).where(*theirs).values(ended_at=now)
    ended = session.connection().execute(ending.returning(col(CalendarFeed.id))).all()
    return bool(ended)


def _hashed(token: str) -> str:
    """Its letters are drawn at random from more than can be tried: no salt is needed."""
    return sha256(token.encode()).hexdigest()
