"""Delivery: every queued message ends as sent, or failed with a reason a human can see."""

import asyncio
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.channels.contract import (
    Capabilities,
    OutcomeUnknown,
    OutgoingMessage,
    RecipientStopped,
    SendError,
)
from bot.delivery.sender import LEASE
from bot.delivery.settlement import RETRY
from scheduler.jobs import tick
from storage.database import Database
from storage.messages.inbox import Incoming, account_at
from storage.models import ChatAccount, Consent, Outbox
from tests.support import virtual_time
from tests.support.worlds.world import CALENDAR, FakeChannel, World


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    return world


def outbox(world: World) -> list[Outbox]:
    with world.database.read() as session:
        return list(session.exec(select(Outbox).order_by(col(Outbox.id))))


def pause_of(world: World) -> timedelta:
    """Until the one message is tried again."""
    [row] = outbox(world)
    return row.send_at - world.clock.now()


def test_what_surely_did_not_arrive_is_sent_again_later(world: World) -> None:
    world.channel.outcomes = [SendError("no connection"), SendError("no connection")]
    assert world.says("sct", "tro giup") == []
    world.clock.forward(seconds=5)
    assert world.delivers() == []
    world.clock.forward(seconds=9)
    assert world.delivers() == []
    world.clock.forward(seconds=1)
    assert len(world.delivers()) == 1
    assert outbox(world)[0].reason == ""


def test_a_limit_that_one_chat_has_met_delays_that_chat_only(world: World) -> None:
    world.links("syt")
    wait = timedelta(seconds=35)
    world.channel.outcomes = [SendError("slow down", retry_after=wait, is_alone=True)]
    assert world.says("sct", "tro giup") == []
    assert world.says("sct", "nhiem vu") == []  # in order: it stands behind
    assert len(world.says("syt", "tro giup")) == 1
    world.clock.instant += wait
    assert [one.address for one in world.delivers()] == ["sct", "sct"]


def test_a_rest_is_no_longer_than_asked_for_though_the_clock_is_set_back(world: World) -> None:
    world.links("syt")
    world.channel.outcomes = [SendError("slow down", retry_after=timedelta(seconds=30))]
    world.says("sct", "tro giup")
    assert world.says("syt", "tro giup") == []
    world.clock.forward(hours=-1)
    assert len(world.says("syt", "tro giup")) == 1


def test_a_wait_that_the_service_names_is_kept(world: World) -> None:
    world.channel.outcomes = [SendError("slow down", retry_after=timedelta(seconds=30))]
    world.says("sct", "tro giup")
    assert outbox(world)[0].attempts == 0
    world.clock.forward(seconds=29)
    assert world.delivers() == []
    assert outbox(world)[0].send_at == world.clock.now() + timedelta(seconds=1)


def test_asked_to_wait_however_often_a_message_is_not_given_up(world: World) -> None:
    busy = SendError("slow down", retry_after=timedelta(seconds=30))
    world.channel.outcomes = [busy] * (RETRY.attempts + 3)
    world.says("sct", "tro giup")
    for _ in range(RETRY.attempts + 3):
        assert world.channel.sent == []
        world.clock.forward(seconds=30)
        world.delivers()
    [row] = outbox(world)
    assert (row.sent_at, row.attempts) == (world.clock.now(), 1)


def test_waiting_leaves_the_attempts_and_pauses_of_other_errors_as_they_were(world: World) -> None:
    busy = SendError("slow down", retry_after=timedelta(seconds=30))
    world.channel.outcomes = [SendError("no connection"), busy, SendError("no connection")]
    world.says("sct", "tro giup")
    assert pause_of(world) == timedelta(seconds=5)
    world.clock.forward(seconds=5)
    world.delivers()
    assert pause_of(world) == timedelta(seconds=30)
    world.clock.forward(seconds=30)
    world.delivers()
    assert pause_of(world) == timedelta(seconds=10)


def test_asked_to_be_silent_the_whole_lane_is(world: World) -> None:
    world.links("syt")
    world.channel.outcomes = [SendError("slow down", retry_after=timedelta(seconds=30))]
    assert world.says("sct", "tro giup") == []
    assert world.says("syt", "tro giup") == []
    world.clock.forward(seconds=30)
    assert {message.address for message in world.delivers()} == {"sct", "syt"}


