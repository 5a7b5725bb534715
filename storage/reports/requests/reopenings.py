"""Reopenings: to change an accepted answer is asked for with a reason, and decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col

from storage.models import Person, Reopening
from storage.plans.planners import is_planner_of
from storage.reports.expectation import locked, plan_of
from storage.reports.gate import Act, pass_gate
from storage.reports.requests.pending_requests import newest_on, record, waiting, waits


class BadReopening(ValueError):
    """It cannot be asked or decided so; the text says what was seen and what is expected."""


@dataclass(frozen=True)
class WaitingReopening:
    """A request with what a planner has to know of it."""

    reopening: Reopening
    agency: str
    code: str  # of the item; empty for a general report
    title: str
    asked_by: str


def ask_reopening(
    session: Session,
    expectation_id: int,
    reason: str,
    person: Person | None,
    today: date,
    now: datetime,
) -> Reopening:
    """Ask that the accepted answer may be changed. Raises Barred or BadReopening."""
    person_id = person.id if person else None
    passed = pass_gate(session, expectation_id, Act.REOPEN, person_id, today)
    if not reason.strip():
        raise BadReopening("the reason is empty; say it in a few words")
    if waits(session, Reopening, expectation_id):
        raise BadReopening("a reopening was asked for already and is not yet decided")
    row = Reopening(
        expectation_id=expectation_id,
        report_id=(passed.report.id if passed.report else None) or 0,
        asked_by_id=person_id,
        reason=reason.strip(),
        asked_at=now,
    )
    session.add(row)
    session.flush()
    record(session, row, "reopening.asked", person, {"reason": row.reason}, now)
    return row


def decide_reopening(
    session: Session,
    row: Reopening,
    accepted: bool,
    answer: str,
    decided_by: Person,
    now: datetime,
) -> None:
    """Let the answer be changed, or hold to it with a reason. Until another one comes, the
    accepted one counts. Raises BadReopening, also for somebody who is no planner."""
    expectation = locked(session, row.expectation_id)
    session.refresh(row)
    plan = plan_of(session, expectation)
    if not is_planner_of(session, decided_by.id or 0, plan):
        raise BadReopening(f"{decided_by.code} is no planner of {plan.code}")
    if row.decided_at is not None:
        raise BadReopening("the reopening was decided already")
    if not accepted and not answer.strip():
        raise BadReopening("a refusal needs a reason; say it in a few words")
    row.decided_at, row.decided_by_id = now, decided_by.id
    row.accepted, row.answer = accepted, answer.strip()
    details = {"accepted": accepted, "answer": row.answer, "report": row.report_id}
    record(session, row, "reopening.decided", decided_by, details, now)


def waiting_reopenings(session: Session, plan_ids: Iterable[int]) -> list[WaitingReopening]:
    """Those not yet decided, the oldest first; not of a round that is closed."""
    asked_by, undecided = col(Reopening.asked_by_id), col(Reopening.decided_at).is_(None)
    found = waiting(session, Reopening, asked_by, plan_ids, undecided, in_open_rounds=True)
    return [WaitingReopening(*one) for one in found]


def reopenings_on(session: Session, expectation_ids: Iterable[int]) -> dict[int, Reopening]:
    """By expectation: the newest request to change its accepted answer."""
    return newest_on(session, Reopening, expectation_ids)
