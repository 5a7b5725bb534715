"""Carries out what a roster says anew: people, their posts and their rights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.models import Appointment, Person, Right, RosterLine
from storage.people.own_data import leave_letters
from storage.people.roster.comparison import (
    LineChange,
    Moves,
    RosterDifference,
    compare,
    differences,
)
from storage.people.roster.reading import BadRoster, RosterRow


@dataclass(frozen=True)
class RosterChange:
    people: int
    changed: int


def load_roster(
    session: Session,
    rows: Sequence[RosterRow],
    now: datetime,
    on: date,
    agreed: Sequence[RosterDifference] | None = None,
) -> RosterChange:
    """Apply what each line says anew since it was last loaded; all of it or nothing.

    People the file does not name are left alone: a province may keep a file for each plan.
    Raises BadRoster, also where the differences are no longer those that were `agreed` to.
    """
    if agreed is not None and differences(session, rows) != list(agreed):
        raise BadRoster(
            lazy("somebody has changed these people in the meantime; load the file again")
        )
    changes = compare(session, rows)
    changed = [_apply(session, change, now, on) for change in changes]
    return RosterChange(len(changes), sum(changed))


def _apply(session: Session, change: LineChange, now: datetime, on: date) -> bool:
    person = change.person or Person(code=change.row.code, full_name="")
    person.sqlmodel_update(change.fields)
    session.add(person)
    session.flush()
    person_id = person.id or 0
    if "email" in change.fields:
        leave_letters(session, person_id, change.fields["email"], now)
    _move_posts(session, person_id, change.posts, on)
    _move_rights(session, person_id, change.rights)
    _remember(session, person_id, change, now)
    changed = change.person is None or bool(change.names)
    if changed:
        details = {"columns": change.names}
        audit.record(session, now, "person.loaded", f"person:{person_id}", details=details)
    return changed


def _move_posts(session: Session, person_id: int, posts: Moves, on: date) -> None:
    theirs = select(Appointment).where(
        Appointment.person_id == person_id,
        or_(col(Appointment.ends_on).is_(None), col(Appointment.starts_on) == on),
    )
    known = session.exec(theirs).all() if posts else ()
    for one in known:
        if one.ends_on is None and (one.post, one.agency_id) in posts.ended:
            one.ends_on = on - timedelta(days=1)
    ended_today = {(one.post, one.agency_id): one for one in known if one.starts_on == on}
    for post, agency_id in sorted(posts.added):
        again = ended_today.get((post, agency_id))
        if again is not None:  # a post taken and given back on one day is the same row
            again.ends_on = None
            continue
        session.add(Appointment(person_id=person_id, agency_id=agency_id, post=post, starts_on=on))


def _move_rights(session: Session, person_id: int, rights: Moves) -> None:
    held = session.exec(select(Right).where(Right.person_id == person_id)).all() if rights else ()
    for right in held:
        if (right.kind, right.plan_id) in rights.ended:
            session.delete(right)
    for kind, plan_id in rights.added:
        session.add(Right(person_id=person_id, kind=kind, plan_id=plan_id))


def _remember(session: Session, person_id: int, change: LineChange, now: datetime) -> None:
    line = session.get(RosterLine, person_id)
    if line is None:
        session.add(RosterLine(person_id=person_id, says=change.says, loaded_at=now))
    elif line.says != change.says:
        line.says, line.loaded_at = change.says, now
