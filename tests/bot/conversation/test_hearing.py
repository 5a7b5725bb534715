"""A service that is asked for news and does not answer: the lane is told, and whoever looks."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.channels.contract import Store
from bot.cli.doctor_bots import lanes
from bot.conversation.hearing import SILENCE_ALLOWED
from bot.conversation.receiver import listen
from bot.web.health import readiness
from scheduler.jobs import tick
from storage.database import Database
from storage.messages.lanes import acquire_lease, note_deafness, release_lease
from storage.messages.troubles import Reason, open_troubles
from storage.models import Lane
from tests.support import virtual_time
from tests.support.worlds.world import CALENDAR, FakeChannel, World

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LEASE = timedelta(hours=1)


class Asking(FakeChannel):
    """Its service answers after these pauses, in seconds, and then never again."""

    answers: Sequence[float] = ()

    async def receive(self, store: Store) -> None:
        for pause in self.answers:
            await asyncio.sleep(pause)
            await store([])
        await asyncio.Event().wait()


class Told(FakeChannel):
    async def receive(self, store: Store) -> None:
        """Its service calls us."""


@pytest.fixture
def world(database: Database) -> World:
    return held(World(database, Asking()))


def held(world: World) -> World:
    with world.database.write() as session:
        acquire_lease(session, "fake", "test:1", world.clock.now(), LEASE)
    return world


def listens(world: World, seconds: float) -> timedelta | None:
    """For so long; since when the lane is deaf then."""

    async def work() -> None:
        listening = asyncio.create_task(listen(world.runtime, world.channel))
        await asyncio.sleep(seconds)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

    virtual_time.run(work())
    with world.database.read() as session:
        since = session.get_one(Lane, "fake").deaf_since
    return world.clock.now() - since if since else None


def asking(world: World, *answers: float) -> World:
    assert isinstance(world.channel, Asking)
    world.channel.answers = answers
    return world


def test_a_service_that_answers_is_no_news(world: World) -> None:
    assert listens(asking(world, *[30] * 20), 600) is None


def test_the_lane_knows_since_when_nobody_answers(world: World) -> None:
    silence = listens(asking(world, 30, 30), 600)
    assert silence is not None
    assert silence.total_seconds() >= SILENCE_ALLOWED


def test_the_next_answer_ends_it(world: World) -> None:
    assert listens(asking(world, 30, 300, 10), 400) is None


def test_who_is_told_waits_for_no_answer(database: Database) -> None:
    assert listens(held(World(database, Told())), 600) is None


def deaf(world: World, **since: float) -> None:
    with world.database.write() as session:
        note_deafness(session, "fake", world.clock.now() - timedelta(**since))


def test_readiness_and_the_doctor_tell(world: World) -> None:
    tick(world.database, world.clock.now(), CALENDAR)
    assert all(readiness(world.runtime).values())
    deaf(world, minutes=3)
    assert readiness(world.runtime)["lane fake"] is False
    with world.database.read() as session:
        [(name, trouble, _)] = lanes(session, world.clock.now(), CALENDAR)
    assert name == "fake"
    assert trouble.startswith("hears nobody: no answer to its polls since 07:27 14/10/2026")


@pytest.mark.parametrize(("minutes", "told"), [(3, []), (6, [Reason.BOT_DEAF])])
def test_after_some_minutes_it_is_a_trouble(world: World, minutes: float, told: list[str]) -> None:
    deaf(world, minutes=minutes)
    assert troubles(world) == told
    with world.database.write() as session:
        release_lease(session, "fake", "test:1", world.clock.now())
    assert troubles(world) == []  # nobody asks any more


def troubles(world: World) -> list[str]:
    tick(world.database, world.clock.now(), CALENDAR)
    with world.database.read() as session:
        return [one.reason for one in open_troubles(session) if one.reason == Reason.BOT_DEAF]
