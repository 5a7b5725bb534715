"""The chain of the audit: nobody changes a row, and whoever does is found out."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from storage import audit
from storage.audit.rewording import expire, reword
from storage.audit.verifying import Verdict, verify
from storage.database import Database
from storage.models import AuditEntry, AuditSeal

pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
NOW = datetime(2026, 10, 15, 2, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def note(session: Session, number: int, at: datetime = NOW, **details: Any) -> None:
    audit.record(session, at, "seen", f"person:{number}", details=details)


def notes(database: Database, *numbers: int, at: datetime = NOW) -> None:
    """A transaction."""
    with database.write() as session:
        for number in numbers:
            note(session, number, at, words=f"Bà Mẫu {number}", n=[number, None, 1.5])


def verdict(database: Database, noted: tuple[int, str] | None = None) -> Verdict:
    with database.read() as session:
        return verify(session, noted)


def seals(database: Database) -> list[AuditSeal]:
    with database.read() as session:
        return list(session.exec(select(AuditSeal).order_by(col(AuditSeal.position))))


def test_what_was_recorded_is_sealed_a_transaction_at_a_time(database: Database) -> None:
    notes(database, 1)
    notes(database, 2, 3)
    assert [len(one.entries) for one in seals(database)] == [1, 2]
    found = verdict(database)
    assert (found.entries, found.position, found.broken) == (3, 2, "")
    assert found.hash == seals(database)[-1].hash


def test_nothing_is_sealed_where_nothing_was_recorded(database: Database) -> None:
    with database.write():
        pass
    assert seals(database) == []
    assert verdict(database) == Verdict(0, 0, "")


def test_what_a_savepoint_takes_back_is_not_sealed(database: Database) -> None:
    with database.write() as session:
        note(session, 1)
        try:
            with session.begin_nested():
                note(session, 2)
                session.flush()
                raise ValueError
        except ValueError:
            pass
    assert verdict(database) == Verdict(1, 1, seals(database)[0].hash)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE auditentry SET action = 'x'",
        "UPDATE auditentry SET details = '{}'",
        "UPDATE auditentry SET details = '{}', salt = 'x', subject = 'x'",
        "UPDATE auditentry SET details = '{}', salt = 'x', person_id = 7",
        "UPDATE auditentry SET digest = 'x', salt = 'x'",
        "DELETE FROM auditentry",
        "UPDATE audit_seal SET hash = 'x'",
        "DELETE FROM audit_seal",
    ],
)
def test_a_row_is_neither_changed_nor_deleted(database: Database, statement: str) -> None:
    notes(database, 1)
    with pytest.raises(DBAPIError, match="only added to"), database.write() as session:
        session.execute(text(statement))
    assert verdict(database).broken == ""


def test_tables_are_not_emptied_at_one_stroke(database: Database) -> None:
    if database.is_sqlite:
        return  # it knows no TRUNCATE
    notes(database, 1)
    for table in ("auditentry", "audit_seal"):
        with pytest.raises(DBAPIError, match="only added to"), database.write() as session:
            session.execute(text(f"TRUNCATE {table}"))


FORGED: list[tuple[str, str]] = [
    ("UPDATE auditentry SET action = 'x' WHERE id = 3", "entry 3 was changed"),
    ("UPDATE auditentry SET at = '2020-01-01 00:00:00' WHERE id = 2", "entry 2 was changed"),
    ("UPDATE auditentry SET subject = 'person:9' WHERE id = 2", "entry 2 was changed"),
    ("UPDATE auditentry SET digest = 'x' WHERE id = 2", "entry 2 was changed"),
    ("UPDATE auditentry SET details = '{\"a\": 1}' WHERE id = 3", "the details of entry 3"),
    ("UPDATE auditentry SET details = '{}', salt = '' WHERE id = 3", "the details of entry 3"),
    ("DELETE FROM auditentry WHERE id = 2", "entry 2 is missing"),
    ("DELETE FROM audit_seal WHERE position = 2", "seal 2 is missing"),
    ("UPDATE audit_seal SET hash = 'x' WHERE position = 1", "seal 1 was changed"),
    (
        "INSERT INTO auditentry (id, at, action, subject, details, salt, digest) "
        "VALUES (99, '2026-10-15 02:00:00', 'seen', 'person:1', '{}', '', '')",
        "entry 99 is not sealed",
    ),
]


@pytest.mark.parametrize(("statement", "seen"), FORGED, ids=[seen for _, seen in FORGED])
def test_what_is_forged_past_the_triggers_is_found(
    database: Database, statement: str, seen: str
) -> None:
    for numbers in ((1,), (2, 3), (4,)):
        notes(database, *numbers)
    with database.engine.connect() as connection, connection.begin() as forging:
        _without_guards(database, connection)
        connection.execute(text(statement.replace(":", "\\:")))
        with Session(connection) as session:
            assert verify(session).broken.startswith(seen)
        forging.rollback()
    assert verdict(database).broken == ""


def _without_guards(database: Database, connection: Any) -> None:
    if not database.is_sqlite:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
    for (name,) in connection.execute(text(guards)).all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def test_what_is_cut_off_at_the_end_is_found_by_whoever_noted_the_end(database: Database) -> None:
    for number in (1, 2, 3):
        notes(database, number)
    end = verdict(database)
    assert verdict(database, (end.position, end.hash)).broken == ""
    assert "not the one noted" in verdict(database, (2, end.hash)).broken
    assert verdict(database, (4, end.hash)).broken == "seal 4 was noted, and is missing"


def test_words_are_taken_out_and_the_chain_holds(database: Database) -> None:
    notes(database, 1, 2)
    notes(database, 3)
    with database.write() as session:
        entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
        assert reword(session, [(entries[1], {"words": "…"})], LATER) == 1
    found = verdict(database)
    assert (found.entries, found.broken) == (4, "")
    with database.read() as session:
        kept = session.exec(select(AuditEntry.details).order_by(col(AuditEntry.id))).all()
    assert "Bà Mẫu 2" not in str(kept)
    assert kept[1] == {"words": "…"}


def test_words_that_are_taken_out_twice_are_as_the_later_time_left_them(
    database: Database,
) -> None:
    notes(database, 1)
    for left in ("…", "… …"):
        with database.write() as session:
            entry = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).first()
            assert entry is not None
            reword(session, [(entry, {"words": left})], LATER)
    assert verdict(database).broken == ""


def test_words_that_are_changed_by_the_way_of_erasing_alone_are_found(database: Database) -> None:
    notes(database, 1)
    with database.write() as session:
        changed = "UPDATE auditentry SET details = '{\"n\"\\: 9}', salt = 'other'"
        session.execute(text(changed))
    assert verdict(database).broken.startswith("the details of entry 1 were changed: seen")


def test_after_their_time_entries_say_who_did_what_and_no_more(database: Database) -> None:
    notes(database, 1, at=NOW - timedelta(days=400))
    notes(database, 2)
    with database.write() as session:
        assert expire(session, NOW - timedelta(days=365), LATER) == 1
        assert expire(session, NOW - timedelta(days=365), LATER) == 0
    assert verdict(database).broken == ""
    with database.read() as session:
        rows = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
        assert [one.details.get("words") for one in rows] == [None, "Bà Mẫu 2", None]
        assert rows[0].subject == "person:1"
    with database.write() as session:
        session.execute(text("UPDATE auditentry SET details = '{}', salt = '' WHERE id = 2"))
    assert verdict(database).broken.startswith("the details of entry 2 were changed")


def test_many_at_once_make_one_chain(database: Database) -> None:
    """Two replicas, and what each of them locks before; nobody waits in a circle."""
    names = range(4)
    failed: list[BaseException] = []
    gate = threading.Barrier(len(names))

    def writes(name: int) -> None:
        try:
            gate.wait()
            for number in range(8):
                notes(database, name * 100 + number, name * 100 + number)
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=writes, args=(name,)) for name in names]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    found = verdict(database)
    assert (found.entries, found.position, found.broken) == (64, 32, "")


def test_who_has_recorded_and_not_finished_keeps_nobody_waiting(database: Database) -> None:
    """A plan takes seconds to load; its seal comes at the end of that."""
    if database.is_sqlite:
        return  # has one writer at a time
    with database.write() as slow:
        note(slow, 1)
        slow.flush()
        with database.write() as quick:
            quick.execute(text("SET LOCAL lock_timeout = '2s'"))
            note(quick, 2)
    assert verdict(database).broken == ""
    assert [one.entries[0][0] for one in seals(database)] == [2, 1]


def test_sealing_is_one_statement(database: Database) -> None:
    """And none where nothing was recorded."""
    assert _statements(database, lambda session: None) == 0
    recorded = _statements(database, lambda session: note(session, 1))
    assert recorded == 2  # the entry itself, and the seal


def _statements(database: Database, write: Callable[[Session], None]) -> int:
    from sqlalchemy import event

    seen: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", count)
    try:
        with database.write() as session:
            write(session)
    finally:
        event.remove(database.engine, "before_cursor_execute", count)
    return len(seen)
