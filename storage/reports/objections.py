"""Objections: "not our task", with a reason, and the planning department's answer to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage import audit
from storage.models import Agency, Expectation, Item, Objection, Person
from storage.plans.planners import is_planner_of
from storage.reports.expectation import locked, plan_of
from storage.reports.pending_requests import newest_on, waiting


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
    session: Session, expectation: Expectation, reason: str, person: Person | None, now: datetime
) -> Objection:
    """Keep the agency's word. Raises BadObjection, before anything is written."""
    expectation = locked(session, expectation.id or 0)
    if expectation.ended_at is not None:
        raise BadObjection("this report is no longer expected")
    if not reason.strip():
        raise BadObjection("the reason is empty; say it in a few words")
    waiting = select(Objection).where(
        Objection.expectation_id == expectation.id, col(Objection.decided_at).is_(None)
    )
    if session.exec(waiting).first() is not None:
        raise BadObjection("an objection was made already and is not yet decided")
    objection = Objection(
        expectation_id=expectation.id or 0,
        person_id=person.id if person else None,
        reason=reason.strip(),
        said_at=now,
    )
    session.add(objection)
    session.flush()
    _note(session, objection, "objection.made", person, {"reason": objection.reason}, now)
    return objection


def decide_objection(
    session: Session,
    objection: Objection,
    accepted: bool,
    answer: str,
    decided_by: Person,
    now: datetime,
) -> None:
    """Accept it, which ends the expectation, or reject it with a reason.

    Raises BadObjection, before anything is written, also for somebody who is no planner.
    """
    expectation = locked(session, objection.expectation_id)
    session.refresh(objection)
    plan = plan_of(session, expectation)
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
        details |= _ended(session, expectation, now)
    _note(session, objection, "objection.decided", decided_by, details, now)


def waiting_objections(session: Session, plan_ids: Iterable[int]) -> list[WaitingObjection]:
    """Those not yet decided, the oldest first."""
    found = waiting(
        session, Objection, col(Objection.person_id), plan_ids, col(Objection.decided_at).is_(None)
    )
    return [WaitingObjection(*one) for one in found]


def objections_on(session: Session, expectation_ids: Iterable[int]) -> dict[int, Objection]:
    """By expectation: the newest objection to it."""
    return newest_on(session, Objection, expectation_ids)


def _ended(session: Session, expectation: Expectation, now: datetime) -> dict[str, Any]:
    """Nobody answers for the task in this round until it is assigned to somebody else."""
    expectation.ended_at = now
    item = session.get(Item, expectation.item_id) if expectation.item_id else None
    agency = session.get_one(Agency, expectation.agency_id)
    return {"waits_to_be_assigned": item.code if item else "", "no_longer": agency.name}


def _note(
    session: Session,
    objection: Objection,
    action: str,
    person: Person | None,
    details: dict[str, Any],
    now: datetime,
) -> None:
    audit.record(
        session,
        now,
        action,
        f"expectation:{objection.expectation_id}",
        person_id=person.id if person else None,
        details={"objection": objection.id, **details},
    )
