"""A stop, and a database that is away or slow: what was begun ends, and is written down."""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from bot.channels.contract import OutcomeUnknown, OutgoingMessage
from bot.delivery import lane, outcomes
from bot.delivery.lane import LaneWorker
from bot.delivery.sender import Sender
from bot.delivery.settlement import Sending, SendResult, settle
from bot.runtime.dependencies import Runtime
from storage.database import Database
from storage.messages.inbox import Incoming
from storage.messages.lanes import acquire_lease
from storage.messages.outbox import claim, mark_sent
from storage.models import Lane, Outbox
from tests.support import virtual_time
from tests.support.patience import HANGS
from tests.support.worlds.world import FakeChannel, World

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class SlowChannel(FakeChannel):
    """Its service answers after so many seconds."""

    seconds = 2.0
    tried = 0
    loop: asyncio.AbstractEventLoop | None = None

    async def send(self, message: OutgoingMessage) -> str:
        self.loop = asyncio.get_running_loop()
        self.tried += 1
        await asyncio.sleep(self.seconds)
        return await super().send(message)


class Stopped:
    """Two people are to be answered; the lane works for so long and is stopped."""

    def __init__(self, database: Database) -> None:
        self.channel = SlowChannel()
        self.world = World(database, self.channel)
        self.world.clock.jump_to(date(2026, 10, 15))
        for who in ("sct", "syt"):
            self.world.links(who)
        self.world.answers(
            *(Incoming("fake", f"{who}-1", who, "tro giup") for who in ("sct", "syt"))
        )

    def works(self, seconds: float) -> None:
        async def work() -> None:
            working = asyncio.create_task(LaneWorker(self.world.runtime, self.channel).run())
            await asyncio.sleep(seconds)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

        virtual_time.run(work())

    def rows(self) -> list[Outbox]:
        with self.world.database.read() as session:
            return list(session.exec(select(Outbox).order_by(col(Outbox.id))))


@pytest.fixture
def stopped(database: Database) -> Stopped:
    return Stopped(database)


def test_what_was_begun_ends_and_is_settled(stopped: Stopped) -> None:
    stopped.works(1)
    assert len(stopped.channel.sent) == 2
    assert all(row.sent_at for row in stopped.rows())


def test_the_lane_is_free_at_once(stopped: Stopped) -> None:
    stopped.works(1)
    with stopped.world.database.read() as session:
        lane = session.get_one(Lane, "fake")
    assert lane.leased_until <= stopped.world.clock.now()


def test_what_takes_too_long_is_not_sent_again(stopped: Stopped) -> None:
    stopped.channel.seconds = 3600
    stopped.works(1)
    assert [row.reason for row in stopped.rows()] == [
        "the program was stopped before an answer came"
    ] * 2
    assert all(row.unknown_at for row in stopped.rows())


def test_who_takes_the_lane_over_keeps_the_pace_of_every_chat(stopped: Stopped) -> None:
    """Another process may have written to them just now."""
    stopped.channel.capabilities = replace(stopped.channel.capabilities, chat_pace=1 / 10)
    stopped.works(9)
    assert stopped.channel.tried == 0
    stopped.works(11)
    assert stopped.channel.tried == 2


def test_what_waits_for_its_turn_is_given_back(stopped: Stopped) -> None:
    """One a minute: the second one has not begun."""
    stopped.channel.capabilities = replace(stopped.channel.capabilities, pace=1 / 60)
    stopped.works(1)
    assert stopped.channel.tried == 1
    given_back = [row for row in stopped.rows() if not row.is_settled]
    assert [(row.attempts, row.send_at) for row in given_back] == [(0, stopped.world.clock.now())]


