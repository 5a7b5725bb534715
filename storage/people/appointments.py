"""People: who answers for which agency, their rights, their chats, invitations and consent."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.messages.lanes import place_for_one_more
from storage.models import (
    Agency,
    Appointment,
    ChatAccount,
    Consent,
    Invitation,
    Lane,
    Person,
    Plan,
    Post,
    Right,
    RightKind,
)
from storage.people.absences import away_on
from storage.plans.succession import lineage

# Letters and digits that nobody mistakes for one another on paper
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8
WRONG_CODES_ALLOWED = 5
WRONG_CODES_FORGOTTEN_AFTER = timedelta(hours=1)


Held = tuple[Appointment, Agency]  # a post, and the agency as it is on that day


@dataclass(frozen=True)
class Answerer:
    """Who answers for an agency on a day; `account` is empty for one who cannot be reached."""

    person: Person
    agency: Agency
    account: ChatAccount | None


def answerers(
    session: Session, on: date, agency_ids: Iterable[int] | None = None
) -> list[Answerer]:
    """Who is reminded for an agency on that day, each with the chat they can be reached on.

    The focal persons in office; for one on leave the stand-in they named, else those of the
    agency. A focal person of an agency that became another one answers for that one.
    """
    return _with_accounts(session, _answering(session, on), agency_ids)


def leaders(session: Session, on: date, agency_ids: Iterable[int]) -> list[Answerer]:
    """The leaders in office on that day who are not on leave."""
    away = away_on(session, on)
    posts = _in_posts(session, on, Appointment.post == Post.LEADER)
    here = ((person, agency) for person, _, agency in posts if person.id not in away)
    return _with_accounts(session, here, agency_ids)


def _with_accounts(
    session: Session, pairs: Iterable[tuple[Person, Agency]], agency_ids: Iterable[int] | None
) -> list[Answerer]:
    asked = None if agency_ids is None else set(agency_ids)
    accounts = reachable_accounts(session)
    found = {
        (agency.id, person.id): Answerer(person, agency, accounts.get(person.id or 0))
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


def reachable_accounts(session: Session) -> dict[int, ChatAccount]:
    """By person: the newest chat that was linked with consent and can be written to."""
    return {account.person_id or 0: account for account in session.exec(_reachable())}


def accounts_of(session: Session, person_id: int) -> list[ChatAccount]:
    """Every chat a person can be reached in, the one that is tried first at the beginning."""
    accounts = session.exec(_reachable().where(ChatAccount.person_id == person_id))
    return list({one.id: one for one in accounts}.values())[::-1]


def _reachable() -> SelectOfScalar[ChatAccount]:
    """Neither stopped by the person nor on a bot that is stopped; the newest last."""
    stopped = select(Lane.name).where(col(Lane.stopped_until).is_not(None))
    return (
        select(ChatAccount)
        .join(Consent, col(Consent.account_id) == ChatAccount.id)
        .where(
            col(Consent.person_id) == ChatAccount.person_id,
            col(ChatAccount.stopped_at).is_(None),
            col(Consent.withdrawn_at).is_(None),
            col(ChatAccount.channel).not_in(stopped),
        )
        .order_by(col(ChatAccount.linked_at), col(ChatAccount.id))
    )


def may_be_told(session: Session, account: ChatAccount) -> bool:
    """Whether the person of this chat has consented to be reminded in it, and still does."""
    query = select(Consent.id).where(
        Consent.account_id == account.id,
        Consent.person_id == account.person_id,
        col(Consent.withdrawn_at).is_(None),
    )
    return session.exec(query.limit(1)).first() is not None


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


def rights_of(session: Session, person_id: int) -> list[Right]:
    return list(session.exec(select(Right).where(Right.person_id == person_id)))


def is_planner_of(session: Session, person_id: int, plan: Plan) -> bool:
    return any(
        right.kind == RightKind.PLANNER and right.plan_id in (None, plan.id)
        for right in rights_of(session, person_id)
    )


def people_with(session: Session, kind: RightKind) -> list[tuple[Person, ChatAccount]]:
    """The people with that right who can be reached."""
    accounts = reachable_accounts(session)
    query = (
        select(Person)
        .where(col(Person.id).in_(select(Right.person_id).where(Right.kind == kind)))
        .order_by(col(Person.id))
    )
    return [(one, accounts[one.id or 0]) for one in session.exec(query) if one.id in accounts]


def plans_of_planner(session: Session, person_id: int) -> list[Plan]:
    """The plans this person sums up; a right without a plan covers all of them."""
    rights = [r for r in rights_of(session, person_id) if r.kind == RightKind.PLANNER]
    query = select(Plan).order_by(col(Plan.id))
    if all(right.plan_id is not None for right in rights):
        query = query.where(col(Plan.id).in_([right.plan_id for right in rights]))
    return list(session.exec(query))


def find_person(session: Session, code: str) -> Person | None:
    return session.exec(select(Person).where(Person.code == code)).first()


# --- Invitations ----------------------------------------------------------------------------------


def invite(
    session: Session, person_id: int, code: str, now: datetime, valid_for: timedelta
) -> Invitation:
    """Keep a new invitation; older unused ones of the person end, so that one code is valid."""
    unused = select(Invitation).where(
        Invitation.person_id == person_id,
        col(Invitation.used_at).is_(None),
        col(Invitation.expires_at) > now,
    )
    for older in session.exec(unused):
        older.expires_at = now
    invitation = Invitation(
        person_id=person_id,
        channel=place_for_one_more(session, now, person_id),
        code_hash=hash_of(code),
        created_at=now,
        expires_at=now + valid_for,
    )
    session.add(invitation)
    session.flush()
    return invitation


def find_invitation(session: Session, code: str) -> Invitation | None:
    return session.exec(select(Invitation).where(Invitation.code_hash == hash_of(code))).first()


def looks_like_code(text: str) -> bool:
    return len(normal_code(text)) == CODE_LENGTH and set(normal_code(text)) <= set(CODE_LETTERS)


def normal_code(text: str) -> str:
    """A code as it was given out: people add spaces, dashes and small letters."""
    return "".join(c for c in text.upper() if c.isalnum())


def hash_of(code: str) -> str:
    return hashlib.sha256(normal_code(code).encode()).hexdigest()


def may_try_codes(account: ChatAccount, now: datetime) -> bool:
    return _wrong_codes(account, now) < WRONG_CODES_ALLOWED


def count_wrong_code(account: ChatAccount, now: datetime) -> None:
    account.wrong_codes = _wrong_codes(account, now) + 1
    account.wrong_codes_since = now


def _wrong_codes(account: ChatAccount, now: datetime) -> int:
    since = account.wrong_codes_since
    if since is None or now - since >= WRONG_CODES_FORGOTTEN_AFTER:
        return 0
    return account.wrong_codes


def link(
    session: Session, invitation: Invitation, account: ChatAccount, consent: Consent, now: datetime
) -> None:
    """Tie the chat to the invited person, use the code up, keep the proof of consent."""
    invitation.used_at, invitation.account_id = now, account.id
    account.person_id, account.linked_at = invitation.person_id, now
    account.stopped_at, account.stopped_reason = None, ""
    account.wrong_codes, account.wrong_codes_since = 0, None
    session.add(consent)


def _in_office(on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Appointment.starts_on) <= on,
        or_(col(Appointment.ends_on).is_(None), col(Appointment.ends_on) >= on),
    )
