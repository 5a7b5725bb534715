"""Posts: who answers for which agency on a day, who stands in, who leads."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Date, bindparam, or_
from sqlmodel import Session, col, select

from storage.database import remembered
from storage.models import (
    Agency,
    Appointment,
    ChatAccount,
    Person,
    Post,
    Succession,
)
from storage.people.absences import away_on
from storage.people.chat_accounts import names_and_channels, people_reached, reachable_accounts
from storage.plans.succession import lineage

Held = tuple[Appointment, Agency]  # a post, and the agency as it is on that day
InPost = tuple[Person, Appointment, Agency]


@dataclass(frozen=True)
class FocalPoint:
    """Who answers for an agency on a day; `account` is empty for one who cannot be reached."""

    person: Person
    agency: Agency
    account: ChatAccount | None


_ON = bindparam("on", type_=Date)
_HAS_MOVED_ON = (
    select(Succession.id)
    .where(Succession.from_id == Agency.id, col(Succession.ended_at).is_(None))
    .exists()
)
# Appointments that hold on that day, in their order; whether the agency may be another by now
_POSTS: Any = (
    select(Person, Appointment, Agency, _HAS_MOVED_ON)
    .join(Appointment, col(Appointment.person_id) == Person.id)
    .join(Agency, col(Agency.id) == Appointment.agency_id)
    .where(
        col(Appointment.starts_on) <= _ON,
        or_(col(Appointment.ends_on).is_(None), col(Appointment.ends_on) >= _ON),
    )
    .order_by(col(Appointment.id))
)
_POSTS_OF: Any = _POSTS.where(col(Appointment.person_id).in_(bindparam("people", expanding=True)))
_POSTS_AT: Any = _POSTS.where(
    col(Appointment.agency_id).in_(bindparam("agencies", expanding=True)),
    col(Appointment.post).in_(bindparam("only", expanding=True)),
)


def focal_points(
    session: Session, on: date, agency_ids: Iterable[int] | None = None
) -> list[FocalPoint]:
    """Who is reminded for an agency on that day, each with the chat they can be reached on.

    The focal persons in office; for one on leave the stand-in they named, else those of the
    agency. A focal person of an agency that became another one answers for that one.
    """
    posts = in_posts(session, on, agency_ids)
    return _with_accounts(session, _answering(session, on, posts))


_FOCAL: Any = (  # whole rows of a province's thousands would take long
    select(Appointment.agency_id, Appointment.person_id)
    .where(
        col(Appointment.post) == Post.FOCAL,
        col(Appointment.starts_on) <= _ON,
        or_(col(Appointment.ends_on).is_(None), col(Appointment.ends_on) >= _ON),
    )
    .distinct()
)


_FOCAL_AT: Any = _FOCAL.where(col(Appointment.agency_id).in_(bindparam("agencies", expanding=True)))
FEW = 50  # agencies, or people: of more all are read, and chosen here


def who_answers(session: Session, on: date, agency_ids: Collection[int]) -> list[tuple[int, int]]:
    """(agency, person) as `focal_points` tells, in its order; that is asked about leave alone."""
    became, away = lineage(session).successors(on), away_on(session, on)
    asked, found, on_leave = set(agency_ids), set(), set()
    query, given = _FOCAL, dict[str, Any](on=on)
    if len(asked) <= FEW:
        former = [old for old, now in became.items() if now in asked]
        query, given["agencies"] = _FOCAL_AT, [*asked, *former]
    for agency_id, person_id in session.connection().execute(query, given).all():
        living = became.get(agency_id, agency_id)
        if living not in asked:
            continue
        found.add((living, person_id))
        if person_id in away:
            on_leave.add(living)
    if on_leave:
        found = {pair for pair in found if pair[0] not in on_leave}
        there = focal_points(session, on, on_leave)
        found |= {(who.agency.id or 0, who.person.id or 0) for who in there}
    return sorted(found)


def agencies_reached(session: Session, on: date, agency_ids: Collection[int]) -> set[int]:
    """Those of which somebody who answers on that day can be written to."""
    answering = who_answers(session, on, agency_ids)
    people = {who for _, who in answering}
    few = len(people) <= FEW
    reachable = names_and_channels(session, people) if few else people_reached(session)
    return {key for key, who in answering if who in reachable}


def whom_to_notify(
    session: Session, person_id: int | None, agency_id: int, on: date
) -> list[FocalPoint]:
    """Who said it, if they still answer for the agency and can be reached; else who does."""
    here = [who for who in focal_points(session, on, [agency_id]) if who.account is not None]
    return [who for who in here if who.person.id == person_id] or here


def leaders(session: Session, on: date, agency_ids: Iterable[int]) -> list[FocalPoint]:
    """The leaders in office on that day who are not on leave."""
    away = away_on(session, on)
    posts = in_posts(session, on, agency_ids, Post.LEADER)
    here = ((person, agency) for person, _, agency in posts if person.id not in away)
    return _with_accounts(session, here)


def _with_accounts(session: Session, pairs: Iterable[tuple[Person, Agency]]) -> list[FocalPoint]:
    known = {(agency.id, person.id): (person, agency) for person, agency in pairs}
    accounts = reachable_accounts(session, {person.id or 0 for person, _ in known.values()})
    found = {
        key: FocalPoint(person, agency, accounts.get(person.id or 0))
        for key, (person, agency) in known.items()
    }
    return [found[key] for key in sorted(found)]


def _answering(
    session: Session, on: date, posts: Sequence[InPost]
) -> Iterator[tuple[Person, Agency]]:
    """The focal persons who are there, and for each who is not, whoever stands in."""
    away = away_on(session, on)
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
    absent = _in_posts_of(session, on, away)
    return [agency for _, post, agency in absent if post.post == Post.FOCAL]


def offices_of(
    session: Session, person_id: int, on: date, posts: Sequence[Held] | None = None
) -> list[Agency]:
    """Whom the person may report for: as focal person, on leave too, or standing in for one.

    `posts`: those held on that day, where they are known already.
    """
    held = posts_of(session, person_id, on) if posts is None else posts
    own = [agency for post, agency in held if post.post == Post.FOCAL]
    is_named = person_id in away_on(session, on).values()
    may_stand_in = is_named or any(post.post == Post.STAND_IN for post, _ in held)
    if may_stand_in and (absent := agencies_on_leave(session, on)):
        answering = _answering(session, on, in_posts(session, on, {one.id or 0 for one in absent}))
        own += [agency for person, agency in answering if person.id == person_id]
    return list({agency.id: agency for agency in own}.values())


@remembered
def posts_of(session: Session, person_id: int, on: date) -> list[Held]:
    """The posts held on that day, at the agencies as they then are."""
    return posts_of_each(session, [person_id], on)[person_id]


def posts_of_each(session: Session, person_ids: Sequence[int], on: date) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = {one: [] for one in person_ids}
    for person, post, agency in _in_posts_of(session, on, person_ids):
        found[person.id or 0].append((post, agency))
    return found


def people_at(session: Session, agency_ids: Iterable[int], on: date) -> list[Person]:
    """Everybody with a post in those agencies on that day, in the order they came."""
    found = in_posts(session, on, agency_ids)
    return list({person.id: person for person, _, _ in found}.values())


def in_posts(
    session: Session, on: date, agency_ids: Iterable[int] | None, *only: Post
) -> list[InPost]:
    """The posts of these agencies, or of all; a post moves on with its agency."""
    if agency_ids is None:
        return _as_they_are(session, on, session.exec(_POSTS, params={"on": on}).all())
    asked = set(agency_ids)
    became = lineage(session).successors(on)
    former = [old for old, now in became.items() if now in asked]
    given = {"on": on, "agencies": [*asked, *former], "only": only or tuple(Post)}
    found = _as_they_are(session, on, session.exec(_POSTS_AT, params=given).all())
    return [one for one in found if one[2].id in asked]


def _in_posts_of(session: Session, on: date, person_ids: Iterable[int]) -> list[InPost]:
    people = list(person_ids)
    if not people:
        return []
    rows = session.exec(_POSTS_OF, params={"on": on, "people": people}).all()
    return _as_they_are(session, on, rows)


def _as_they_are(session: Session, on: date, rows: Sequence[Any]) -> list[InPost]:
    """What the agencies have become is looked up only where one of them may be another."""
    became = lineage(session).successors(on) if any(moved for *_, moved in rows) else {}
    given = {"ids": list({became[agency.id] for _, _, agency, _ in rows if agency.id in became})}
    now = {one.id: one for one in session.exec(_AGENCIES, params=given)} if given["ids"] else {}
    return [
        (person, post, now[became[agency.id]] if agency.id in became else agency)
        for person, post, agency, _ in rows
    ]


_AGENCIES = select(Agency).where(col(Agency.id).in_(bindparam("ids", expanding=True)))


def appoint(session: Session, person_id: int, agency_id: int, post: Post, on: date) -> None:
    """From that day on; a post given away and back on one day is the same row."""
    session.flush()
    same_day = select(Appointment).where(
        Appointment.person_id == person_id,
        Appointment.agency_id == agency_id,
        Appointment.post == post,
        Appointment.starts_on == on,
    )
    held = session.exec(same_day).first() or Appointment(
        person_id=person_id, agency_id=agency_id, post=post, starts_on=on
    )
    held.ends_on = None
    session.add(held)
    session.flush()


def end_post(session: Session, person_id: int, agency_id: int, post: Post, on: date) -> bool:
    """Held until the day before; False where they do not hold it."""
    ending = [
        held
        for held, agency in posts_of(session, person_id, on)
        if held.post == post and agency.id == agency_id
    ]
    for one in ending:
        one.ends_on = on - timedelta(days=1)
    return bool(ending)


def find_person(session: Session, code: str) -> Person | None:
    """Whoever has the code; also somebody erased who had it, so that it is given to nobody else."""
    codes = (code, erased_code(code))
    return session.exec(select(Person).where(col(Person.code).in_(codes))).first()


def erased_code(code: str) -> str:
    """What is kept of the code of an erased person: it tells the code again, and names nobody."""
    return f"erased-{sha256(code.encode()).hexdigest()[:16]}"
