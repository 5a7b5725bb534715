"""People: who answers for which agency, their rights, their chats, invitations and consent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from storage.models import Agency, Appointment, ChatAccount, Person, Post, Right, RightKind
from storage.people.absences import away_on
from storage.people.chat_accounts import reachable_accounts
from storage.plans.succession import lineage

Held = tuple[Appointment, Agency]  # a post, and the agency as it is on that day


@dataclass(frozen=True)
class FocalPoint:
    """Who answers for an agency on a day; `account` is empty for one who cannot be reached."""

    person: Person
    agency: Agency
    account: ChatAccount | None


def focal_points(
    session: Session, on: date, agency_ids: Iterable[int] | None = None
) -> list[FocalPoint]:
    """Who is reminded for an agency on that day, each with the chat they can be reached on.

    The focal persons in office; for one on leave the stand-in they named, else those of the
    agency. A focal person of an agency that became another one answers for that one.
    """
    return _with_accounts(session, _answering(session, on), agency_ids)


def whom_to_notify(
    session: Session, person_id: int | None, agency_id: int, on: date
) -> list[FocalPoint]:
    """Who said it, if they still answer for the agency and can be reached; else who does."""
    here = [who for who in focal_points(session, on, [agency_id]) if who.account is not None]
    return [who for who in here if who.person.id == person_id] or here


def leaders(session: Session, on: date, agency_ids: Iterable[int]) -> list[FocalPoint]:
    """The leaders in office on that day who are not on leave."""
    away = away_on(session, on)
    posts = _in_posts(session, on, Appointment.post == Post.LEADER)
    here = ((person, agency) for person, _, agency in posts if person.id not in away)
    return _with_accounts(session, here, agency_ids)


def _with_accounts(
    session: Session, pairs: Iterable[tuple[Person, Agency]], agency_ids: Iterable[int] | None
) -> list[FocalPoint]:
    asked = None if agency_ids is None else set(agency_ids)
    accounts = reachable_accounts(session)
    found = {
        (agency.id, person.id): FocalPoint(person, agency, accounts.get(person.id or 0))
        for person, agency in pairs
        if asked is None or agency.id in asked
    }
    return [found[key] for key in sorted(found)]


def _answering(session: Session, on: date) -> Iterator[tuple[Person, Agency]]:
    """The focal persons who are there, and for each who is not, whoever stands in."""
    away = away_on(session, on)
    posts = list(_in_posts(session, on, col(Appointment.post).in_([Post.FOCAL, Post.STAND_IN])))
    for person, post, agency in posts:
        if post.post != Post.FOCAL:
            continue
        if person.id not in away:
            yield person, agency
            continue
        named = away[person.id or 0]
        if named is not None and named not in away:
            yield session.get_one(Person, named), agency
        else:
            yield from (
                (other, agency)
                for other, theirs, office in posts
                if theirs.post == Post.STAND_IN and office.id == agency.id and other.id not in away
            )


def agencies_on_leave(session: Session, on: date) -> list[Agency]:
    """Those with a focal person on leave."""
    away = away_on(session, on)
    posts = _in_posts(session, on, Appointment.post == Post.FOCAL) if away else ()
    return [agency for person, _, agency in posts if person.id in away]


def offices_of(
    session: Session, person_id: int, on: date, posts: Sequence[Held] | None = None
) -> list[Agency]:
    """Whom the person may report for: as focal person, on leave too, or standing in for one.

    `posts`: those held on that day, where they are known already.
    """
    held = posts_of(session, person_id, on) if posts is None else posts
    own = [agency for post, agency in held if post.post == Post.FOCAL]
    if away_on(session, on):
        own += [agency for person, agency in _answering(session, on) if person.id == person_id]
    return list({agency.id: agency for agency in own}.values())


def posts_of(session: Session, person_id: int, on: date) -> list[Held]:
    """The posts held on that day, at the agencies as they then are."""
    rows = _in_posts(session, on, col(Appointment.person_id) == person_id)
    return [(appointment, agency) for _, appointment, agency in rows]


def people_at(session: Session, agency_ids: Iterable[int], on: date) -> list[Person]:
    """Everybody with a post in those agencies on that day, in the order they came."""
    asked, found = set(agency_ids), _in_posts(session, on, True)
    return list({one.id: one for one, _, agency in found if agency.id in asked}.values())


def _in_posts(
    session: Session, on: date, which: ColumnElement[bool] | bool
) -> Iterator[tuple[Person, Appointment, Agency]]:
    """Appointments that hold on that day, in their order; a post moves on with its agency."""
    became = lineage(session).successors(on)
    query = (
        select(Person, Appointment)
        .join(Appointment, col(Appointment.person_id) == Person.id)
        .where(which, *_in_office(on))
        .order_by(col(Appointment.id))
    )
    rows = session.exec(query).all()
    ids = {became.get(post.agency_id, post.agency_id) for _, post in rows}
    agencies = session.exec(select(Agency).where(col(Agency.id).in_(ids))).all() if ids else ()
    by_id = {agency.id: agency for agency in agencies}
    for person, post in rows:
        yield person, post, by_id[became.get(post.agency_id, post.agency_id)]


def people_with(session: Session, kind: RightKind) -> list[tuple[Person, ChatAccount]]:
    """The people with that right who can be reached."""
    accounts = reachable_accounts(session)
    query = (
        select(Person)
        .where(col(Person.id).in_(select(Right.person_id).where(Right.kind == kind)))
        .order_by(col(Person.id))
    )
    return [(one, accounts[one.id or 0]) for one in session.exec(query) if one.id in accounts]


def find_person(session: Session, code: str) -> Person | None:
    return session.exec(select(Person).where(Person.code == code)).first()


# --- Invitations ----------------------------------------------------------------------------------


def _in_office(on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Appointment.starts_on) <= on,
        or_(col(Appointment.ends_on).is_(None), col(Appointment.ends_on) >= on),
    )
