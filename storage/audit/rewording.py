"""Takes words out of the audit, where a person is erased or their time is over; the chain holds.

Only `details` change, and what they are then is sealed as well, in an entry that names each by the
digest of what is left: whoever changes them otherwise is found out.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.audit.recording import new_salt, record
from storage.audit.sealing import digest_of
from storage.models import AuditEntry

REWORDED = "audit.reworded"  # details: {"digests": {id: digest}}
EXPIRED = (
    "audit.expired"  # details: {"before": instant}, of which nothing but who, when, what stays
)
_KEPT = (REWORDED, EXPIRED)


def reword(
    session: Session, changes: Iterable[tuple[AuditEntry, dict[str, Any]]], now: datetime
) -> int:
    """Let each of these entries have these details from now on; how many."""
    digests = {}
    for entry, details in changes:
        entry.details, entry.salt = details, new_salt()
        digests[str(entry.id)] = digest_of(details, entry.salt)
    if digests:
        session.flush()
        record(session, now, REWORDED, "audit", details={"digests": digests})
    return len(digests)


def expire(session: Session, before: datetime, now: datetime) -> int:
    """Take the details out of every entry older than that; how many had some."""
    old = (col(AuditEntry.at) < before, col(AuditEntry.action).not_in(_KEPT))
    holding = (*old, col(AuditEntry.salt) != "")
    ids = session.exec(select(AuditEntry.id).where(*holding)).all()
    if ids:
        emptied = update(AuditEntry).where(*holding).values(details={}, salt="")
        session.execute(emptied, execution_options={"synchronize_session": "fetch"})
        record(session, now, EXPIRED, "audit", details={"before": before.isoformat()})
    return len(ids)
