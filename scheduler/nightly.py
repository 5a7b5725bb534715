"""Once a night: texts and files whose time is over go, and the audit is gone through."""

import logging
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from scheduler.calendar import Calendar
from storage.audit.verifying import verify
from storage.database import Database, insert_if_new
from storage.messages.troubles import Reason, note_troubles
from storage.models import Heartbeat
from storage.people.privacy.retention import Retention, erased_since, keep_for_a_time

FIRST_HOUR = 3  # of the province's night, behind the backup
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
ABOUT_A_NIGHT = timedelta(days=2)  # a night may have been missed
NIGHT = "night"  # its name among the signs of life

log = logging.getLogger(__name__)


def keep_nightly(database: Database, kept: Retention, now: datetime, calendar: Calendar) -> bool:
    """Whether it was due; a second replica that comes the same night finds it done."""
    try:
        with database.write() as session:
            if not _is_due(session, now, calendar):
                return False
            has_gone = bool(keep_for_a_time(session, kept, now)) or erased_since(
                session, now - ABOUT_A_NIGHT
            )
        database.forget_bytes(whole=has_gone)
        check_audit(database, now)
    except SQLAlchemyError as error:
        # Only the kind: an error's own text may quote personal data
        log.error("the work of the night failed (%s); it is tried again", type(error).__name__)
        return False
    return True


def check_audit(database: Database, now: datetime) -> str:
    """What is wrong with it; an administrator is told of it once."""
    with database.read() as session:
        broken = verify(session).broken
    found = {"audit": (Reason.AUDIT_BROKEN, {"why": broken})} if broken else {}
    if broken:
        log.error("the audit is not as it was written: %s", broken)
    with database.write() as session:
        note_troubles(session, found, [Reason.AUDIT_BROKEN], now)
    return broken


def _is_due(session: Session, now: datetime, calendar: Calendar) -> bool:
    here = now.astimezone(calendar.zone)
    if here.hour < FIRST_HOUR:
        return False
    insert_if_new(session, Heartbeat, {"name": NIGHT, "beat_at": _NEVER})
    beat = session.get_one(Heartbeat, NIGHT, with_for_update=True, populate_existing=True)
    if beat.beat_at.astimezone(calendar.zone).date() >= here.date():
        return False
    beat.beat_at = now
    return True
