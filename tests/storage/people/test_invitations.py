"""Where whoever is invited may go: the bot that keeps a place, then those that count nobody."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storage.database import Database
from storage.messages.lanes import loads, place_for_one_more
from storage.models import ChatAccount, Consent, Invitation, Lane, Person
from storage.people.appointments import find_person
from storage.people.invitations import WayIn, invite, link, ways_in, ways_to_come
from tests.support.channels.lanes import OFFICIAL, OTHER_ZALO, TELEGRAM, ZALO, add_all, add_lane
from tests.support.worlds.world import START, make_people, make_plan

WEEK = timedelta(days=7)
NOW = START
CODE = "ABCD-2345"
TO_TELEGRAM = WayIn("telegram", f"{TELEGRAM}?start=ABCD2345")


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


def invited(session: Session, code_of_person: str, code: str = CODE) -> Invitation:
    return invite(session, person_of(session, code_of_person).id or 0, code, NOW, WEEK)


def free(session: Session) -> dict[str, int | None]:
    return {one.lane.name: one.free for one in loads(session, NOW, NOW)}


def test_the_bot_with_a_place_comes_first_then_the_account_then_telegram(
    province: Database,
) -> None:
    with province.write() as session:
        add_all(session, NOW)
        found = ways_in(session, invited(session, "sct"), CODE, NOW)
        assert found == [
            WayIn("zalo-bot-1", ZALO),
            WayIn("zalo-oa", OFFICIAL),
            TO_TELEGRAM,
        ]


def test_where_no_bot_is_known_there_is_no_way(province: Database) -> None:
    with province.write() as session:
        invitation = invited(session, "sct")
        assert ways_in(session, invitation, CODE, NOW) == []
        add_lane(session, "telegram", "", NOW)  # it has never said where it is
        assert ways_in(session, invitation, CODE, NOW) == []


def test_a_bot_that_is_stopped_or_gone_is_no_way(province: Database) -> None:
    with province.write() as session:
        add_all(session, NOW)
        kept = invited(session, "sct")
        session.get_one(Lane, "zalo-bot-1").stopped_until = NOW + timedelta(hours=1)
        session.get_one(Lane, "zalo-oa").leased_until = NOW - timedelta(days=8)
        assert ways_in(session, kept, CODE, NOW) == [TO_TELEGRAM]
        session.get_one(Lane, "zalo-bot-1").stopped_until = NOW
        assert ways_in(session, kept, CODE, NOW)[0] == WayIn("zalo-bot-1", ZALO)


def test_what_is_foretold_is_where_the_place_will_be_kept(province: Database) -> None:
    with province.write() as session:
        add_all(session, NOW, places=2)
        for number, person in enumerate(("sct", "syt", "skhdt", "sct")):
            code = f"ABCD-EEE{number + 2}"
            told = ways_to_come(session, person_of(session, person).id, code, NOW)
            assert told == ways_in(session, invited(session, person, code), code, NOW)
        assert free(session) == {
            "telegram": None,
            "zalo-bot-1": 0,
            "zalo-bot-2": 0,
            "zalo-oa": None,
        }
        assert place_for_one_more(session, NOW) == ""
        [first, *_] = ways_to_come(session, None, CODE, NOW)
        assert first.channel == "zalo-oa"


def test_the_last_place_is_kept_for_whoever_had_it(province: Database) -> None:
    """A new code for the same person, when every bot is full of promises."""
    with province.write() as session:
        add_lane(session, "zalo-bot-1", ZALO, NOW, users_allowed=1)
        invited(session, "sct")
        assert ways_to_come(session, person_of(session, "syt").id, CODE, NOW) == []
        again = invited(session, "sct", "ABCD-EEEE")
        assert again.channel == "zalo-bot-1"
        assert free(session) == {"zalo-bot-1": 0}


def test_who_links_on_another_bot_leaves_the_place_to_the_next(province: Database) -> None:
    with province.write() as session:
        add_lane(session, "zalo-bot-1", ZALO, NOW, users_allowed=1)
        add_lane(session, "zalo-bot-2", OTHER_ZALO, NOW, users_allowed=1)
        invitation = invited(session, "sct")
        invited(session, "syt", "ABCD-EEEE")
        assert (invitation.channel, free(session)) == (
            "zalo-bot-1",
            {"zalo-bot-1": 0, "zalo-bot-2": 0},
        )
        chat = ChatAccount(channel="telegram", address="1")
        session.add(chat)
        session.flush()
        consent = Consent(
            person_id=invitation.person_id,
            account_id=chat.id or 0,
            version="test",
            text_hash="",
            given_at=NOW,
        )
        link(session, invitation, chat, consent, NOW)
        assert free(session) == {"zalo-bot-1": 1, "zalo-bot-2": 0}
        assert invited(session, "skhdt", "ABCD-FFFF").channel == "zalo-bot-1"
