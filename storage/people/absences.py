"""Leave: on which days a person is not reminded, and who is asked instead."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import Date, bindparam
from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.database import remembered
from storage.models import Absence, Person

LONGEST = timedelta(days=366)


class BadAbsence(ValueError):
    """The leave cannot be kept; the text says what was seen and what is expected."""


def announce_absence(
    session: Session,
    person: Person,
    starts_on: date,
    ends_on: date,
    stand_in: Person | None,
    today: date,
    now: datetime,
) -> Absence:
    """From `starts_on` to `ends_on`, the last day away; what it overlaps is taken back.

    A leave that has begun holds until the new one begins. Raises BadAbsence, before anything is
    written.
    """
    _check(person, starts_on, ends_on, stand_in, today)
    for older in _live(session, person, starts_on, ends_on):
        _make_way(session, older, starts_on, today, now)
    absence = Absence(
        person_id=person.id or 0,
        starts_on=starts_on,
        ends_on=ends_on,
        stand_in_id=stand_in.id if stand_in else None,
        said_at=now,
    )
    session.add(absence)
    _note(session, absence, "absence.announced", now)
    return absence


def _make_way(
    session: Session, older: Absence, starts_on: date, today: date, now: datetime
) -> None:
    if older.starts_on <= today < starts_on:
        older.ends_on = starts_on - timedelta(days=1)
        _note(session, older, "absence.shortened", now)
    else:
        older.ended_at = now
        _note(session, older, "absence.ended", now)


def end_absence(
    session: Session, person: Person, today: date, now: datetime, begun_by: date = date.max
) -> int:
    """The person is back, or will not leave after all; how many leaves were taken back.

    With `begun_by` only those that began by that day.
    """
    live = _live(session, person, today, begun_by)
    for absence in live:
        absence.ended_at = now
        _note(session, absence, "absence.ended", now)
    return len(live)


def absences_of(
    session: Session, person_ids: Iterable[int], first: date, last: date = date.max
) -> list[Absence]:
    """The leaves of these people that touch those days, the earliest first."""
    people = set(person_ids)
    touching = (
        one
        for one in absences_since(session, first)
        if one.person_id in people and one.starts_on <= last
    )
    return sorted(touching, key=lambda one: (one.starts_on, one.id))


def away_on(session: Session, on: date) -> dict[int, int | None]:
    """By person on leave that day: who was named to stand in, if anybody."""
    away = (one for one in absences_since(session, on) if one.starts_on <= on)
    return {one.person_id: one.stand_in_id for one in away}


@remembered
def absences_since(session: Session, day: date) -> list[Absence]:
    """Everybody's leaves that were not over before that day: few, and asked for in every turn."""
    found = session.exec(_ENDING_SINCE, params={"day": day})
    return sorted(found, key=lambda one: one.id or 0)


# Not in order: SQLite would go through all there ever were, in order, rather than by the index
_ENDING_SINCE = select(Absence).where(
    col(Absence.ended_at).is_(None), col(Absence.ends_on) >= bindparam("day", type_=Date)
)


def _check(
    person: Person, starts_on: date, ends_on: date, stand_in: Person | None, today: date
) -> None:
    if ends_on < starts_on:
        raise BadAbsence(
            lazy(
                "the leave ends on {ends_on} before it begins on {starts_on}",
                ends_on=ends_on,
                starts_on=starts_on,
            )
        )
    if ends_on < today:
        raise BadAbsence(
            lazy("the leave ended on {ends_on}; give days from today on", ends_on=ends_on)
        )
    if ends_on - starts_on > LONGEST:
        raise BadAbsence(
            lazy(
                "the leave lasts until {ends_on}, more than a year; end the post instead",
                ends_on=ends_on,
            )
        )
    if stand_in is not None and stand_in.id == person.id:
        raise BadAbsence(
            lazy("{code} cannot stand in for themselves; name somebody else", code=person.code)
        )


def _live(session: Session, person: Person, first: date, last: date) -> list[Absence]:
    return absences_of(session, [person.id or 0], first, last)


def _note(session: Session, absence: Absence, action: str, now: datetime) -> None:
    session.flush()
    audit.record(
        session,
        now,
        action,
        f"absence:{absence.id}",
        person_id=absence.person_id,
        details={
            "from": absence.starts_on.isoformat(),
            "to": absence.ends_on.isoformat(),
            "stand_in": absence.stand_in_id,
        },
    )
