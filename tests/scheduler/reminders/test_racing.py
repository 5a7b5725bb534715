"""Two schedulers at once, each with its own connection: nothing is said twice, nobody fails."""

import threading
from datetime import date, datetime

import pytest
from sqlmodel import Session, select

from scheduler.jobs import tick
from scheduler.reminders.digests import queue_digests
from scheduler.rounds.opening import open_rounds
from storage.database import Database
from storage.models import (
    AuditEntry,
    Expectation,
    Outbox,
    Plan,
    Post,
    Reminder,
    RightKind,
    Round,
    Trouble,
    TroubleTold,
)
from storage.rounds import reminder_ledger as ledger
from storage.rounds.reminder_ledger import DigestRow
from tests.support.patience import HANGS
from tests.support.worlds.province import (
    CALENDAR,
    COORDINATOR,
    add_person,
    add_province,
    at,
    deliver,
    give_right,
    rungs,
)

FIRST = date(2026, 10, 14)


def test_two_schedulers_at_once_say_it_once(database: Database) -> None:
    add_province(database)
    start, counts = threading.Barrier(2), [0, 0]

    def run(which: int) -> None:
        start.wait()
        counts[which] = tick(database, at(FIRST), CALENDAR)

    threads = [threading.Thread(target=run, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 2
    with database.read() as session:
        assert len(session.exec(select(Round)).all()) == 2
        assert len(session.exec(select(Expectation)).all()) == 4
        assert len(session.exec(select(Reminder)).all()) == 3
        assert len(session.exec(select(AuditEntry)).all()) == 2
    assert deliver(database, at(FIRST)) == [("a", [-30]), ("b", [-30])]


# SQLite lets the second writer look only after the first has written
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_whoever_comes_second_writes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked before either has written: the keys alone must keep them apart."""
    add_province(database)
    with database.write() as session:
        open_rounds(session, at(FIRST), CALENDAR)
    looked, counts = threading.Barrier(2), [-1, -1]
    real = ledger.digests_of

    def look(
        session: Session, people: list[int], keys: list[str], since: datetime
    ) -> list[DigestRow]:
        found = real(session, people, keys, since)
        looked.wait(timeout=HANGS)
        return found

    monkeypatch.setattr(ledger, "digests_of", look)
    # The one before closing time and the one after it do not even use the same key
    moments = (at(FIRST, 16, 29), at(FIRST, 16, 30))

    def run(which: int) -> None:
        with database.write() as session:
            counts[which] = len(queue_digests(session, moments[which], CALENDAR))

    threads = [threading.Thread(target=run, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        rows = session.exec(select(Outbox)).all()
        assert sum(counts) == len(rows) == 2
        assert all(rungs(session, row) == [-30] for row in rows)


def test_two_schedulers_at_once_give_each_list_once(database: Database) -> None:
    add_province(database)
    with database.write() as session:
        for code, kind in (("p", RightKind.PLANNER), ("x", RightKind.ADMINISTRATOR)):
            add_person(session, code, COORDINATOR, post=Post.STAND_IN)
            give_right(session, code, kind)
        session.exec(select(Plan)).one().chosen_hours = ["x"]
    start = threading.Barrier(2)

    def run() -> None:
        start.wait(timeout=HANGS)
        tick(database, at(FIRST), CALENDAR)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(who for who, _ in deliver(database, at(FIRST))) == ["a", "b", "p", "x"]
    with database.read() as session:
        [trouble], [told] = session.exec(select(Trouble)).all(), session.exec(select(TroubleTold))
        assert told.trouble_id == trouble.id
