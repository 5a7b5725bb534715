"""The jobs: they tick by themselves, and one part that fails stops no other."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from scheduler import jobs
from scheduler.calendar import Calendar
from scheduler.jobs import LOOK_ANEW_AFTER, Ticks, start_jobs, tick
from scheduler.reminders.digests import queue_digests
from storage.audit import Scope
from storage.database import Database
from storage.messages.troubles import Reason, note_troubles
from storage.models import AuditEntry, ChatAccount, Expectation, Heartbeat, Outbox, Plan, Round
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


def test_what_a_plan_closes_by_itself_is_given_to_be_told(database: Database) -> None:
    add_province(database)
    tick(database, at(date(2026, 10, 1)), CALENDAR)
    with database.write() as session:
        session.exec(select(Plan)).one().closes_after_days = 10
    told: list[int] = []

    def tells(_: Session, rounds: Sequence[Round], *__: object) -> int:
        told.append(len(rounds))
        return 0

    async def run() -> None:
        ticked, well = asyncio.Event(), lambda: None
        now = at(date(2026, 11, 25))
        jobs = start_jobs(database, lambda: now, CALENDAR, well, ticked.set, tells)
        async with asyncio.timeout(HANGS):
            await ticked.wait()
        jobs.cancel()

    asyncio.run(run())
    assert told == [1]


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

Looks = list[tuple[datetime, Scope | None]]
AT_NOTHING = Scope(frozenset(), frozenset())


@pytest.fixture
def looks(database: Database, monkeypatch: pytest.MonkeyPatch) -> Looks:
    """When it was looked and at what; all that is due by then has been queued."""
    add_province(database)
    tick(database, NOW, CALENDAR)
    seen: Looks = []

    def looked(
        session: Session, now: datetime, calendar: Calendar, scope: Scope | None
    ) -> list[Outbox]:
        seen.append((now, scope))
        return queue_digests(session, now, calendar, scope)

    monkeypatch.setattr(jobs, "queue_digests", looked)
    return seen


def test_what_nothing_was_found_in_is_not_looked_through_again(
    database: Database, looks: Looks
) -> None:
    ticks = Ticks(database, CALENDAR)
    for seconds in (0, 20, 40):
        assert ticks.tick(NOW + timedelta(seconds=seconds)) == 0
    assert looks == [(NOW, None)]
    with database.read() as session:
        assert session.get_one(Heartbeat, "scheduler").beat_at == NOW + timedelta(seconds=40)


def test_somebody_new_is_reminded_at_the_next_tick(database: Database, looks: Looks) -> None:
    ticks = Ticks(database, CALENDAR)
    assert ticks.tick(NOW) == 0
    with database.write() as session:
        add_person(session, "moi", "Sở Y tế")
    assert ticks.tick(NOW + timedelta(seconds=20)) == 1
    assert ticks.tick(NOW + timedelta(seconds=40)) == 0
    assert len(looks) == 2  # what was just queued is nothing new


@pytest.mark.parametrize(
    ("later", "scope"),
    [(timedelta(days=1), None), (timedelta(hours=-1), None), (LOOK_ANEW_AFTER, AT_NOTHING)],
    ids=["another day", "a clock set back", "some minutes"],
)
def test_everything_is_looked_at_once_a_day(
    database: Database, looks: Looks, later: timedelta, scope: Scope | None
) -> None:
    ticks = Ticks(database, CALENDAR)
    for now in (NOW, NOW + later):
        ticks.tick(now)
    assert looks == [(NOW, None), (NOW + later, scope)]


def test_who_can_be_written_to_again_hears_within_minutes(database: Database, looks: Looks) -> None:
    """A closed chat that is written from, a bot that runs again: neither adds a row."""
    with database.write() as session:
        add_person(session, "moi", "Sở Y tế")
        chat = session.exec(select(ChatAccount).where(ChatAccount.address == "moi")).one()
        chat.stopped_at = NOW
    ticks = Ticks(database, CALENDAR)
    assert ticks.tick(NOW) == 0
    with database.write() as session:
        session.get_one(ChatAccount, chat.id).stopped_at = None
    assert ticks.tick(NOW + timedelta(seconds=20)) == 0
    assert ticks.tick(NOW + LOOK_ANEW_AFTER) == 1
    assert looks[-1][1] is not None


def test_a_change_that_shows_behind_a_newer_one_is_found_within_minutes(
    database: Database, looks: Looks
) -> None:
    """As on PostgreSQL, where whoever took the lower number may commit last."""
    ticks = Ticks(database, CALENDAR)
    ticks.tick(NOW)
    audit_entry(database, 1001, "file.downloaded", "plan:mau")
    ticks.tick(NOW + timedelta(seconds=20))
    ticks.tick(NOW + LOOK_ANEW_AFTER)
    assert looks[-1] == (NOW + LOOK_ANEW_AFTER, AT_NOTHING)
    late = audit_entry(database, 1000, "report.submitted", "expectation:1")
    for minutes in (6, 10):
        ticks.tick(NOW + timedelta(minutes=minutes))
    asked = looks[-1][1]
    assert asked is not None
    assert asked.agencies == frozenset({late})


def audit_entry(database: Database, number: int, action: str, subject: str) -> int:
    """The agency of the first expectation."""
    with database.write() as session:
        session.add(AuditEntry(id=number, at=NOW, action=action, subject=subject))
        return session.get_one(Expectation, 1).agency_id


def test_what_the_database_refused_is_tried_again_within_minutes(
    database: Database, looks: Looks
) -> None:
    ticks = Ticks(database, CALENDAR)
    ticks.tick(NOW)
    with database.write() as session:
        note_troubles(session, {"person:1": (Reason.REFUSED, {})}, [], NOW)
    ticks.tick(NOW + LOOK_ANEW_AFTER)
    assert looks[-1] == (NOW + LOOK_ANEW_AFTER, None)


def test_after_a_part_has_failed_it_is_tried_again(
    database: Database, looks: Looks, monkeypatch: pytest.MonkeyPatch
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
