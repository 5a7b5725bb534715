"""Handovers: a focal person names who follows; the post moves when that one has linked."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import count

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import audit
from storage.models import Agency, Handover, Invitation, Person, Post
from storage.people.appointments import appoint, end_post, find_person, posts_of
from storage.people.invitations import invite
from storage.people.own_data import chats_of, close_questions

VALID_FOR = timedelta(days=7)


class BadHandover(ValueError):
    """It cannot be handed over so; the text says what was seen and what is expected."""


def focal_offices(session: Session, person_id: int, on: date) -> list[Agency]:
    """The agencies, as they are then, of which the person is focal person on that day."""
    posts = posts_of(session, person_id, on)
    return list({office.id: office for post, office in posts if post.post == Post.FOCAL}.values())


def new_person(session: Session, successor_of: Person, full_name: str, phone: str) -> Person:
    """Somebody who is not in the roster yet; the code says whom they follow."""
    codes = (f"{successor_of.code}-{number}" for number in count(2))
    code = next(code for code in codes if find_person(session, code) is None)
    person = Person(code=code, full_name=full_name, office_phone=phone)
    session.add(person)
    session.flush()
    return person


def hand_over(
    session: Session, giver: Person, to: Person, agency_id: int, code: str, now: datetime, on: date
) -> Handover:
    """Invite the successor with `code`; an older handover of the same post is taken back.

    Raises BadHandover, before anything is written.
    """
    if agency_id not in {office.id for office in focal_offices(session, giver.id or 0, on)}:
        raise BadHandover(f"{giver.code} is no focal person of that agency")
    if to.id == giver.id or to.erased_at is not None:
        raise BadHandover(f"{to.code} cannot follow {giver.code}; name somebody else")
    for older in open_handovers(session, giver.id or 0, now):
        if older.agency_id == agency_id:
            take_back(session, older, now)
    invitation = invite(session, to.id or 0, code, now, VALID_FOR)
    handover = Handover(
        from_id=giver.id or 0,
        to_id=to.id or 0,
        agency_id=agency_id,
        invitation_id=invitation.id,
        asked_at=now,
    )
    session.add(handover)
    _note(session, handover, "handover.begun", giver.id, now)
    return handover


def open_handovers(session: Session, giver_id: int, now: datetime) -> list[Handover]:
    """Those the successor may still take over."""
    return list(
        session.exec(_open(now).where(Handover.from_id == giver_id).order_by(col(Handover.id)))
    )


def open_in(
    session: Session, provinces: Collection[str], now: datetime
) -> list[tuple[Handover, Agency, Invitation]]:
    """Those that still wait for the successor, of the agencies of these provinces."""
    query = (
        select(Handover, Agency, Invitation)
        .join(Invitation, col(Invitation.id) == Handover.invitation_id)
        .join(Agency, col(Agency.id) == Handover.agency_id)
        .where(*_OPEN, col(Invitation.expires_at) > now, col(Agency.province).in_(provinces))
        .order_by(col(Handover.id))
    )
    return [(handover, agency, by) for handover, agency, by in session.exec(query)]


def awaited(session: Session, now: datetime) -> set[int]:
    """Who holds the code of a handover that is still open; another code would end it."""
    return {one.to_id for one in session.exec(_open(now))}


def handover_by(session: Session, invitation_id: int, now: datetime) -> Handover | None:
    """The open handover that this invitation is for."""
    return session.exec(_open(now).where(Handover.invitation_id == invitation_id)).first()


def take_back(session: Session, handover: Handover, now: datetime) -> None:
    """The code is worth nothing any more."""
    handover.ended_at = now
    if handover.invitation_id is not None:
        invitation = session.get_one(Invitation, handover.invitation_id)
        invitation.expires_at = min(invitation.expires_at, now)
    _note(session, handover, "handover.taken_back", handover.from_id, now)


def complete(session: Session, handover: Handover, today: date, now: datetime) -> bool:
    """The successor has come: the post is theirs from today on, and was the giver's until
    yesterday. False when the giver no longer holds it; then nothing moves.

    What is asked stays with the agency: expectations, promises, reports and requests go along.
    """
    if not end_post(session, handover.from_id, handover.agency_id, Post.FOCAL, today):
        handover.ended_at = now
        return False
    appoint(session, handover.to_id, handover.agency_id, Post.FOCAL, today)
    handover.done_at = now
    for account in chats_of(session, handover.from_id):
        close_questions(session, account, now)
    _note(session, handover, "handover.done", handover.to_id, now)
    return True


_OPEN = (col(Handover.done_at).is_(None), col(Handover.ended_at).is_(None))


def _open(now: datetime) -> SelectOfScalar[Handover]:
    by = col(Handover.invitation_id) == Invitation.id
    return select(Handover).join(Invitation, by).where(*_OPEN, col(Invitation.expires_at) > now)


def _note(
    session: Session, handover: Handover, action: str, person_id: int | None, now: datetime
) -> None:
    session.flush()
    audit.record(
        session,
        now,
        action,
        f"handover:{handover.id}",
        person_id=person_id,
        details={
            "from": handover.from_id,
            "to": handover.to_id,
            "agency": handover.agency_id,
        },
    )
