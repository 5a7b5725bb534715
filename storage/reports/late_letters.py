"""Letters to agencies that are late: drafted, then sent under a number; the audit is the ledger."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from storage import audit
from storage.models import AuditEntry

DRAFTED, SENT = "letter.drafted", "letter.sent"


@dataclass(frozen=True)
class SentLetter:
    """A letter of a round as it was typed back, once it was signed; `agency_ids`: who was asked."""

    number: str
    issued_on: date
    agency_ids: frozenset[int]


def note_draft(session: Session, round_id: int, agency_ids: Collection[int], now: datetime) -> None:
    """Whom a draft is addressed to: its number, typed back later, is theirs."""
    details = {"agencies": sorted(agency_ids)}
    audit.record(session, now, DRAFTED, _of(round_id), details=details)


def drafted_for(session: Session, round_id: int) -> frozenset[int]:
    """Whom the newest draft is addressed to; empty where there is none."""
    drafts = _entries(session, DRAFTED, round_id)
    return frozenset(drafts[-1].details["agencies"]) if drafts else frozenset()


def note_sent(
    session: Session,
    round_id: int,
    letter: SentLetter,
    now: datetime,
    person_id: int | None,
) -> None:
    """Typed once more, a number has the day and the agencies that were typed last."""
    details: dict[str, Any] = {
        "number": letter.number,
        "issued_on": letter.issued_on.isoformat(),
        "agencies": sorted(letter.agency_ids),
    }
    audit.record(session, now, SENT, _of(round_id), person_id=person_id, details=details)


def letters_of(session: Session, round_id: int) -> list[SentLetter]:
    """Of that round, by day."""
    found = {
        one.details["number"]: SentLetter(
            one.details["number"],
            date.fromisoformat(one.details["issued_on"]),
            frozenset(one.details["agencies"]),
        )
        for one in _entries(session, SENT, round_id)
    }
    return sorted(found.values(), key=lambda one: (one.issued_on, one.number))


def _of(round_id: int) -> str:
    return f"round:{round_id}"


def _entries(session: Session, action: str, round_id: int) -> list[AuditEntry]:
    query = select(AuditEntry).where(
        AuditEntry.action == action, AuditEntry.subject == _of(round_id)
    )
    return list(session.exec(query.order_by(col(AuditEntry.id))))