def test_a_claim_in_the_midst_of_which_it_is_stopped_loses_nothing(
    stopped: Stopped, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cancellation comes while the claim is being made, in its thread."""
    sender = Sender(stopped.world.runtime, stopped.channel)
    claim = sender._claim

    async def work() -> None:
        taking = asyncio.create_task(sender.take_up())
        loop = asyncio.get_running_loop()

        def claims(room: int, digests: int) -> object:
            loop.call_soon_threadsafe(taking.cancel)
            return claim(room, digests)

        monkeypatch.setattr(sender, "_claim", claims)
        await asyncio.gather(taking, return_exceptions=True)
        assert taking.cancelled()
        await sender.stop()

    virtual_time.run(work())
    ended = [(bool(row.sent_at), row.attempts) for row in stopped.rows()]
    assert set(ended) <= {(True, 1), (False, 0)}


def test_the_lane_and_the_messages_of_a_killed_process_are_another_ones_at_once(
    stopped: Stopped,
) -> None:
    """A second replica looks each second; no lease has ended."""
    world, gone = stopped.world, "another:1"
    now = world.clock.now()
    with world.database.write() as session:
        acquire_lease(session, stopped.channel.name, gone, now, timedelta(hours=1))
        assert len(claim(session, stopped.channel.name, now, timedelta(hours=1), 8, 8, gone)) == 2
    stopped.works(5)
    assert stopped.channel.tried == 0
    world.runtime = replace(world.runtime, is_gone=lambda holder: holder == gone)
    stopped.works(5)
    assert len(stopped.channel.sent) == 2


def test_who_has_slept_writes_nothing_over_what_another_has_sent(stopped: Stopped) -> None:
    """Its own request broke while it slept; the lease had ended, and another has said it."""
    world, now = stopped.world, stopped.world.clock.now()
    name, lease = stopped.channel.name, timedelta(minutes=1)
    with world.database.write() as session:
        first, second = (one[0].id or 0 for one in claim(session, name, now, lease, 8, 8, "us:1"))
        session.get_one(Outbox, second).claimed_by = "another:1"
        mark_sent(session, [(first, "7")], now)
    runtime = replace(world.runtime, holder="us:1")
    broken = OutcomeUnknown("no answer came")
    settle(runtime, [(Sending(first), broken), (Sending(second), broken)])
    rows = {row.id: row for row in stopped.rows()}
    assert (rows[first].unknown_at, rows[first].external_id) == (None, "7")
    assert (rows[second].claimed_by, rows[second].send_at) == ("another:1", now + lease)


# --- A database that is away ----------------------------------------------------------------------


@contextmanager
def settling(
    monkeypatch: pytest.MonkeyPatch, meets: Callable[[Sequence[tuple[Sending, SendResult]]], None]
) -> Iterator[None]:
    def met(runtime: Runtime, results: Sequence[tuple[Sending, SendResult]]) -> None:
        meets(results)
        settle(runtime, results)

    with monkeypatch.context() as patched:
        patched.setattr(outcomes, "settle", met)
        yield


def test_an_outcome_is_kept_until_the_database_is_back(
    stopped: Stopped, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is away for longer than any lease, and meanwhile the clock goes on."""
    failures = 40

    def away(_: object) -> None:
        nonlocal failures
        stopped.world.clock.forward(seconds=1)
        if failures:
            failures -= 1
            raise OperationalError("", {}, Exception("the server is gone"))

    with settling(monkeypatch, away):
        stopped.works(120)
    assert stopped.channel.tried == 2
    assert all(row.sent_at for row in stopped.rows())


def test_a_stop_waits_for_the_database_a_while(
    stopped: Stopped, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = 3

    def away(_: object) -> None:
        nonlocal failures
        if failures:
            failures -= 1
            raise OperationalError("", {}, Exception("database is locked"))

    with settling(monkeypatch, away):
        stopped.works(1)
    assert all(row.sent_at for row in stopped.rows())


def test_an_outcome_that_can_never_be_written_keeps_no_other_from_it(
    stopped: Stopped, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first = stopped.rows()[0].id

    def refuses(results: Sequence[tuple[Sending, SendResult]]) -> None:
        if any(one.row_id == first for one, _ in results):
            raise LookupError("the row is gone")

    def goes_on(results: Sequence[tuple[Sending, SendResult]]) -> None:
        stopped.world.clock.forward(minutes=1)  # its lease ends
        refuses(results)

    with settling(monkeypatch, goes_on):
        stopped.works(10)
    assert stopped.channel.tried == 2
    assert [bool(row.sent_at) for row in stopped.rows()] == [False, True]
    assert f"what came of message {first} cannot be written" in caplog.text


def test_who_answers_before_the_last_message_is_settled_waits_for_no_look(
    stopped: Stopped, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is slow: the answer is queued, and looked for, behind one that is in hand."""
    monkeypatch.setattr(lane, "LOOK_EVERY", 3600.0)
    world, looked_for = stopped.world, threading.Event()
    claim = Sender._claim

    def claims(sender: Sender, room: int, digests: int) -> object:
        found = claim(sender, room, digests)
        looked_for.set()
        return found

    def meanwhile(_: object) -> None:
        if stopped.channel.tried == 2:
            looked_for.clear()
            world.answers(Incoming("fake", "sct-2", "sct", "nhiem vu"))
            assert stopped.channel.loop is not None
            stopped.channel.loop.call_soon_threadsafe(world.runtime.queued.set)
            assert looked_for.wait(HANGS)

    monkeypatch.setattr(Sender, "_claim", claims)
    with settling(monkeypatch, meanwhile):
        stopped.works(30)
    assert [one.address for one in stopped.channel.sent] == ["sct", "syt", "sct"]
