"""Loads what a dialog may know of the person at the other end; only when it is looked at."""

from datetime import date, datetime, tzinfo

from sqlmodel import Session

from bot.dialogs.facts.person import (
    ChatFacts,
    Colleague,
    ConsentFacts,
    LeaveFacts,
    OpenHandover,
    OwnFacts,
    RequestFacts,
)
from storage.models import Absence, Agency, ChatAccount, Extension, Invitation, Objection, Person
from storage.people import appointments, chat_accounts, handovers, own_data
from storage.people.absences import absences_of
from storage.reports import answers
from storage.reports.extensions import extensions_on
from storage.reports.objections import objections_on


def own_facts(
    session: Session, person: Person | None, account: ChatAccount, now: datetime, zone: tzinfo
) -> OwnFacts:
    if person is None:
        return OwnFacts()
    person_id, today = person.id or 0, now.astimezone(zone).date()
    offices = handovers.focal_offices(session, person_id, today)
    consents = own_data.consents_of(session, person_id)
    return OwnFacts(
        requests=_requests(session, person_id, today, zone),
        leaves=tuple(_leave(session, one) for one in absences_of(session, [person_id], today)),
        colleagues=_colleagues(session, person_id, today),
        offices=tuple((agency.id or 0, agency.name) for agency in offices),
        handovers=_handovers(session, person_id, now),
        chats=tuple(
            ChatFacts(one.channel, one.linked_at, one.id == account.id)
            for one in own_data.chats_of(session, person_id)
        ),
        consents=tuple(
            ConsentFacts(one.version, one.given_at, one.withdrawn_at, chat.channel)
            for one, chat in consents
        ),
        may_be_told=any(one.withdrawn_at is None for one, _ in consents),
        replies=own_data.replies_of(session, person_id),
        files=own_data.files_of(session, person_id),
        office_phone=person.office_phone,
        mobile=person.mobile,
        language=person.language,
    )


def _requests(
    session: Session, person_id: int, today: date, zone: tzinfo
) -> tuple[RequestFacts, ...]:
    agencies = {agency.id or 0 for agency in appointments.offices_of(session, person_id, today)}
    expected = answers.expected_of(session, agencies, today)
    ids = [one.expectation.id or 0 for one in expected]
    asked = extensions_on(session, ids).values()
    said = objections_on(session, ids).values()
    return (
        *(_extension(one, one.asked_at.astimezone(zone).date()) for one in asked),
        *(_objection(one, one.said_at.astimezone(zone).date()) for one in said),
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
    agencies = {agency.id or 0 for _, agency in appointments.posts_of(session, person_id, today)}
    found = [one for one in appointments.people_at(session, agencies, today) if one.id != person_id]
    away = absences_of(session, [one.id or 0 for one in found], today)
    reached = chat_accounts.reachable_accounts(session, [one.id or 0 for one in found])
    return tuple(
        Colleague(
            id=one.id or 0,
            full_name=one.full_name,
            is_reachable=one.id in reached,
            leaves=tuple(
                LeaveFacts(leave.starts_on, leave.ends_on)
                for leave in away
                if leave.person_id == one.id
            ),
        )
        for one in found
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
