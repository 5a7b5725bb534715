"""Work given to another agency from a day on, by a document: one choice for many tasks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from storage import audit, lazy
from storage.models import Agency, Person, Plan, Reassignment, Role
from storage.plans.agencies import AgencyGone, existing
from storage.plans.loading.assignments import load_assignments
from storage.plans.reassigning.choices import (
    BadReassignment,
    Key,
    Unsettled,
    reassign,
    reassigned,
    to_reassign,
)

LONGEST = timedelta(days=366)  # ahead


@dataclass(frozen=True)
class Work:
    """What waits to be assigned, and what was assigned anew already."""

    open: list[Unsettled]
    chosen: list[Unsettled]

    def of(self, keys: Collection[Key]) -> list[Unsettled]:
        found = {one.key: one for one in (*self.open, *self.chosen) if one.key in keys}
        return list(found.values())


def work_of(session: Session, plan: Plan, today: date, role: Role) -> Work:
    waiting = to_reassign(session, plan, today, role)
    return Work(waiting, reassigned(session, plan, today, role))


def reassign_from(
    session: Session,
    plan: Plan,
    unsettled: Sequence[Unsettled],
    to: Agency,
    since: date,
    document: str,
    decided_by: Person,
    now: datetime,
) -> None:
    """From `since` on, today or later, `to` answers for all of it; until then who does now.

    `now` in the province's zone. What was asked and answered before stays. Raises BadReassignment,
    before anything is written, as `reassign` does.
    """
    today = now.date()
    if not unsettled:
        raise BadReassignment(lazy("no task was chosen"))
    if not today <= since <= today + LONGEST:
        raise BadReassignment(
            lazy("{since:%d/%m/%Y} is not from today on, or more than a year away", since=since)
        )
    try:
        existing(session, to, since)
    except AgencyGone as error:
        raise BadReassignment(*error.args) from error
    reassign(session, plan, unsettled, [to], decided_by, now)
    if since > today:
        _move(session, unsettled, since, now)
        load_assignments(session, plan, today)
    details = {
        "items": [f"{one.item}: {one.agency}" for one in unsettled],
        "to": to.name,
        "since": since.isoformat(),
        "document": document,
    }
    audit.record(session, now, "assignment.dated", f"plan:{plan.code}", decided_by.id, details)
    session.flush()


def _move(session: Session, unsettled: Sequence[Unsettled], since: date, now: datetime) -> None:
    """The choices that were made just now begin on that day."""
    made = col(Reassignment.decided_at) == now
    items = {one.item_id for one in unsettled}
    of_these = update(Reassignment).where(made, col(Reassignment.item_id).in_(items))
    session.connection().execute(of_these.values(valid_from=since))
