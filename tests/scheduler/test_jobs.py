"""The jobs: they tick by themselves, and one part that fails stops no other."""

import asyncio
import logging
from datetime import date

import pytest
from sqlmodel import Session, select

from scheduler import jobs
from scheduler.jobs import start_jobs, tick
from storage.database import Database
from storage.models import Heartbeat, Outbox
from tests.support.patience import HANGS
from tests.support.worlds.province import CALENDAR, add_province, at

NOW = at(date(2026, 10, 14))


def test_the_jobs_tick_at_once_and_ring(database: Database) -> None:
    add_province(database)

    async def run() -> None:
        rung = asyncio.Event()
        scheduler = start_jobs(database, lambda: NOW, CALENDAR, rung.set)
        async with asyncio.timeout(HANGS):
            await rung.wait()
        scheduler.shutdown(wait=False)

    asyncio.run(run())
    with database.read() as session:
        assert len(session.exec(select(Outbox)).all()) == 2


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