def test_one_message_that_has_to_wait_alone_silences_nobody_else(world: World) -> None:
    """A template that is refused at night waits for the morning; who talks now is answered."""
    world.links("syt")
    until_six = timedelta(hours=7)
    world.channel.outcomes = [SendError("not at night", retry_after=until_six, is_alone=True)]
    assert world.says("sct", "tro giup") == []
    assert len(world.says("syt", "tro giup")) == 1
    [waiting, _] = outbox(world)
    assert (waiting.send_at, waiting.attempts) == (world.clock.now() + until_six, 0)
    world.clock.instant += until_six
    assert [message.address for message in world.delivers()] == ["sct"]


def test_a_permanent_error_fails_at_once_with_its_reason(world: World) -> None:
    world.channel.outcomes = [SendError("message is empty", permanent=True)]
    world.says("sct", "tro giup")
    [row] = outbox(world)
    assert row.failed_at == world.clock.now()
    assert row.reason == "message is empty"


def test_trying_ends_after_so_many_attempts(world: World) -> None:
    world.channel.outcomes = [SendError("no connection") for _ in range(RETRY.attempts)]
    world.says("sct", "tro giup")
    for _ in range(RETRY.attempts):
        world.clock.forward(hours=1)
        world.delivers()
    [row] = outbox(world)
    assert row.failed_at is not None
    assert row.attempts == RETRY.attempts
    assert world.channel.sent == []


def test_an_unknown_outcome_is_recorded_and_never_sent_blindly_again(world: World) -> None:
    world.channel.outcomes = [OutcomeUnknown("timed out")]
    world.says("sct", "tro giup")
    [row] = outbox(world)
    assert row.unknown_at == world.clock.now()
    assert row.sent_at is None
    world.clock.forward(days=1)
    assert world.delivers() == []


def test_a_person_who_blocked_the_bot_is_not_written_to_again(world: World) -> None:
    world.channel.outcomes = [RecipientStopped("bot was blocked by the user")]
    world.ticks()
    with world.database.read() as session:
        account = session.exec(select(ChatAccount).where(ChatAccount.address == "sct")).one()
    assert account.stopped_reason == "bot was blocked by the user"
    world.clock.jump_to(date(2026, 10, 30))
    assert world.ticks() == []
    assert [row.failed_at is not None for row in outbox(world)] == [True]


def test_a_person_who_writes_again_is_written_to_again(world: World) -> None:
    world.channel.outcomes = [RecipientStopped("bot was blocked by the user")]
    world.ticks()
    assert len(world.says("sct", "/start")) == 1
    world.clock.jump_to(date(2026, 10, 30))
    assert "Kính gửi" in world.ticks()[0].text


def test_a_fault_in_a_channel_does_not_hold_up_the_others(world: World) -> None:
    world.links("syt")
    world.channel.outcomes = [ZeroDivisionError()]
    assert len(world.ticks()) == 1
    world.clock.forward(seconds=5)
    assert len(world.delivers()) == 1


def test_a_crash_before_settling_gives_the_message_back(world: World) -> None:
    class Killed(BaseException):
        pass

    world.channel.outcomes = [Killed()]
    with pytest.raises(Killed):
        world.says("sct", "tro giup")
    world.clock.instant += LEASE
    assert len(world.delivers()) == 1


def test_a_digest_is_not_said_when_everything_was_reported_meanwhile(world: World) -> None:
    world.channel.outcomes = [SendError("no connection")]
    assert world.ticks() == []
    for code in ("1.1", "1.2", "1.4"):
        world.clock.forward(minutes=1)
        world.says("sct", code)
        world.taps("sct", "Chưa đến kỳ")
        world.confirms("sct")
    digests = [row for row in outbox(world) if row.kind == "digest"]
    assert all(row.sent_at or row.dropped_at for row in digests)


def test_a_digest_late_for_the_day_waits_for_office_hours(world: World) -> None:
    world.channel.outcomes = [
        SendError("not at night", retry_after=timedelta(hours=12), is_alone=True)
    ]
    assert world.ticks() == []
    world.clock.forward(hours=12)
    assert world.delivers() == []
    world.clock.jump_to(date(2026, 10, 16))
    [digest] = world.delivers()
    assert "còn 20 ngày làm việc" in digest.text


def test_a_digest_is_not_said_after_the_consent_was_withdrawn(world: World) -> None:
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 14), 5, 30)
    assert tick(world.database, world.clock.now(), CALENDAR)  # queued for 08:00
    with world.database.write() as session:
        for consent in session.exec(select(Consent)):
            consent.withdrawn_at = world.clock.now()
    world.clock.jump_to(date(2026, 10, 14), 8)
    assert world.ticks() == []
    with world.database.read() as session:
        assert set(session.exec(select(Outbox.reason))) == {"the consent was withdrawn"}


