"""The jobs: they tick by themselves, and one part that fails stops no other."""

import asyncio
import logging
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from scheduler import jobs
from scheduler.calendar import Calendar
from scheduler.jobs import LOOK_ANEW_AFTER, Ticks, start_jobs, tick
from scheduler.reminders.digests import queue_digests
from storage.audit import Scope
from storage.database import Database
from storage.models import Heartbeat, Outbox
from tests.support import virtual_time
from tests.support.patience import HANGS
from tests.support.worlds.province import CALENDAR, add_person, add_province, at

NOW = at(date(2026, 10, 14))


def test_the_jobs_tick_at_once_and_ring(database: Database) -> None:
    add_province(database)

    async def run() -> None:
        rung = asyncio.Event()
        scheduler = start_jobs(database, lambda: NOW, CALENDAR, rung.set)
        async with asyncio.timeout(HANGS):
            await rung.wait()
        scheduler.cancel()

    asyncio.run(run())
    with database.read() as session:
        assert len(session.exec(select(Outbox)).all()) == 2


def test_a_clock_that_is_set_back_stops_no_tick(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the second tick it is an hour earlier."""
    clock = iter([NOW, NOW + timedelta(seconds=20), *([NOW - timedelta(hours=1)] * 10)])
    ticks: list[tuple[datetime, float]] = []
    enough = asyncio.Event()

    def ticked(_: Ticks, now: datetime) -> int:
        ticks.append((now, 0.0))
        return 1

    async def observed() -> None:
        def note() -> None:
            ticks[-1] = (ticks[-1][0], asyncio.get_running_loop().time())
            if len(ticks) == 4:
                enough.set()

        ticking = start_jobs(database, lambda: next(clock), CALENDAR, note)
        await enough.wait()
        ticking.cancel()

    monkeypatch.setattr(Ticks, "tick", ticked)
    virtual_time.run(observed())
    assert [now - NOW for now, _ in ticks[2:]] == [timedelta(hours=-1)] * 2
    assert [at for _, at in ticks] == [0, 20, 40, 60]


def test_a_tick_leaves_a_heartbeat(database: Database) -> None:
    for now in (NOW, at(date(2026, 10, 15))):
        assert tick(database, now, CALENDAR) == 0
        with database.read() as session:
            assert session.get_one(Heartbeat, "scheduler").beat_at == now


def test_a_part_that_fails_is_logged_without_its_words_and_stops_no_other(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    add_province(database)
    tick(database, at(date(2026, 10, 1)), CALENDAR)  # the round is open

    personal = "Nguyễn Văn A"

    def fails(session: Session, *_: object) -> None:
        raise RuntimeError(personal)

    monkeypatch.setattr(jobs, "open_rounds", fails)
    with caplog.at_level(logging.ERROR, "scheduler.jobs"):
        assert tick(database, NOW, CALENDAR) == 2
    assert "opening rounds failed: RuntimeError" in caplog.text
    assert personal not in caplog.text
    with database.read() as session:
        assert session.get_one(Heartbeat, "scheduler").beat_at == NOW


# --- What nothing was found in --------------------------------------------------------------------


@pytest.fixture
def looks(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When everything was looked through; all that is due by then has been queued."""
    add_province(database)
    tick(database, NOW, CALENDAR)
    seen: list[datetime] = []

    def looked(
        session: Session, now: datetime, calendar: Calendar, scope: Scope | None
    ) -> list[Outbox]:
        seen.append(now)
        return queue_digests(session, now, calendar, scope)

    monkeypatch.setattr(jobs, "queue_digests", looked)
    return seen


def test_what_nothing_was_found_in_is_not_looked_through_again(
    database: Database, looks: list[datetime]
) -> None:
    ticks = Ticks(database, CALENDAR)
    for seconds in (0, 20, 40):
        assert ticks.tick(NOW + timedelta(seconds=seconds)) == 0
    assert looks == [NOW]
    with database.read() as session:
        assert session.get_one(Heartbeat, "scheduler").beat_at == NOW + timedelta(seconds=40)


def test_somebody_new_is_reminded_at_the_next_tick(
    database: Database, looks: list[datetime]
) -> None:
    ticks = Ticks(database, CALENDAR)
    assert ticks.tick(NOW) == 0
    with database.write() as session:
        add_person(session, "moi", "Sở Y tế")
    assert ticks.tick(NOW + timedelta(seconds=20)) == 1
    assert ticks.tick(NOW + timedelta(seconds=40)) == 0
    assert len(looks) == 3  # what was just queued is something new


@pytest.mark.parametrize(
    "later", [timedelta(days=1), LOOK_ANEW_AFTER, timedelta(hours=-1)], ids=str
)
def test_time_alone_brings_another_look(
    database: Database, looks: list[datetime], later: timedelta
) -> None:
    """Another day, some minutes, a clock that was set back."""
    ticks = Ticks(database, CALENDAR)
    for now in (NOW, NOW + later):
        ticks.tick(now)
    assert looks == [NOW, NOW + later]


def test_after_a_part_has_failed_it_is_tried_again(
    database: Database, looks: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError

    ticks = Ticks(database, CALENDAR)
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "run_checks", fails)
        ticks.tick(NOW)
    for seconds in (20, 40):
        ticks.tick(NOW + timedelta(seconds=seconds))
    assert len(looks) == 2


def test_a_tick_is_good_where_no_part_of_it_has_failed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_province(database)
    ticks = Ticks(database, CALENDAR)

    def breaks(*_: object) -> None:
        raise OSError

    for part in ("open_rounds", "queue_digests", "newest_rows", "_beat"):
        with monkeypatch.context() as patch:
            patch.setattr(jobs, part, breaks)
            ticks.tick(NOW)
        assert not ticks.was_good, part
        ticks.tick(NOW)
        assert ticks.was_good, part
