"""What a watcher is told over HTTP: alive while it answers, ready while all of it works."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.runtime.dependencies import Runtime
from bot.web.app import web_app
from scheduler.jobs import tick
from storage.database import Database, open_database
from storage.messages.lanes import acquire_lease, release_lease
from storage.models import Heartbeat
from tests.support.worlds.world import CALENDAR, FakeChannel, FakeClock

A_MOMENT = timedelta(microseconds=1)
SILENCE_ALLOWED = timedelta(minutes=2)
AHEAD_ALLOWED = timedelta(minutes=1)
LEASE = timedelta(seconds=30)
READY = {"database": True, "scheduler": True, "lane fake": True, "lane other": True}


class Watched:
    """The web side of a service with two bots, whose jobs have run and whose lanes are held."""

    def __init__(self, database: Database) -> None:
        self.clock = FakeClock()
        self.runtime = Runtime(
            database=database,
            channels={name: FakeChannel(name) for name in ("fake", "other")},
            calendar=CALENDAR,
            now=self.clock.now,
            new_code=str,
            holder="test:1",
        )

    def starts(self) -> None:
        tick(self.runtime.database, self.clock.now(), CALENDAR)
        for name in self.runtime.channels:
            self.holds(name)

    def holds(self, name: str) -> None:
        with self.runtime.database.write() as session:
            acquire_lease(session, name, "test:1", self.clock.now(), LEASE)

    def beats(self, ago: timedelta) -> None:
        with self.runtime.database.write() as session:
            session.get_one(Heartbeat, "scheduler").beat_at = self.clock.now() - ago

    def ready(self, **asked: Any) -> tuple[int, Any]:
        answer = self._asked("/readyz", **asked)
        return answer.status_code, answer.json()

    def alive(self) -> tuple[int, str]:
        answer = self._asked("/healthz")
        return answer.status_code, answer.text

    def _asked(self, path: str, host: str = "127.0.0.1", **more: Any) -> httpx.Response:
        async def get() -> httpx.Response:
            transport = httpx.ASGITransport(web_app(self.runtime), client=(host, 1))
            async with httpx.AsyncClient(transport=transport, base_url="http://bot.test") as client:
                return await client.get(path, **more)

        return asyncio.run(get())


@pytest.fixture
def watched(database: Database) -> Watched:
    watched = Watched(database)
    watched.starts()
    return watched


def test_a_service_whose_parts_all_work_is_ready(watched: Watched) -> None:
    assert watched.ready() == (200, READY)
    assert watched.alive() == (200, "ok\n")


@pytest.mark.parametrize(
    "ago", [-AHEAD_ALLOWED, timedelta(), SILENCE_ALLOWED - A_MOMENT, SILENCE_ALLOWED]
)
def test_a_scheduler_that_was_heard_within_two_minutes_is_alive(
    ago: timedelta, watched: Watched
) -> None:
    watched.beats(ago)
    assert watched.ready() == (200, READY)


@pytest.mark.parametrize("ago", [SILENCE_ALLOWED + A_MOMENT, timedelta(days=1)])
def test_a_scheduler_that_is_silent_for_longer_is_dead_and_the_service_not_ready(
    ago: timedelta, watched: Watched
) -> None:
    watched.beats(ago)
    assert watched.ready() == (503, READY | {"scheduler": False})
    assert watched.alive() == (200, "ok\n")  # to start it again is for whoever watches /readyz


@pytest.mark.parametrize("ahead", [AHEAD_ALLOWED + A_MOMENT, timedelta(hours=1)])
def test_a_beat_of_the_future_is_no_sign_of_life(ahead: timedelta, watched: Watched) -> None:
    """The clock was set back, and nothing has ticked since."""
    watched.beats(-ahead)
    assert watched.ready() == (503, READY | {"scheduler": False})
    watched.starts()
    assert watched.ready() == (200, READY)


def test_a_scheduler_that_was_never_heard_is_dead(database: Database) -> None:
    watched = Watched(database)
    for name in watched.runtime.channels:
        watched.holds(name)
    assert watched.ready() == (503, READY | {"scheduler": False})
    assert watched.alive() == (200, "ok\n")


def test_a_beat_of_something_else_is_not_the_schedulers(database: Database) -> None:
    watched = Watched(database)
    for name in watched.runtime.channels:
        watched.holds(name)
    with database.write() as session:
        session.add(Heartbeat(name="other", beat_at=watched.clock.now()))
    assert watched.ready() == (503, READY | {"scheduler": False})


def test_a_dead_scheduler_is_alive_again_with_its_next_beat(watched: Watched) -> None:
    watched.clock.forward(hours=1)
    assert watched.ready()[0] == 503
    watched.starts()
    assert watched.ready() == (200, READY)


def test_a_lane_that_was_given_back_is_not_held(watched: Watched) -> None:
    with watched.runtime.database.write() as session:
        release_lease(session, "other", "test:1", watched.clock.now())
    assert watched.ready() == (503, READY | {"lane other": False})
    assert watched.alive() == (200, "ok\n")


def test_a_lane_is_held_until_its_lease_ends(watched: Watched) -> None:
    watched.clock.instant += LEASE - A_MOMENT
    assert watched.ready() == (200, READY)
    watched.clock.instant += A_MOMENT
    watched.holds("fake")
    assert watched.ready() == (503, READY | {"lane other": False})


def test_a_lane_that_nobody_ever_held_is_not_held(database: Database) -> None:
    watched = Watched(database)
    tick(database, watched.clock.now(), CALENDAR)
    watched.holds("fake")
    assert watched.ready() == (503, READY | {"lane other": False})


def test_a_lane_of_no_channel_of_ours_says_nothing_of_us(watched: Watched) -> None:
    watched.holds("somebody else's")
    assert watched.ready() == (200, READY)


@pytest.mark.parametrize("url", ["sqlite:///{folder}", "postgresql:///daumoi?host={folder}"])
def test_while_the_database_is_away_the_service_is_alive_and_not_ready(
    url: str, tmp_path: Path
) -> None:
    """A folder is no database, and no server listens in it."""
    away = open_database(url.format(folder=tmp_path))
    watched = Watched(away)
    assert watched.ready() == (503, {"database": False})
    assert watched.alive() == (200, "ok\n")
    away.close()


@pytest.mark.parametrize("forwarded", [True, False])
def test_strangers_hear_whether_it_is_ready_and_not_which_bots_there_are(
    forwarded: bool, watched: Watched
) -> None:
    by_our_web_server = {"headers": {"x-forwarded-for": "203.0.113.9"}}
    asked: dict[str, Any] = by_our_web_server if forwarded else {"host": "203.0.113.9"}
    assert watched.ready(**asked) == (200, {"ready": True})
    watched.beats(timedelta(hours=1))
    assert watched.ready(**asked) == (503, {"ready": False})
