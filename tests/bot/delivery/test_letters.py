"""Whom letters reach, and what they say: never a number to choose, never to two places at once."""

import re
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.channels.contract import Capabilities, OutgoingMessage, RecipientStopped
from bot.conversation.handlers.people.linking import link_address
from bot.conversation.notifications.closings import tell_closed
from bot.conversation.notifications.letter import queue
from bot.delivery.sender import Sender
from scheduler.jobs import Ticks, tick
from scheduler.reminders.call_list import call_list
from scheduler.rounds.ad_hoc import open_ad_hoc
from storage.database import Database
from storage.messages.lanes import acquire_lease, stop_lane
from storage.models import Agency, ChatAccount, EmailLink, Expectation, Outbox, Person, Plan, Report
from storage.people.appointments import find_person
from storage.people.chat_accounts import EMAIL
from storage.people.own_data import leave_letters, withdraw_consent_in
from tests.support.worlds.world import CALENDAR, PUBLIC_URL, FakeChannel, World

LETTERS = Capabilities(max_length=50_000, buttons=False, one_way=True)
ADDRESS = "sct@tinh.example"


class WithLetters(World):
    """Sở Công Thương's focal person has agreed to letters; chats are on another bot."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.mail = FakeChannel(EMAIL, LETTERS)
        channels = {"fake": self.channel, EMAIL: self.mail}
        self.runtime = self.runtime.__class__(**{**vars(self.runtime), "channels": channels})
        self.lane, self.mail_lane = (
            Sender(self.runtime, self.channel),
            Sender(self.runtime, self.mail),
        )
        with database.write() as session:
            person = find_person(session, "sct")
            assert person is not None
            person.email = ADDRESS
            link_address(session, person, "test", "words", self.clock.now())
        self.clock.jump_to(date(2026, 10, 15))

    def delivers(self) -> list[OutgoingMessage]:
        sent, before = super().delivers(), len(self.mail.sent)
        lane, self.lane = self.lane, self.mail_lane
        super().delivers()
        self.lane = lane
        return [*sent, *self.mail.sent[before:]]

    def mornings(self) -> list[OutgoingMessage]:
        tick(self.database, self.clock.now(), CALENDAR)
        return self.delivers()

    def called(self) -> dict[str, str | None]:
        with self.database.read() as session:
            plan = session.exec(select(Plan)).one()
            today = CALENDAR.today(self.clock.now())
            return {one.agency: one.reason for one in call_list(session, plan, today, CALENDAR)}


@pytest.fixture
def world(database: Database) -> WithLetters:
    return WithLetters(database)


def test_who_has_an_address_alone_is_reminded_by_a_letter(world: WithLetters) -> None:
    assert world.mornings() == world.mail.sent
    [letter] = world.mail.sent
    assert (letter.address, letter.subject) == (ADDRESS, "[Đầu Mối] Nhắc việc báo cáo")
    for code in ("1.1", "1.2", "1.4"):
        assert f"- {code}" in letter.text
    assert letter.stop_link.startswith(f"{PUBLIC_URL}/letters/token-")
    assert letter.stop_link in letter.text
    assert "Sở Công Thương" not in world.called()
    assert "Sở Y tế" in world.called()


def test_a_letter_offers_no_number_and_asks_nothing(world: WithLetters) -> None:
    [letter] = world.mornings()
    assert letter.choices == ()
    assert re.findall(r"^\d+[.)] ", letter.text, re.M) == []
    for words in ("nhiem vu", 'nhiệm vụ"', "gõ", "1)"):
        assert words not in letter.text
    assert "thư trả lời không được đọc" in letter.text
    with world.database.read() as session:
        row = session.exec(select(Outbox).where(Outbox.channel == EMAIL)).one()
        assert (row.state, row.choices) == (None, None)
        assert letter.stop_link not in (row.text or "")  # it stands in what is sent alone
        assert session.exec(select(EmailLink)).one().address == ADDRESS


def test_who_has_a_chat_as_well_hears_there_alone(world: WithLetters) -> None:
    world.clock.forward(days=-1)
    world.links("sct")  # linked before the address or after it: it is all one
    world.clock.forward(days=1)
    with world.database.write() as session:
        chat = session.exec(select(ChatAccount).where(ChatAccount.channel == "fake")).one()
        chat.linked_at = world.clock.now() - timedelta(days=400)
    assert [one.address for one in world.mornings()] == ["sct"]
    assert world.mail.sent == []


def test_a_chat_that_is_closed_is_followed_by_a_letter(world: WithLetters) -> None:
    world.links("sct")
    world.channel.outcomes = [RecipientStopped("blocked")]
    [letter] = world.mornings()
    assert letter.address == ADDRESS
    assert "1)" not in letter.text
    assert "Sở Công Thương" not in world.called()


def test_a_bot_that_is_stopped_is_followed_by_a_letter(world: WithLetters) -> None:
    world.links("sct")
    now = world.clock.now()
    with world.database.write() as session:
        acquire_lease(session, "fake", "x", now, timedelta(seconds=1))
        stop_lane(session, "fake", "its quota is used up", now + timedelta(days=9), now)
    assert [one.address for one in world.mornings()] == [ADDRESS]


def test_a_mailbox_that_is_gone_puts_the_agency_on_the_call_list(world: WithLetters) -> None:
    world.mail.outcomes = [RecipientStopped("no such mailbox")]
    assert world.mornings() == []
    assert world.called()["Sở Công Thương"] == "stopped"


def test_who_stops_the_letters_gets_none_and_keeps_the_chat(world: WithLetters) -> None:
    with world.database.write() as session:
        account = session.exec(select(ChatAccount).where(ChatAccount.channel == EMAIL)).one()
        assert withdraw_consent_in(session, account, world.clock.now()) == 1
    assert world.mornings() == []
    assert world.called()["Sở Công Thương"] == "no_consent"
    world.links("sct")
    world.clock.forward(minutes=30)
    assert [one.address for one in world.mornings()] == ["sct"]


def test_an_address_that_the_roster_changes_is_written_to_no_more(world: WithLetters) -> None:
    tick(world.database, world.clock.now(), CALENDAR)  # a letter waits already
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        person.email = "moi@tinh.example"
        leave_letters(session, person.id or 0, person.email, world.clock.now())
    assert world.delivers() == []
    assert "Sở Công Thương" in world.called()


def test_a_letter_to_an_address_that_is_nobodys_by_now_is_dropped(world: WithLetters) -> None:
    now = world.clock.now()
    with world.database.write() as session:
        account = session.exec(select(ChatAccount).where(ChatAccount.channel == EMAIL)).one()
        queue(session, account, "Kính gửi", now, now)
        leave_letters(session, account.person_id or 0, "", now)
    assert world.delivers() == []
    with world.database.read() as session:
        row = session.exec(select(Outbox)).one()
        assert (row.dropped_at, row.claimed_by) == (now, None)


def test_a_round_that_its_plan_closes_is_told_once_in_the_daytime(in_memory: Database) -> None:
    """Of three rounds one letter a person, and none where nothing is missing."""
    world = World(in_memory)
    for who in ("sct", "syt"):
        world.links(who)
    world.clock.jump_to(date(2026, 10, 15))
    with in_memory.write() as session:
        plan, now, today = session.exec(select(Plan)).one(), world.clock.now(), date(2026, 10, 15)
        plan.closes_after_days = 3
        names = ("Sở Công Thương", "Sở Y tế")
        query = select(Agency.id).where(col(Agency.name).in_(names)).order_by(col(Agency.id))
        asked = [key or 0 for key in session.exec(query)]
        for title, answering in (("Tiết kiệm điện", 1), ("Đường sá", 2), ("Cây xanh", 1)):
            round_ = open_ad_hoc(session, plan, title, today, asked, None, now, CALENDAR)
            of_round = select(Expectation.id).where(Expectation.round_id == round_.id)
            last_first = of_round.order_by(col(Expectation.agency_id).desc()).limit(answering)
            for key in session.exec(last_first).all():
                session.add(Report(expectation_id=key or 0, status="completed", submitted_at=now))
    world.clock.jump_to(date(2026, 10, 19), 0, 10)
    Ticks(in_memory, CALENDAR, tell_closed).tick(world.clock.now())
    assert [one for one in world.delivers() if "đã đóng" in one.text] == []
    world.clock.jump_to(date(2026, 10, 19), 8, 10)
    Ticks(in_memory, CALENDAR, tell_closed).tick(world.clock.now())
    [told] = [one for one in world.delivers() if "đã đóng" in one.text]
    assert told.address == "sct"
    assert "- Tiết kiệm điện (Quyết định số 2082/QĐ-UBND): 1 báo cáo\n- Cây xanh" in told.text
