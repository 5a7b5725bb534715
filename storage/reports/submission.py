"""Storing a reply and taking it back; nothing that was said is ever changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import audit
from storage.models import Report, Review
from storage.reports.gate import Act, Barred, Barrier, pass_gate
from storage.reports.shared_answers.carried import carry_answer


def submit(session: Session, report: Report, today: date, act: Act = Act.REPORT) -> Report:
    """Append the reply. Older replies stay; the newest one counts. Raises Barred."""
    passed = pass_gate(session, report.expectation_id, act, report.person_id, today)
    passed.expectation.ended_at = None  # what was reported counts, whoever ended it meanwhile
    session.add(report)
    session.flush()
    carry_answer(session, report, passed.expectation, today)
    audit.record(
        session,
        report.submitted_at,
        "report.submitted",
        f"expectation:{report.expectation_id}",
        person_id=report.person_id,
        details=_details(report),
    )
    return report


def _details(report: Report) -> dict[str, Any]:
    details = {"report": report.id, "status": report.status}
    return details if report.origin_id is None else {**details, "origin": report.origin_id}


def withdraw(
    session: Session,
    expectation_id: int,
    report_id: int,
    person_id: int,
    today: date,
    now: datetime,
) -> list[Report]:
    """Take back every version of the reply, or an older one would count again; they stay.

    What the planning department has accepted is not taken back, nor what came before it: it
    counts again. `report_id`: the one that was shown. Raises Barred.
    """
    passed = pass_gate(session, expectation_id, Act.WITHDRAW, person_id, today)
    if passed.report is None or passed.report.id != report_id:
        raise Barred(Barrier.CHANGED, passed.round.plan_id)
    taken_back = _since_accepted(session, expectation_id)
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


def _since_accepted(session: Session, expectation_id: int) -> list[Report]:
    """The versions behind the one that was accepted last, in order; all where none was."""
    accepted = (
        select(func.coalesce(func.max(col(Report.id)), 0))
        .join(Review, col(Review.report_id) == Report.id)
        .where(Report.expectation_id == expectation_id, col(Review.accepted).is_(True))
        .scalar_subquery()
    )
    query = select(Report).where(
        Report.expectation_id == expectation_id,
        col(Report.withdrawn_at).is_(None),
        col(Report.id) > accepted,
    )
    return list(session.exec(query.order_by(col(Report.id))))
