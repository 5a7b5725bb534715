"""What a planner sends besides the ladder: nudges, one an agency and day, and letters."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from storage import audit
from storage.database import insert_if_new
from storage.models import Agency, Expectation, Letter, Nudge, Person, Plan, Round
from storage.plans.planners import is_planner_of
from storage.plans.succession import lineage


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


# --- Letters --------------------------------------------------------------------------------------

LONGEST_NUMBER = 80  # letters


class BadLetter(ValueError):
    """The letter cannot be noted so; the text says what was seen and what is expected."""


@dataclass(frozen=True)
class NotedLetter:
    """`agencies` as they are called now; `by` is empty where whoever noted it has been erased."""

    number: str
    issued_on: date
    agencies: tuple[str, ...]
    by: str
    at: datetime


def note_letter(
    session: Session,
    round_: Round,
    number: str,
    issued_on: date,
    agency_ids: Collection[int],
    noted_by: Person,
    now: datetime,
) -> None:
    """`now` in the province's zone. Raises BadLetter, before anything is written."""
    plan, number = session.get_one(Plan, round_.plan_id), " ".join(number.split())
    if not is_planner_of(session, noted_by.id or 0, plan):
        raise BadLetter(f"{noted_by.code} is no planner of {plan.code}")
    if not number or len(number) > LONGEST_NUMBER:
        raise BadLetter("a letter has a number, such as 123/STC-TH")
    if not round_.opens_on <= issued_on <= now.date():
        raise BadLetter(f"{issued_on} is before the round or still to come; look at the day")
    if not agency_ids or not set(agency_ids) <= _asked(session, round_, now.date()):
        raise BadLetter("it went to nobody, or to an agency that the round did not ask")
    row: dict[str, Any] = {
        "round_id": round_.id,
        "number": number,
        "issued_on": issued_on,
        "noted_at": now,
    }
    row |= {"agency_ids": sorted(agency_ids), "noted_by_id": noted_by.id}
    if not insert_if_new(session, Letter, row):
        raise BadLetter(f"letter {number} is noted already")
    details = {"number": number, "on": issued_on.isoformat(), "agencies": sorted(agency_ids)}
    audit.record(session, now, "letter.noted", f"round:{round_.id}", noted_by.id, details)


def _asked(session: Session, round_: Round, on: date) -> set[int]:
    """Whom the round asked, and what they have become by that day."""
    query = select(Expectation.agency_id).where(Expectation.round_id == round_.id).distinct()
    asked, became = set(session.exec(query)), lineage(session).successors(on)
    return asked | {became.get(key, key) for key in asked}


def letters_of_round(session: Session, round_id: int) -> list[NotedLetter]:
    """The newest first."""
    query = (
        select(Letter, Person.full_name)
        .join(Person, col(Person.id) == Letter.noted_by_id)
        .where(Letter.round_id == round_id)
        .order_by(col(Letter.issued_on).desc(), col(Letter.id).desc())
    )
    rows = session.exec(query).all()
    keys = {key for row, _ in rows for key in row.agency_ids}
    named = select(Agency.id, Agency.name).where(col(Agency.id).in_(keys))
    names = dict(session.exec(named).all())
    return [
        NotedLetter(
            row.number,
            row.issued_on,
            tuple(names[key] for key in row.agency_ids if key in names),
            by or "",
            row.noted_at,
        )
        for row, by in rows
    ]
