"""Objections: "not our task", with a reason, and the planning department's answer to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import Session, col

from storage.models import Agency, Assignment, Expectation, Item, Objection, Person, Role
from storage.plans.loading.assignments import lock_plans
from storage.plans.planners import is_planner_of
from storage.reports.expectation import locked, plan_of
from storage.reports.gate import Act, pass_gate
from storage.reports.requests.pending_requests import newest_on, record, waiting, waits


class BadObjection(ValueError):
    """It cannot be said or decided so; the text says what was seen and what is expected."""


@dataclass(frozen=True)
class WaitingObjection:
    """An objection with what a planner has to know of it."""

    objection: Objection
    agency: str
    code: str  # of the item; empty for a general report
    title: str
    said_by: str


def object_to(
    session: Session,
    expectation: Expectation,
    reason: str,
    person: Person | None,
    today: date,
    now: datetime,
) -> Objection:
    """Keep the agency's word. Raises Barred or BadObjection, before anything is written."""
    pass_gate(session, expectation.id or 0, Act.OBJECT, person.id if person else None, today)
    if not reason.strip():
        raise BadObjection("the reason is empty; say it in a few words")
    if waits(session, Objection, expectation.id or 0):
        raise BadObjection("an objection was made already and is not yet decided")
    objection = Objection(
        expectation_id=expectation.id or 0,
        person_id=person.id if person else None,
        reason=reason.strip(),
        said_at=now,
    )
    session.add(objection)
    session.flush()
    record(session, objection, "objection.made", person, {"reason": objection.reason}, now)
    return objection


def decide_objection(
    session: Session,
    objection: Objection,
    accepted: bool,
    answer: str,
    decided_by: Person,
    today: date,
    now: datetime,
) -> None:
    """Accept it, which ends the assignment, or reject it with a reason.

    Then nobody answers for the task until it is assigned anew: see storage.plans.reassigning.

    Raises BadObjection, before anything is written, also for somebody who is no planner.
    """
    plan = plan_of(session, session.get_one(Expectation, objection.expectation_id))
    if accepted:
        lock_plans(session, plan.province)  # first, as everybody does who assigns anew
    expectation = locked(session, objection.expectation_id)
    session.refresh(objection)
    if not is_planner_of(session, decided_by.id or 0, plan):
        raise BadObjection(f"{decided_by.code} is no planner of {plan.code}")
    if objection.decided_at is not None:
        raise BadObjection("the objection was decided already")
    if not accepted and not answer.strip():
        raise BadObjection("a rejection needs a reason; say it in a few words")
    objection.decided_at, objection.decided_by_id = now, decided_by.id
    objection.accepted, objection.answer = accepted, answer.strip()
    details: dict[str, Any] = {"accepted": accepted, "answer": objection.answer}
    if accepted:
        objection.ends_on = today - timedelta(days=1) if expectation.item_id else None
        details |= _ended(session, expectation, objection.ends_on, now)
    record(session, objection, "objection.decided", decided_by, details, now)


def waiting_objections(session: Session, plan_ids: Iterable[int]) -> list[WaitingObjection]:
    """Those not yet decided, the oldest first."""
    found = waiting(
        session, Objection, col(Objection.person_id), plan_ids, col(Objection.decided_at).is_(None)
    )
    return [WaitingObjection(*one) for one in found]


def objections_on(session: Session, expectation_ids: Iterable[int]) -> dict[int, Objection]:
    """By expectation: the newest objection to it."""
    return newest_on(session, Objection, expectation_ids)


def _ended(
    session: Session, expectation: Expectation, ends_on: date | None, now: datetime
) -> dict[str, Any]:
    """It is asked no more of that agency: in this round at once, later as nobody is assigned.

    The rows of the assignment are what making them anew would give; see plans.loading.
    """
    expectation.ended_at = now
    if ends_on is not None:
        leads = (
            col(Assignment.item_id) == expectation.item_id,
            col(Assignment.agency_id) == expectation.agency_id,
            col(Assignment.role) == Role.LEAD,
            or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) > ends_on),
        )
        session.connection().execute(update(Assignment).where(*leads).values(valid_until=ends_on))
    item = session.get(Item, expectation.item_id) if expectation.item_id else None
    agency = session.get_one(Agency, expectation.agency_id)
    return {"waits_to_be_assigned": item.code if item else "", "no_longer": agency.name}
