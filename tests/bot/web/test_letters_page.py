"""The page behind a link in a letter: looked at freely; a button agrees, another one stops."""

import asyncio

import httpx
import pytest
from sqlmodel import select

from bot.conversation.notifications.by_email import CONSENT_VERSION
from bot.web.app import web_app
from storage.database import Database
from storage.messages.email_links import VALID_FOR, keep_email_link
from storage.models import AuditEntry, ChatAccount, Consent, Person
from storage.people.chat_accounts import accounts_of
from storage.people.erasure import erase
from tests.support.phones.pages.desk_browser import words_of
from tests.support.worlds.world import World

ADDRESS = "sct@tinh.example"


class Reading(World):
    """Somebody has got the letter that asks; its token is "asked"."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        with database.write() as session:
            person = self.person(session)
            person.email = ADDRESS
            keep_email_link(session, "asked", person, self.clock.now())

    def person(self, session: object, code: str = "sct") -> Person:
        found: Person = session.exec(select(Person).where(Person.code == code)).one()  # type: ignore[attr-defined]
        return found

    def opens(self, token: str = "asked", **form: str) -> httpx.Response:
        """Reads the page, or sends one of its forms and reads what comes of it."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=web_app(self.runtime))
            async with httpx.AsyncClient(
                transport=transport, base_url="http://t", follow_redirects=True
            ) as client:
                method = "POST" if form else "GET"
                return await client.request(method, f"/letters/{token}", data=form or None)

        return asyncio.run(ask())

    def reached(self) -> list[str]:
        with self.database.read() as session:
            return [one.address for one in accounts_of(session, self.person(session).id or 0)]


@pytest.fixture
def world(in_memory: Database) -> Reading:
    return Reading(in_memory)


def test_looking_agrees_to_nothing(world: Reading) -> None:
    page = world.opens()
    assert page.status_code == 200
    assert "Hệ thống lưu họ tên" in words_of(page)
    assert f"Thư điện tử: {ADDRESS}" in words_of(page)
    assert world.reached() == []


def test_the_button_agrees_and_the_consent_is_kept_with_its_text(world: Reading) -> None:
    page = world.opens(answer="agree")
    assert "Ngừng nhận thư" in words_of(page)
    assert world.reached() == [ADDRESS]
    world.opens(answer="agree")  # twice is once
    with world.database.read() as session:
        consent = session.exec(select(Consent)).one()
        assert (consent.version, len(consent.text_hash)) == (CONSENT_VERSION, 64)
        audited = session.exec(select(AuditEntry).where(AuditEntry.action == "account.linked"))
        assert audited.one().details == {"channel": "email", "consent": CONSENT_VERSION}


def test_the_letters_are_stopped_and_may_be_agreed_to_again(world: Reading) -> None:
    world.opens(answer="agree")
    page = world.opens(answer="stop")
    assert "Tôi đồng ý nhận thư" in words_of(page)
    assert world.reached() == []
    world.opens(answer="agree")
    assert world.reached() == [ADDRESS]


def test_the_chat_of_somebody_who_stops_the_letters_stays(world: Reading) -> None:
    world.links("sct")
    world.opens(answer="agree")
    assert world.reached() == ["sct", ADDRESS]
    world.opens(answer="stop")
    assert world.reached() == ["sct"]


def test_what_is_no_answer_changes_nothing(world: Reading) -> None:
    for answer in ("x", "yes", "stop"):
        world.opens(answer=answer)
        assert world.reached() == []


def test_a_link_ends_with_its_time_its_address_and_its_person(world: Reading) -> None:
    assert world.opens("other").status_code == 404
    assert world.opens("other", answer="agree").status_code == 404
    with world.database.write() as session:
        person = world.person(session)
        keep_email_link(session, "later", person, world.clock.now())
        person.email = "moi@tinh.example"
    assert world.opens().status_code == 404
    with world.database.write() as session:
        person = world.person(session)
        person.email = ADDRESS
    assert world.opens().status_code == 200
    world.clock.forward(days=VALID_FOR.days)
    assert world.opens(answer="agree").status_code == 404
    assert world.reached() == []


def test_an_erased_person_leaves_neither_address_nor_link(world: Reading) -> None:
    world.opens(answer="agree")
    with world.database.write() as session:
        person, now = world.person(session), world.clock.now()
        erase(session, person, now.date(), now)
    assert world.opens().status_code == 404
    with world.database.read() as session:
        assert all(ADDRESS not in str(one.email) for one in session.exec(select(Person)))
        [account] = session.exec(select(ChatAccount)).all()
        assert account.person_id is None


def test_an_address_that_somebody_else_has_is_not_taken(world: Reading) -> None:
    world.opens(answer="agree")
    with world.database.write() as session:
        other = world.person(session, "syt")
        other.email = ADDRESS
        keep_email_link(session, "others", other, world.clock.now())
    assert world.opens("others", answer="agree").status_code == 404
    assert world.reached() == [ADDRESS]
