"""Storing a reply and taking it back; nothing that was said is ever changed."""

from datetime import datetime

from sqlmodel import Session, col, select

from storage import audit
from storage.models import Report
from storage.reports.expectation import locked


def submit(session: Session, report: Report) -> Report:
    """Append the reply. Older replies stay; the newest one counts."""
    expectation = locked(session, report.expectation_id)
    expectation.ended_at = None  # what was reported counts, whoever ended it meanwhile
    session.add(report)
    session.flush()
    audit.record(
        session,
        report.submitted_at,
        "report.submitted",
        f"expectation:{report.expectation_id}",
        person_id=report.person_id,
        details={"report": report.id, "status": report.status},
    )
    return report


def withdraw(session: Session, expectation_id: int, person_id: int, now: datetime) -> list[Report]:
    """Take back every version of the reply, or an older one would count again; they stay."""
    locked(session, expectation_id)
    query = (
        select(Report)
        .where(Report.expectation_id == expectation_id, col(Report.withdrawn_at).is_(None))
        .order_by(col(Report.id))
    )
    taken_back = list(session.exec(query))
    for report in taken_back:
        report.withdrawn_at = now
    audit.record(
        session,
        now,
        "report.withdrawn",
        f"expectation:{expectation_id}",
        person_id=person_id,
        details={"reports": [report.id for report in taken_back]},
    )
    session.flush()
    return taken_back