def test_a_digest_goes_to_nobody_when_the_person_left_office(world: World) -> None:
    from storage.models import Appointment, Person

    world.channel.outcomes = [SendError("no connection")]
    world.ticks()
    with world.database.write() as session:
        person = session.exec(select(Person).where(Person.code == "sct")).one()
        for post in session.exec(select(Appointment).where(Appointment.person_id == person.id)):
            post.ends_on = date(2026, 10, 14)
    world.clock.forward(minutes=1)
    assert world.delivers() == []
    assert outbox(world)[0].dropped_at is not None


def test_a_long_digest_goes_in_parts_with_its_buttons_under_the_last(database: Database) -> None:
    narrow = FakeChannel(capabilities=Capabilities(max_length=300, buttons=True))
    world = World(database, narrow)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    parts = world.ticks()
    assert len(parts) > 1
    assert all(len(part.text) <= 300 for part in parts)
    assert [bool(part.choices) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_a_look_sees_when_the_next_message_is_due(world: World) -> None:
    world.links("sct")
    tick(world.database, world.clock.now(), CALENDAR)
    with world.database.write() as session:
        [row] = session.exec(select(Outbox)).all()
        row.send_at = world.clock.now() + timedelta(milliseconds=400)
    assert not asyncio.run(world.lane.anything_due())
    assert world.lane.seconds_to_next() == 0.4
    assert world.lane.seconds_to_next() is None  # until the next look
    world.clock.forward(seconds=1)
    assert asyncio.run(world.lane.anything_due())
    assert world.lane.seconds_to_next() is None  # it is due already


class TimedChannel(FakeChannel):
    """Notes when each message arrives, `on_its_way` for so many seconds."""

    def __init__(self, on_its_way: Iterable[float] = ()) -> None:
        self.on_its_way = iter(on_its_way)
        paced = Capabilities(max_length=4096, buttons=True, pace=0.5, chat_pace=0.25)
        super().__init__(capabilities=paced)
        self.times: list[tuple[str, float]] = []

    async def send(self, message: OutgoingMessage) -> str:
        await asyncio.sleep(next(self.on_its_way, 0))
        self.times.append((message.address, asyncio.get_running_loop().time()))
        return await super().send(message)


def test_the_gap_in_a_chat_counts_from_the_sending_however_long_the_lane_was_waited_for(
    in_memory: Database,
) -> None:
    """A reminder stands behind hundreds at eight o'clock, and its answer comes right behind it."""
    channel = TimedChannel()
    send_all(in_memory, channel, ("sct", "tro giup"), ("syt", "tro giup"), ("syt", "lich"))
    assert channel.times == [("sct", 0), ("syt", 2), ("syt", 6)]


def test_the_gap_in_a_chat_counts_from_the_arrival(in_memory: Database) -> None:
    channel = TimedChannel(on_its_way=[3])
    send_all(in_memory, channel, ("syt", "tro giup"), ("syt", "lich"))
    assert channel.times == [("syt", 3), ("syt", 7)]


def send_all(database: Database, channel: TimedChannel, *said: tuple[str, str]) -> None:
    """Answers to what these have said, as fast as the lane may."""
    world = World(database, channel)
    for who in dict(said):
        world.links(who)
    for who, text in said:
        world.answers(Incoming("fake", f"{who} {text}", who, text))

    async def all_sent() -> None:
        while await world.lane.send_due():
            pass

    virtual_time.run(all_sent())


def queue_answers(world: World, count: int) -> None:
    with world.database.write() as session:
        for number in range(count):
            chat = account_at(session, "fake", f"chat-{number}")
            row = Outbox(
                account_id=chat.id or 0,
                channel="fake",
                text="Trả lời",
                created_at=world.clock.now(),
                send_at=world.clock.now(),
            )
            session.add(row)


def test_a_digest_leaves_though_answers_would_fill_the_lane(world: World) -> None:
    """Of sixty answers, eight of which leave at once, the first ones go before it and not all."""
    tick(world.database, world.clock.now(), CALENDAR)
    queue_answers(world, 60)
    virtual_time.run(world.lane.send_due())
    kinds = [row.kind for row in outbox(world) if row.sent_at]
    assert sorted(kinds) == ["digest", *["message"] * 7]


def test_an_answer_does_not_wait_for_a_digest_that_is_not_there(world: World) -> None:
    """Its place was kept in vain: what was left out for it is taken up at once."""
    queue_answers(world, 60)

    async def took_up() -> list[bool]:
        more = [await world.lane.take_up() for _ in range(2)]
        await asyncio.sleep(5)
        await world.lane.stop()
        return more

    assert virtual_time.run(took_up()) == [True, False]
    assert all(row.sent_at for row in outbox(world))
