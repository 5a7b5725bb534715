"""The one way into the audit: an entry is added, and sealed when its transaction ends."""

import secrets
from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage.audit.sealing import RECORDED, digest_of, seal
from storage.database import do_last
from storage.models import AuditEntry

_SALT_BYTES = 8  # a digest of few words alone could be guessed after they were taken out


def record(
    session: Session,
    at: datetime,
    action: str,
    subject: str,
    person_id: int | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """`action` as "report.submitted", `subject` as "expectation:12"; `person_id`: who did it."""
    details, salt = details or {}, new_salt()
    entry = AuditEntry(
        at=at,
        person_id=person_id,
        action=action,
        subject=subject,
        details=details,
        salt=salt,
        digest=digest_of(details, salt),
    )
    session.add(entry)
    session.info.setdefault(RECORDED, []).append(entry)
    do_last(session, seal)


def new_salt() -> str:
    return secrets.token_hex(_SALT_BYTES)
