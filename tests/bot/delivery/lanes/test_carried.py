"""An answer is claimed in the transaction of its turn, and carried by the lane of this process."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.channels.contract import Quota, SendError
from bot.conversation.inbox import Turns, converse
from bot.delivery.lane import LaneWorker
from bot.delivery.sender import LEASE, Sender
from storage.database import Database
from storage.messages.inbox import Incoming, store_incoming
from storage.messages.lanes import acquire_lease, stop_lane
from storage.models import Outbox
from tests.support import virtual_time
from tests.support.worlds.world import FakeChannel, World

HELP = "tro giup"


@pytest.fixture
def world(database: Database) -> World:
    world = World(database)
    world.links("sct")
    world.clock.jump_to(date(2026, 10, 15))
    world.runtime.carriers["fake"] = world.lane
    return world


def outbox(world: World) -> list[Outbox]:
    with world.database.read() as session:
        return list(session.exec(select(Outbox).order_by(col(Outbox.id))))


def hears(world: World, *texts: str, who: str = "sct") -> Turns:
    return hears_at_once(world, *(Incoming("fake", world._id(), who, text) for text in texts))


def hears_at_once(world: World, *heard: Incoming) -> Turns:
    """Their turns are taken in one go."""
    with world.database.write() as session:
        store_incoming(session, heard, world.clock.now())
    turns = Turns(world.runtime)
    turns.take(len(heard))
    return turns


def test_an_answer_is_claimed_with_its_turn(world: World) -> None:
    assert len(hears(world, HELP).carried) == 1
    [row] = outbox(world)
    assert (row.attempts, row.claimed_by) == (1, world.runtime.holder)
    assert row.send_at == world.clock.now() + LEASE


def test_one_whose_process_is_killed_before_it_is_carried_is_said_after_its_lease(
    world: World,
) -> None:
    hears(world, HELP)
    assert world.delivers() == []
    world.clock.instant += LEASE
    assert len(world.delivers()) == 1


def _in_a_burst(world: World) -> Turns:
    return hears(world, HELP, HELP)


def _behind_an_older_one(world: World) -> Turns:
    hears(world, HELP)
    return hears(world, "nhiem vu")


def _on_a_lane_that_rests(world: World) -> Turns:
    world.channel.outcomes = [SendError("slow down", retry_after=timedelta(minutes=1))]
    hears(world, HELP)
    world.clock.instant += LEASE
    world.delivers()
    world.links("syt")
    return hears(world, HELP, who="syt")


def _on_a_stopped_lane(world: World) -> Turns:
    now = world.clock.now()
    with world.database.write() as session:
        acquire_lease(session, "fake", world.runtime.holder, now, LEASE)
        stop_lane(session, "fake", "the token is refused", now + timedelta(hours=1), now)
    return hears(world, HELP)


def _on_a_lane_that_is_counted(world: World) -> Turns:
    world.channel.capabilities = replace(world.channel.capabilities, quota=Quota(50, 3000))
    return hears(world, HELP)


def _where_something_was_done(world: World) -> Turns:
    """Others may have been told of it."""
    world.runtime.carriers.clear()
    world.ticks()
    world.says("sct", "1.1")
    world.taps("sct", "Chưa đến kỳ")
    world.skips("sct")
    world.runtime.carriers["fake"] = world.lane
    return hears(world, "dung")


@pytest.mark.parametrize(
    "answered",
    [
        _in_a_burst,
        _behind_an_older_one,
        _on_a_lane_that_rests,
        _on_a_stopped_lane,
        _on_a_lane_that_is_counted,
        _where_something_was_done,
    ],
)
def test_it_waits_for_the_lanes_next_claim(
    world: World, answered: Callable[[World], Turns]
) -> None:
    turns = answered(world)
    assert turns.handled
    assert not turns.carried
    assert (outbox(world)[-1].attempts, outbox(world)[-1].claimed_by) == (0, None)


def test_places_are_left_for_digests_while_any_may_wait(world: World) -> None:
    """Else answers would be carried into each place that gets free, and no claim be made."""
    assert world.lane.claim_beside(55) is not None
    assert world.lane.claim_beside(56) is None
    asyncio.run(world.lane.anything_due())  # a look tells that none waits
    assert world.lane.claim_beside(63) is not None
    assert world.lane.claim_beside(64) is None


def test_no_more_are_claimed_than_leave_in_time(world: World) -> None:
    """One in ten seconds."""
    world.links("syt")
    world.channel.capabilities = replace(world.channel.capabilities, pace=0.1)
    world.runtime.carriers["fake"] = Sender(world.runtime, world.channel)
    turns = hears_at_once(
        world, *(Incoming("fake", world._id(), who, HELP) for who in ("sct", "syt"))
    )
    assert (turns.handled, len(turns.carried)) == (2, 1)


# --- The loops ------------------------------------------------------------------------------------


class Service:
    """Turns are taken and answers are sent, as `daumoi run` does; nobody looks twice."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = World(database, FakeChannel())
        self.world.links("sct")
        monkeypatch.setattr("bot.delivery.lane.LOOK_EVERY", 3600.0)

    async def hears(self, text: str) -> None:
        with self.world.database.write() as session:
            heard = Incoming("fake", self.world._id(), "sct", text)
            store_incoming(session, [heard], self.world.clock.now())
        self.world.runtime.heard.set()

    def works(self, *texts: str) -> None:
        async def work() -> None:
            lane = asyncio.create_task(LaneWorker(self.world.runtime, self.world.channel).run())
            turns = asyncio.create_task(converse(self.world.runtime))
            for text in texts:
                await asyncio.sleep(1)
                await self.hears(text)
            await asyncio.sleep(1)
            for task in (lane, turns):
                task.cancel()
            await asyncio.gather(lane, turns, return_exceptions=True)

        virtual_time.run(work())


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_answers_are_sent_and_settled_without_another_claim(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, claims = Service(database, monkeypatch), []
    claim = Sender._claim

    def noted(sender: Sender, room: int, digests: int) -> object:
        claims.append(room)
        return claim(sender, room, digests)

    monkeypatch.setattr(Sender, "_claim", noted)
    before = len(service.world.channel.sent)
    service.works(HELP, HELP, HELP)
    assert len(service.world.channel.sent) == before + 3
    assert all(row.sent_at for row in outbox(service.world))
    assert len(claims) == 1  # as the lane begins


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_lane_that_has_stopped_gives_back_what_it_is_to_carry(database: Database) -> None:
    world = World(database)
    world.links("sct")
    world.runtime.carriers["fake"] = world.lane
    [carry] = hears(world, HELP).carried

    async def stops_first() -> None:
        await world.lane.stop()
        await carry()

    virtual_time.run(stops_first())
    row = outbox(world)[-1]
    assert (row.attempts, row.claimed_by, row.send_at) == (0, None, world.clock.now())
