"""The audit: who changed what and when; rows are added, never changed."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage.models import AuditEntry


def record(
    session: Session,
    at: datetime,
    action: str,
    subject: str,
    person_id: int | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """`action` as "report.submitted", `subject` as "expectation:12"; `person_id`: who did it."""
    session.add(
        AuditEntry(
            at=at, person_id=person_id, action=action, subject=subject, details=details or {}
        )
    )
