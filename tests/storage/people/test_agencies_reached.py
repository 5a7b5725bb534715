"""Whether somebody of an agency can be reached is told in one way, however it is asked."""

import random
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from storage.database import Database
from storage.models import Agency, Appointment, ChatAccount, Consent, Person, Plan, Post, Succession
from storage.people import appointments, reachability
from storage.people.absences import announce_absence
from storage.people.appointments import agencies_reached, focal_points, who_answers
from storage.people.chat_accounts import EMAIL, names_and_channels, reachable_accounts
from tests.support.databases import emptied
from tests.support.worlds.world import ISSUED, World

TODAY = date(2026, 10, 20)
PEOPLE, AGENCIES = 30, 8


def build(world: World, chance: random.Random) -> None:
    """People in posts, on leave with or without a stand-in, linked or not; agencies that merge."""
    with world.database.write() as session:
        plan = session.exec(select(Plan)).one()
        made = [Agency(province="Mẫu", name=f"Sở {n}", kind="department") for n in range(AGENCIES)]
        people = [Person(code=f"p{n}", full_name=f"Mẫu {n}") for n in range(PEOPLE)]
        session.add_all([*made, *people])
        session.flush()
        for person in people:
            post = chance.choice((Post.FOCAL, Post.FOCAL, Post.STAND_IN, Post.LEADER))
            ends = TODAY - timedelta(days=1) if chance.random() < 0.1 else None
            held = {"agency_id": chance.choice(made).id, "post": post, "ends_on": ends}
            row = {"person_id": person.id, "starts_on": ISSUED, **held}
            session.add(Appointment.model_validate(row))
        for old, new in ((made[0], made[1]), (made[2], made[3])):
            day = TODAY - timedelta(days=100)
            step = {"plan_id": plan.id, "from_id": old.id, "to_id": new.id, "on": day}
            session.add(Succession.model_validate({**step, "confirmed": True}))
    for person in people:
        if chance.random() < 0.5:
            world.links(person.code)
    with world.database.write() as session:
        for person in session.exec(select(Person).where(col(Person.code).startswith("p"))):
            if chance.random() < 0.4:
                stand_in = chance.choice([None, session.get(Person, chance.choice(people).id)])
                if stand_in is None or stand_in.id != person.id:
                    days = TODAY, TODAY + timedelta(days=2)
                    announce_absence(session, person, *days, stand_in, TODAY, world.clock.now())
        _add_second_chats(session, chance, world.clock.now())
        for consent in session.exec(select(Consent)):
            if chance.random() < 0.1:
                consent.withdrawn_at = world.clock.now()


def _add_second_chats(session: Session, chance: random.Random, now: datetime) -> None:
    """Another way to some of those who are linked, from a day before or after."""
    linked = select(ChatAccount).where(col(ChatAccount.person_id).is_not(None))
    for first in session.exec(linked).all():
        if chance.random() < 0.4:
            continue
        at = now + timedelta(days=chance.choice((-1, 1)))
        channel, address = chance.choice(("zalo", EMAIL)), f"{first.address}-2"
        theirs = {"person_id": first.person_id, "linked_at": at}
        second = ChatAccount.model_validate({"channel": channel, "address": address, **theirs})
        session.add(second)
        session.flush()
        consent = {"account_id": second.id, "text_hash": "", "version": "test", "given_at": at}
        session.add(Consent.model_validate({"person_id": first.person_id, **consent}))


@pytest.mark.parametrize("seed", range(4))
def test_it_is_told_as_the_reminders_tell_it(
    seed: int, sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(emptied(sqlite))
    build(world, random.Random(seed))
    with world.database.read() as session:
        keys = list(session.exec(select(Agency.id)))
        asked = [key for key in keys if key is not None]
        whole = {
            who.agency.id for who in focal_points(session, TODAY, asked) if who.account is not None
        }
        assert agencies_reached(session, TODAY, asked) == whole
        assert 0 < len(whole) < len(asked)
        for key in asked:  # alone, whatever it has taken over
            assert agencies_reached(session, TODAY, [key]) == whole & {key}
        why = reachability.obstacles(session, asked, TODAY)
        assert set(why) == set(asked) - whole
        monkeypatch.setattr(appointments, "FEW", 0)  # as of thousands
        assert reachability.obstacles(session, asked, TODAY) == why
        answering = who_answers(session, TODAY, asked)
        points = focal_points(session, TODAY, asked)
        assert answering == [(who.agency.id, who.person.id) for who in points]
        people = {key or 0 for key in session.exec(select(Person.id))}
        named = {
            key: (person.full_name, account.channel)
            for key, account in reachable_accounts(session, people).items()
            for person in [session.get_one(Person, key)]
        }
        assert names_and_channels(session, people) == named
        assert {channel for _, channel in named.values()} >= {"fake", "zalo"}
