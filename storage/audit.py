"""The audit: who changed what and when, rows that are only added; and what was added last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from storage.models import (
    OF_A_PLAN,
    Absence,
    Appointment,
    AuditEntry,
    ChatAccount,
    Consent,
    Expectation,
    Person,
    Plan,
    Reminder,
    Rule,
    Trouble,
)


@dataclass(frozen=True)
class Change:
    """An entry with the name of who made it; without one it was the administrator."""

    at: datetime
    by: str
    action: str
    details: dict[str, Any]


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


def changes_of(session: Session, plan: Plan, most: int, *actions: str) -> list[Change]:
    """What was changed in a plan itself, the newest first."""
    query = (
        select(AuditEntry, Person.full_name)
        .join(Person, col(Person.id) == AuditEntry.person_id, isouter=True)
        .where(
            AuditEntry.subject == f"plan:{plan.code}",
            OF_A_PLAN,
            col(AuditEntry.action).in_(actions),
        )
        .order_by(col(AuditEntry.id).desc())
        .limit(most)
    )
    rows = session.exec(query)
    return [Change(one.at, name or "", one.action, one.details) for one, name in rows]


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
