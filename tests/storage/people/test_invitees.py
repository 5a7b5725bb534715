"""Who gets a card: everybody with a post or a planner's right who has not agreed in any chat."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from storage.database import Database
from storage.models import (
    Agency,
    Appointment,
    ChatAccount,
    Consent,
    Person,
    Plan,
    Post,
    Right,
    RightKind,
)
from storage.people.appointments import find_person
from storage.people.handovers import hand_over
from storage.people.invitees import Roll, roll
from storage.people.own_data import withdraw_consent
from tests.support.channels.lanes import add_lane
from tests.support.worlds.world import ISSUED, START, make_people, make_plan

TODAY = date(2026, 10, 14)
NOW = START


@pytest.fixture
def province(database: Database) -> Database:
    with database.write() as session:
        make_plan(session)
        make_people(session)
    return database


def person_of(session: Session, code: str) -> Person:
    person = find_person(session, code)
    assert person is not None
    return person


def agrees(session: Session, code: str) -> ChatAccount:
    chat = ChatAccount(channel="telegram", address=code, person_id=person_of(session, code).id)
    session.add(chat)
    session.flush()
    session.add(
        Consent(
            person_id=chat.person_id or 0,
            account_id=chat.id or 0,
            version="test",
            text_hash="",
            given_at=NOW,
        )
    )
    session.flush()
    return chat


def called(session: Session) -> Roll:
    session.flush()
    return roll(session, session.exec(select(Plan).order_by(Plan.code)), TODAY, NOW)


def invited(session: Session) -> list[str]:
    return [one.person.code for one in called(session).to_invite]


def test_everybody_in_the_order_of_the_roster_with_agency_and_plan(province: Database) -> None:
    with province.write() as session:
        found = called(session).to_invite
        assert [(one.person.code, one.agencies) for one in found] == [
            ("sct", ("Sở Công Thương",)),
            ("syt", ("Sở Y tế",)),
            ("skhdt", ("Sở Kế hoạch và Đầu tư",)),
            ("sct-lanhdao", ("Sở Công Thương",)),
        ]
        assert {one.plans[0].code for one in found} == {"mau"}


def test_a_planner_without_a_post_is_of_the_coordinator(province: Database) -> None:
    with province.write() as session:
        planner = Person(code="ttdl", full_name="Đỗ Văn Mẫu Sáng")
        session.add(planner)
        session.flush()
        session.add(Right(person_id=planner.id or 0, kind=RightKind.PLANNER))
        assert called(session).to_invite[-1].agencies == ("Sở Kế hoạch và Đầu tư",)
        session.add(Person(code="khach", full_name="Hồ Văn Mẫu Khách"))  # neither post nor right
        assert "khach" not in invited(session)


def test_a_person_of_two_plans_gets_one_card(province: Database) -> None:
    with province.write() as session:
        first = session.exec(select(Plan)).one()
        copied = first.model_dump(exclude={"id"}) | {"code": "mau-2", "decision": "1/QĐ-UBND"}
        session.add(Plan(**copied))
        found = called(session).to_invite
        assert len(found) == 4
        assert [plan.code for plan in found[0].plans] == ["mau", "mau-2"]


def test_who_has_agreed_is_linked_also_while_the_bot_is_stopped(province: Database) -> None:
    with province.write() as session:
        agrees(session, "sct")
        add_lane(session, "telegram", "", NOW, stopped_until=NOW + timedelta(hours=1))
        found = called(session)
        assert [one.code for one in found.linked] == ["sct"]
        assert "sct" not in invited(session)


def test_who_has_closed_the_chat_or_never_agreed_is_invited(province: Database) -> None:
    with province.write() as session:
        agrees(session, "sct").stopped_at = NOW
        session.add(
            ChatAccount(channel="telegram", address="x", person_id=person_of(session, "syt").id)
        )
        assert invited(session)[:2] == ["sct", "syt"]


def test_who_took_the_consent_back_is_asked_by_no_paper(province: Database) -> None:
    with province.write() as session:
        agrees(session, "sct")
        withdraw_consent(session, person_of(session, "sct"), NOW)
        found = called(session)
        assert [one.code for one in found.withdrawn] == ["sct"]
        assert (found.linked, "sct" in invited(session)) == ([], False)


def test_the_code_of_a_handover_is_not_ended_by_another(province: Database) -> None:
    with province.write() as session:
        giver, to = person_of(session, "sct"), person_of(session, "sct-lanhdao")
        agency = session.exec(select(Agency).where(Agency.name == "Sở Công Thương")).one()
        hand_over(session, giver, to, agency.id or 0, "ABCD-EEEE", NOW, TODAY)
        found = called(session)
        assert [one.code for one in found.taking_over] == ["sct-lanhdao"]
        assert "sct-lanhdao" not in invited(session)
        later = roll(session, session.exec(select(Plan)), TODAY, NOW + timedelta(days=7))
        assert later.taking_over == []


def test_a_post_that_has_ended_and_an_erased_person_count_no_more(province: Database) -> None:
    with province.write() as session:
        post = session.exec(
            select(Appointment).where(Appointment.person_id == person_of(session, "syt").id)
        ).one()
        post.ends_on = TODAY - timedelta(days=1)
        person_of(session, "sct").erased_at = NOW
        assert invited(session) == ["skhdt", "sct-lanhdao"]
        post.starts_on, post.ends_on, post.post = ISSUED, None, Post.STAND_IN
        assert "syt" in invited(session)
