"""The work of the night: once, on whichever machine, and never in the day before it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from scheduler.nightly import check_audit, keep_nightly
from storage import audit
from storage.database import Database
from storage.messages.troubles import Reason, open_troubles
from storage.models import AuditEntry
from storage.people.privacy.retention import KEPT
from tests.support.worlds.world import CALENDAR, ZONE

pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
NIGHT = datetime(2026, 10, 15, 3, tzinfo=ZONE)


def test_it_is_done_once_a_night(database: Database) -> None:
    with database.write() as session:
        old = NIGHT - timedelta(days=4000)
        audit.record(session, old, "seen", "person:1", details={"reason": "Bà Mẫu"})
    assert not keep_nightly(database, KEPT, NIGHT - timedelta(hours=1), CALENDAR)
    assert keep_nightly(database, KEPT, NIGHT, CALENDAR)
    assert not keep_nightly(database, KEPT, NIGHT + timedelta(hours=5), CALENDAR)
    assert keep_nightly(database, KEPT, NIGHT + timedelta(days=1), CALENDAR)
    with database.read() as session:
        oldest = select(AuditEntry.details).order_by(col(AuditEntry.id))
        assert session.exec(oldest).first() == {}
        assert open_troubles(session) == []


def test_an_audit_that_was_changed_is_told_once_and_until_it_is_well(database: Database) -> None:
    with database.write() as session:
        audit.record(session, NIGHT, "seen", "person:1", details={"reason": "x"})
    changed: Any = text("UPDATE auditentry SET details = '{}', salt = 'other'")
    with database.write() as session:
        session.execute(changed)
    for _ in range(2):
        assert "details of entry" in check_audit(database, NIGHT)
        with database.read() as session:
            [one] = open_troubles(session)
            assert one.reason == Reason.AUDIT_BROKEN
