"""Loads what a dialog may know of the person at the other end; only when it is looked at."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, tzinfo
from functools import cache

from sqlmodel import Session

from bot.conversation.loaders.obstacles import own_obstacles
from bot.dialogs.facts.person import (
    ChatFacts,
    Colleague,
    ConsentFacts,
    Contact,
    LeaveFacts,
    OpenHandover,
    OwnFacts,
    RequestFacts,
)
from storage.models import (
    Absence,
    Agency,
    ChatAccount,
    Consent,
    Extension,
    Invitation,
    Objection,
    Person,
    Post,
    Reopening,
)
from storage.people import appointments, chat_accounts, handovers, own_data, signing_in
from storage.people.absences import absences_of
from storage.people.signing_in.calendar_feeds import feed_of
from storage.plans import planners
from storage.reports import answers
from storage.reports.requests.extensions import extensions_on
from storage.reports.requests.objections import objections_on
from storage.reports.requests.reopenings import reopenings_on


def own_facts(
    session: Session, person: Person | None, account: ChatAccount, now: datetime, zone: tzinfo
) -> OwnFacts:
    if person is None:
        return OwnFacts()
    person_id, today = person.id or 0, now.astimezone(zone).date()
    consents = cache(lambda: own_data.consents_of(session, person_id))
    return OwnFacts(
        load_requests=cache(lambda: _requests(session, person_id, today, zone)),
        load_leaves=cache(lambda: _leaves(session, person_id, today)),
        load_colleagues=cache(lambda: _colleagues(session, person_id, today)),
        load_offices=cache(lambda: _offices(session, person_id, today)),
        load_handovers=cache(lambda: _handovers(session, person_id, now)),
        load_chats=cache(lambda: _chats(session, person_id, account)),
        load_consents=cache(lambda: tuple(_consent(*pair) for pair in consents())),
        load_contacts=cache(lambda: _contacts(session, today)),
        load_obstacles=cache(lambda: own_obstacles(session, person_id, now, zone)),
        find_calendar=cache(
            lambda: feed.made_at if (feed := feed_of(session, person_id)) else None
        ),
        count_replies=cache(lambda: own_data.replies_of(session, person_id)),
        count_files=cache(lambda: own_data.files_of(session, person_id)),
        count_browsers=cache(lambda: signing_in.browsers_of(session, person_id, now)),
        office_phone=person.office_phone,
        mobile=person.mobile,
        email=person.email,
        language=person.language,
    )


def _leaves(session: Session, person_id: int, today: date) -> tuple[LeaveFacts, ...]:
    return tuple(_leave(session, one) for one in absences_of(session, [person_id], today))


def _offices(session: Session, person_id: int, today: date) -> tuple[tuple[int, str], ...]:
    offices = handovers.focal_offices(session, person_id, today)
    return tuple((agency.id or 0, agency.name) for agency in offices)


def _contacts(session: Session, today: date) -> tuple[Contact, ...]:
    return tuple(_contact(session, one, today) for one in planners.all_planners(session))


def _contact(session: Session, planner: Person, today: date) -> Contact:
    posts = appointments.posts_of(session, planner.id or 0, today)
    agency = next((agency for _, agency in posts), None)
    phone = planner.office_phone or (agency.office_phone if agency else "")
    return Contact(planner.full_name, agency.name if agency else "", phone)


def _chats(session: Session, person_id: int, account: ChatAccount) -> tuple[ChatFacts, ...]:
    return tuple(
        ChatFacts(one.channel, one.linked_at, one.id == account.id)
        for one in own_data.chats_of(session, person_id)
    )


def _consent(one: Consent, chat: ChatAccount) -> ConsentFacts:
    return ConsentFacts(one.version, one.given_at, one.withdrawn_at, chat.channel)


def _requests(
    session: Session, person_id: int, today: date, zone: tzinfo
) -> tuple[RequestFacts, ...]:
    agencies = {agency.id or 0 for agency in appointments.offices_of(session, person_id, today)}
    expected = answers.expected_of(session, agencies, today)
    ids = [one.expectation.id or 0 for one in expected]
    asked = extensions_on(session, ids).values()
    said = objections_on(session, ids).values()
    reopened = reopenings_on(session, ids).values()
    return (
        *(_extension(one, one.asked_at.astimezone(zone).date()) for one in asked),
        *(_objection(one, one.said_at.astimezone(zone).date()) for one in said),
        *(_reopening(one, one.asked_at.astimezone(zone).date()) for one in reopened),
    )


def _extension(one: Extension, said_on: date) -> RequestFacts:
    return RequestFacts(
        kind="extension",
        expectation_id=one.expectation_id,
        said_on=said_on,
        waits=one.decided_at is None,
        accepted=one.granted_until is not None,
        asked_until=one.asked_until,
        granted_until=one.granted_until,
        answer=one.answer,
    )


def _reopening(one: Reopening, said_on: date) -> RequestFacts:
    return RequestFacts(
        kind="reopening",
        expectation_id=one.expectation_id,
        said_on=said_on,
        waits=one.decided_at is None,
        accepted=bool(one.accepted),
        answer=one.answer,
    )


def _objection(one: Objection, said_on: date) -> RequestFacts:
    return RequestFacts(
        kind="objection",
        expectation_id=one.expectation_id,
        said_on=said_on,
        waits=one.decided_at is None,
        accepted=bool(one.accepted),
        answer=one.answer,
    )


def _leave(session: Session, absence: Absence) -> LeaveFacts:
    stand_in = session.get(Person, absence.stand_in_id) if absence.stand_in_id else None
    name = stand_in.full_name if stand_in else ""
    return LeaveFacts(absence.starts_on, absence.ends_on, name)


def _colleagues(session: Session, person_id: int, today: date) -> tuple[Colleague, ...]:
    """Those of the agencies the person answers for first, then those of others they belong to."""
    posts = appointments.posts_of(session, person_id, today)
    offices = {one.id for one in handovers.focal_offices(session, person_id, today)}
    agencies = {agency.id or 0 for _, agency in posts}
    found = [one for one in appointments.people_at(session, agencies, today) if one.id != person_id]
    away = absences_of(session, [one.id or 0 for one in found], today)
    reached = chat_accounts.reachable_accounts(session, [one.id or 0 for one in found])
    colleagues = [
        _colleague(session, one, one.id in reached, away, offices or agencies, today)
        for one in found
    ]
    return tuple(sorted(colleagues, key=lambda one: bool(one.elsewhere)))


def _colleague(
    session: Session,
    one: Person,
    is_reachable: bool,
    away: Sequence[Absence],
    offices: Collection[int | None],
    today: date,
) -> Colleague:
    posts = appointments.posts_of(session, one.id or 0, today)
    here = [post for post, agency in posts if agency.id in offices]
    return Colleague(
        id=one.id or 0,
        full_name=one.full_name,
        is_reachable=is_reachable,
        leaves=tuple(
            LeaveFacts(leave.starts_on, leave.ends_on)
            for leave in away
            if leave.person_id == one.id
        ),
        elsewhere="" if here else next((agency.name for _, agency in posts), ""),
        is_leader=bool(here) and all(post.post == Post.LEADER for post in here),
    )


def _handovers(session: Session, person_id: int, now: datetime) -> tuple[OpenHandover, ...]:
    return tuple(
        OpenHandover(
            id=one.id or 0,
            to_id=one.to_id,
            to_name=session.get_one(Person, one.to_id).full_name,
            agency_id=one.agency_id,
            agency=session.get_one(Agency, one.agency_id).name,
            valid_until=session.get_one(Invitation, one.invitation_id).expires_at,
        )
        for one in handovers.open_handovers(session, person_id, now)
    )
