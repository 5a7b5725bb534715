"""A leader of the province asks the planning department to nudge; nothing goes to agencies."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from storage import audit
from storage.models import Agency, AuditEntry, Person, Plan
from storage.plans.known_agencies import is_known_to
from storage.plans.planners import plans_of_leader

ASKED = "nudge.asked"


class BadAsking(ValueError):
    """Nothing was asked; the text says why."""


def ask_nudge(
    session: Session,
    plan: Plan,
    agency_ids: Collection[int],
    asked_by: Person,
    now: datetime,
    morning: datetime,
) -> None:
    """Note that it was asked; once a plan and day. Raises BadAsking, before anything is written."""
    if plan not in plans_of_leader(session, asked_by.id or 0):
        raise BadAsking(f"{asked_by.code} is no leader of the province of {plan.code}")
    named = [session.get(Agency, key) for key in agency_ids]
    if not named or any(one is None or not is_known_to(one, plan) for one in named):
        raise BadAsking("no agency is named, or one of another province")
    if plan.code in asked_since(session, morning):
        raise BadAsking("it was asked today already")
    details = {"agencies": sorted(agency_ids)}
    audit.record(session, now, ASKED, f"plan:{plan.code}", person_id=asked_by.id, details=details)


def asked_since(session: Session, morning: datetime) -> set[str]:
    """The codes of the plans of which it was asked since then."""
    query = select(AuditEntry.subject).where(
        AuditEntry.action == ASKED, col(AuditEntry.at) >= morning
    )
    return {subject.removeprefix("plan:") for subject in session.exec(query)}
