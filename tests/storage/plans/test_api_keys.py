"""Keys and addresses of the web side, on either engine: one that holds, its end, its last day."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from storage.database import Database
from storage.models import ApiKey, CalendarFeed, Person, Plan
from storage.people.signing_in.calendar_feeds import end_feed, feed_of, make_feed, person_of_feed
from storage.plans.api_keys import api_keys, make_key, note_use, opened_by, revoke_key
from tests.support.worlds.world import START, make_people, make_plan

TODAY = START.date()


def made(session: Session) -> int:
    make_plan(session)
    make_people(session)
    plans = session.exec(select(Plan)).all()
    return make_key(session, "Kho dữ liệu", [*plans, *plans], "key", START).id or 0


def test_a_key_opens_its_plans_until_it_is_revoked(database: Database) -> None:
    with database.write() as session:
        made(session)
        opened = opened_by(session, "key")
        assert opened is not None
        assert [plan.code for plan in opened.plans] == ["mau"]
        assert opened_by(session, "KEY") is None
        revoke_key(session, "Kho dữ liệu", START)
        assert opened_by(session, "key") is None
        [(key, codes)] = api_keys(session)
        assert (key.name, codes) == ("Kho dữ liệu", ["mau"])


def test_the_last_day_goes_forward_only(database: Database) -> None:
    with database.write() as session:
        key_id = made(session)
        for days in (0, 1, 0):
            note_use(session, key_id, TODAY + timedelta(days=days))
        key = session.get_one(ApiKey, key_id, populate_existing=True)
        assert key.last_used_on == TODAY + timedelta(days=1)


def test_a_calendar_has_one_address_at_a_time(database: Database) -> None:
    with database.write() as session:
        made(session)
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        for token in ("first", "second"):
            make_feed(session, person.id or 0, token, START)
        assert person_of_feed(session, "first") is None
        assert person_of_feed(session, "second") == person
        assert end_feed(session, person.id or 0, START)
        assert not end_feed(session, person.id or 0, START)
        assert feed_of(session, person.id or 0) is None
        make_feed(session, person.id or 0, "third", START)
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(CalendarFeed(person_id=person.id or 0, token_hash="x", made_at=START))
