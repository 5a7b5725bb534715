"""What planners do besides the ladder: one nudge an agency and day, and telephone calls."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, delete, select

from storage import audit
from storage.database import insert_if_new
from storage.models import AuditEntry, Nudge, Person, Plan

CALLED = "agency.called"
CALLS_TOLD_FOR = timedelta(days=60)  # then nobody asks for them any more
LONGEST_NOTE = 200  # letters


def nudged_on(session: Session, plan_id: int, day: date) -> set[int]:
    """The agencies that a nudge of that plan leaves for on that day."""
    query = select(Nudge.agency_id).where(Nudge.plan_id == plan_id, Nudge.sent_on == day)
    return set(session.exec(query))


def enter_nudges(
    session: Session,
    plan_id: int,
    agency_ids: Iterable[int],
    sent_on: date,
    sent_by_id: int,
    now: datetime,
) -> set[int]:
    """Those of the agencies that had no nudge on that day until now.

    On PostgreSQL a second planner waits here for the first; always in the order of the ids, so
    that two who nudge the same agencies do not wait for each other.
    """
    head = {"plan_id": plan_id, "sent_on": sent_on, "sent_by_id": sent_by_id, "sent_at": now}
    return {
        agency_id
        for agency_id in sorted(set(agency_ids))
        if insert_if_new(session, Nudge, {**head, "agency_id": agency_id})
    }


def take_back(session: Session, plan_id: int, agency_ids: Collection[int], sent_on: date) -> None:
    """Nothing could be queued for these after all: they may still be nudged that day."""
    session.connection().execute(
        delete(Nudge).where(
            col(Nudge.plan_id) == plan_id,
            col(Nudge.agency_id).in_(list(agency_ids)),
            col(Nudge.sent_on) == sent_on,
        )
    )


# --- By telephone ---------------------------------------------------------------------------------


class BadCall(ValueError):
    """The call cannot be noted; the text says why."""


@dataclass(frozen=True)
class NotedCall:
    """`by` is empty where whoever called has been erased."""

    by: str
    at: datetime
    note: str


def note_call(
    session: Session, plan: Plan, agency_id: int, note: str, person_id: int | None, now: datetime
) -> None:
    """That somebody of the planning department has telephoned. Raises BadCall."""
    if len(note) > LONGEST_NOTE:
        raise BadCall(f"the note has more than {LONGEST_NOTE} letters; say it in a few words")
    details = {"agency": agency_id, "said": note.strip()}
    audit.record(session, now, CALLED, f"plan:{plan.code}", person_id, details)
    session.flush()


def calls_noted(session: Session, plan: Plan, now: datetime) -> dict[int, NotedCall]:
    """By agency: the newest call that is not long past."""
    query = (
        select(AuditEntry, Person.full_name)
        .join(Person, col(Person.id) == AuditEntry.person_id, isouter=True)
        .where(
            AuditEntry.subject == f"plan:{plan.code}",
            AuditEntry.action == CALLED,
            col(AuditEntry.at) > now - CALLS_TOLD_FOR,
        )
        .order_by(col(AuditEntry.id))
    )
    return {
        entry.details["agency"]: NotedCall(by or "", entry.at, entry.details["said"])
        for entry, by in session.exec(query)
    }
