"""The audit: who changed what and when, rows that are only added; and what was added last."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from storage.models import (
    Absence,
    Appointment,
    AuditEntry,
    ChatAccount,
    Consent,
    Expectation,
    Plan,
    Reminder,
    Rule,
    Trouble,
)


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


# On what it depends who has to be told what; where a row is changed, the audit has a new one
_WATCHED = (
    AuditEntry,
    Plan,
    Rule,
    Expectation,
    Appointment,
    Absence,
    ChatAccount,
    Consent,
    Reminder,
    Trouble,
)
_NEWEST: Any = select(*(select(func.max(col(one.id))).scalar_subquery() for one in _WATCHED))


def newest_rows(session: Session) -> tuple[int | None, ...]:
    """The newest one of each table that reminders depend on: the same as before, or not."""
    return tuple(session.exec(_NEWEST).one())
