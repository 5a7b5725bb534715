"""A bot that is stopped loses nobody: the rest goes by the next chat, or the call list names it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.channels.contract import (
    Capabilities,
    ChannelStopped,
    OutgoingMessage,
    Quota,
    RecipientStopped,
    SendError,
)
from bot.conversation.inbox import take_waiting_turns
from bot.delivery.sender import Sender
from bot.delivery.settlement import NOT_CONFIGURED, retire_lanes
from scheduler.jobs import tick
from scheduler.reminders.call_list import call_list
from storage.database import Database
from storage.messages.inbox import Incoming, account_at, store_incoming
from storage.messages.lanes import acquire_lease
from storage.messages.troubles import Reason
from storage.models import Consent, Lane, Outbox, Plan, Trouble
from storage.people.appointments import find_person
from storage.people.reachability import UnreachableReason
from tests.support.worlds.world import CALENDAR, ZONE, FakeChannel, World

NUMBERED = Capabilities(max_length=2000, buttons=False)


class TwoBots(World):
    """Everybody begins on the first bot; `also_links` gives somebody a chat on the other one."""

    def __init__(self, database: Database, channel: FakeChannel | None = None) -> None:
        super().__init__(database, channel)
        self.other = FakeChannel("other", NUMBERED)
        self.runtime = self.runtime.__class__(
            **{**vars(self.runtime), "channels": {"fake": self.channel, "other": self.other}}
        )
        self.lane = Sender(self.runtime, self.channel)
        self.other_lane = Sender(self.runtime, self.other)

    def also_links(self, code: str) -> None:
        """An older chat than the one that is tried first."""
        with self.database.write() as session:
            person = find_person(session, code)
            assert person is not None
            account = account_at(session, "other", f"{code}-other")
            account.person_id = person.id
            account.linked_at = self.clock.now() - timedelta(days=1)
            consent = Consent(
                person_id=person.id or 0,
                account_id=account.id or 0,
                version="test",
                text_hash="",
                given_at=self.clock.now(),
            )
            session.add(consent)

    def delivers(self) -> list[OutgoingMessage]:
        sent = super().delivers()
        lane, self.lane = self.lane, self.other_lane
        before = len(self.other.sent)
        super().delivers()
        self.lane = lane
        return [*sent, *self.other.sent[before:]]


@pytest.fixture
def world(database: Database) -> TwoBots:
    world = TwoBots(database)
    for code in ("sct", "syt"):
        world.links(code)
    world.clock.jump_to(date(2026, 10, 15))
    return world


def rows(world: World) -> list[Outbox]:
    with world.database.read() as session:
        return list(session.exec(select(Outbox).order_by(col(Outbox.id))))


def test_a_reminder_goes_by_the_next_chat_when_the_first_was_blocked(world: TwoBots) -> None:
    world.also_links("sct")
    world.channel.outcomes = [RecipientStopped("blocked")]
    world.ticks()
    [message] = world.other.sent
    assert message.address == "sct-other"
    assert "4. Báo cáo ngay" in message.text  # put into words anew: this channel has no buttons
    assert "Kính gửi" in message.text


def test_a_stopped_bot_is_not_asked_again_and_its_people_are_reached_otherwise(
    world: TwoBots,
) -> None:
    world.also_links("sct")
    world.channel.outcomes = [ChannelStopped("Quota exceeded"), ChannelStopped("Quota exceeded")]
    world.ticks()
    assert [message.address for message in world.other.sent] == ["sct-other"]
    assert world.channel.sent == []
    reminders = {row.account_id: row for row in rows(world)}
    assert len(reminders) == 2
    assert [row.reason for row in reminders.values() if row.failed_at] == ["Quota exceeded"]


def test_a_bot_that_has_to_be_silent_for_an_hour_is_stopped(world: TwoBots) -> None:
    world.also_links("sct")
    world.channel.outcomes = [SendError("flood", retry_after=timedelta(hours=1))]
    world.ticks()
    assert [message.address for message in world.other.sent] == ["sct-other"]
    world.ticks()
    with world.database.read() as session:
        lane = session.get_one(Lane, "fake")
        troubles = [one.reason for one in session.exec(select(Trouble))]
    assert lane.stopped_until == world.clock.now() + timedelta(hours=1)
    assert Reason.BOT_STOPPED in troubles


def test_who_has_no_other_chat_is_on_the_call_list_while_the_bot_is_stopped(
    world: TwoBots,
) -> None:
    world.channel.outcomes = [ChannelStopped("Quota exceeded") for _ in range(2)]
    world.ticks()
    assert calls(world)["Sở Công Thương"] == UnreachableReason.STOPPED
    world.clock.jump_to(date(2026, 10, 16))  # it is tried again
    world.says("syt", "tro giup")
    assert "Sở Công Thương" not in calls(world)


def calls(world: World) -> dict[str, str]:
    with world.database.read() as session:
        plan = session.exec(select(Plan)).one()
        today = world.clock.now().date()
        return {one.agency: one.reason for one in call_list(session, plan, today, CALENDAR)}


def test_an_answer_waits_for_a_bot_that_is_soon_back(world: TwoBots) -> None:
    until = world.clock.now() + timedelta(hours=1)
    world.channel.outcomes = [ChannelStopped("token", until)]
    assert world.says("sct", "tro giup") == []
    assert [row.attempts for row in rows(world)] == [0]  # a stopped bot is no refusal
    world.clock.forward(minutes=59)
    assert world.delivers() == []
    world.clock.forward(minutes=1)
    assert len(world.delivers()) == 1


def test_an_answer_is_given_up_with_its_reason_when_the_bot_stays_away(world: TwoBots) -> None:
    until = world.clock.now() + timedelta(days=9)
    world.channel.outcomes = [ChannelStopped("quota", until)]
    world.says("sct", "tro giup")
    assert [(row.reason, row.failed_at is not None) for row in rows(world)] == [("quota", True)]


def test_an_answer_goes_by_the_next_chat_with_its_choices_numbered(world: TwoBots) -> None:
    world.ticks()
    world.also_links("sct")
    world.channel.outcomes = [SendError("cannot be said", permanent=True)]
    assert world.says("sct", "1.1") == []
    [message] = world.other.sent
    assert [f"{one.number}. {one.label}" in message.text for one in message.choices] == [True] * 8
    with world.database.write() as session:
        known = [Incoming("other", "m-other", "sct-other", str(message.choices[0].number))]
        store_incoming(session, known, world.clock.now())
    take_waiting_turns(world.runtime)
    world.delivers()
    assert "phần trăm" in world.other.sent[-1].text or "Kết quả" in world.other.sent[-1].text


def test_no_message_goes_round_in_circles(world: TwoBots) -> None:
    world.also_links("sct")
    world.channel.outcomes = [SendError("no", permanent=True)]
    world.other.outcomes = [SendError("nor here", permanent=True)]
    world.says("sct", "tro giup")
    assert [row.reason for row in rows(world)] == ["nor here"]
    assert all(row.failed_at for row in rows(world))


def test_a_bot_keeps_to_its_messages_of_the_month(database: Database) -> None:
    quota = Quota(users=50, messages=4)
    world = TwoBots(database, FakeChannel("fake", Capabilities(2000, False, quota=quota)))
    world.links("sct")
    assert len(world.says("sct", "tro giup")) == 1  # one in, one out
    assert len(world.says("sct", "tro giup")) == 1
    assert world.says("sct", "tro giup") == []
    with database.read() as session:
        lane = session.get_one(Lane, "fake")
        assert lane.stopped_until == datetime(2026, 11, 1, tzinfo=ZONE)
    world.clock.jump_to(date(2026, 11, 1))
    assert len(world.says("sct", "tro giup")) == 1
    with database.read() as session:
        assert session.get_one(Lane, "fake").stopped_until is None


def test_an_administrator_hears_at_80_and_95_per_cent(database: Database) -> None:
    quota = Quota(users=50, messages=20)
    world = TwoBots(database, FakeChannel("fake", Capabilities(2000, False, quota=quota)))
    world.links("sct")
    with database.write() as session:
        acquire_lease(session, "fake", "test:1", world.clock.now(), timedelta(days=1))
        session.get_one(Lane, "fake").messages_allowed = quota.messages
    told = []
    for _ in range(10):
        world.says("sct", "tro giup")
        world.ticks()
        with database.read() as session:
            told.append([one.subject for one in open_ones(session)])
    assert told == [[]] * 7 + [["messages:fake:80"]] * 2 + [["messages:fake:95"]]


def open_ones(session: Session) -> list[Trouble]:
    query = select(Trouble).where(col(Trouble.ended_at).is_(None), Trouble.reason == "bot_messages")
    return list(session.exec(query))


def test_a_chat_a_human_of_ours_talks_in_is_left_alone_until_a_command(world: TwoBots) -> None:
    with world.database.write() as session:
        account = account_at(session, "fake", "sct")
        account.paused_until = world.clock.now() + timedelta(hours=2)
    assert world.says("sct", "vâng ạ") == []
    assert len(world.says("sct", "tro giup")) == 1
    assert world.says("sct", "nhiem vu") != []


def test_a_bot_tries_again_though_nothing_waits_for_it(world: TwoBots) -> None:
    """Else its people would count as unreached for ever, and nothing would be queued for them."""
    world.channel.outcomes = [ChannelStopped("Quota exceeded") for _ in range(2)]
    world.ticks()
    world.clock.jump_to(date(2026, 10, 16))
    world.delivers()
    assert "Sở Công Thương" not in calls(world)
    assert {message.address for message in world.ticks()} == {"sct", "syt"}


def test_who_chatted_with_a_bot_that_was_taken_away_is_reached_otherwise(world: TwoBots) -> None:
    world.also_links("sct")
    with world.database.write() as session:
        acquire_lease(session, "other", "test:1", world.clock.now(), timedelta(days=1))
        acquire_lease(session, "fake", "gone", world.clock.now(), timedelta(0))
        account = account_at(session, "fake", "syt")
        session.add(
            Outbox(
                account_id=account.id or 0,
                channel=account.channel,
                text="Kính gửi",
                created_at=world.clock.now(),
                send_at=world.clock.now(),
            )
        )
    left = replace(world.runtime, channels={"other": world.other})
    retire_lanes(left)
    assert [row.reason for row in rows(world) if row.failed_at] == [NOT_CONFIGURED]
    tick(world.database, world.clock.now(), CALENDAR)
    assert calls(world)["Sở Y tế"] == UnreachableReason.STOPPED
    world.delivers()
    assert [message.address for message in world.other.sent] == ["sct-other"]
    assert world.channel.sent == []
