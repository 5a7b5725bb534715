"""What waits for a planner's decision: what agencies asked, with the names a planner knows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage import audit
from storage.models import Agency, Expectation, Item, Person, Round


def waiting(
    session: Session,
    asked: type[Any],
    asked_by: Any,
    plan_ids: Iterable[int],
    *conditions: Any,
    in_open_rounds: bool = False,
) -> Iterator[tuple[Any, str, str, str, str]]:
    """(row, agency, code, title, person), the oldest first, of a table that has an expectation.

    `asked_by`: its column that names the person. Code and title are empty for a general report.
    """
    query: Any = (
        select(asked, Agency.name, Item, Person)
        .join(Expectation, col(asked.expectation_id) == Expectation.id)
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(Agency, col(Expectation.agency_id) == Agency.id)
        .join(Item, col(Expectation.item_id) == Item.id, isouter=True)
        .join(Person, asked_by == Person.id, isouter=True)
        .where(*conditions, col(Round.plan_id).in_(list(plan_ids)))
        .order_by(col(asked.id))
    )
    if in_open_rounds:  # where nothing can be answered any more, nothing is decided either
        query = query.where(col(Round.closed_at).is_(None))
    for row, agency, item, person in session.exec(query):
        named = (item.code, item.title) if item else ("", "")
        yield row, agency, *named, person.full_name if person else ""


def newest_on(session: Session, asked: type[Any], expectation_ids: Iterable[int]) -> dict[int, Any]:
    """By expectation: the newest row of the table."""
    of = select(asked).where(col(asked.expectation_id).in_(list(expectation_ids)))
    return {one.expectation_id: one for one in session.exec(of.order_by(col(asked.id)))}


def waits(session: Session, asked: type[Any], expectation_id: int) -> bool:
    """Whether a row on that expectation is not decided yet."""
    undecided = col(asked.decided_at).is_(None)
    of = select(asked.id).where(asked.expectation_id == expectation_id, undecided)
    return session.exec(of.limit(1)).first() is not None


def record(
    session: Session,
    row: Any,
    action: str,
    person: Person | None,
    details: Mapping[str, Any],
    now: datetime,
) -> None:
    """The audit's entry on what was asked or decided; `action` such as "extension.asked"."""
    audit.record(
        session,
        now,
        action,
        f"expectation:{row.expectation_id}",
        person_id=person.id if person else None,
        details={action.partition(".")[0]: row.id, **details},
    )


def waits_since(
    session: Session,
    asked: type[Any],
    asked_at: Any,
    plan_id: int,
    since: datetime | None,
    *conditions: Any,
) -> bool:
    """Whether a row that is not decided yet was made after that instant, or ever."""
    query = (
        select(asked.id)
        .join(Expectation, col(asked.expectation_id) == Expectation.id)
        .join(Round, col(Expectation.round_id) == Round.id)
        .where(
            *conditions,
            col(asked.decided_at).is_(None),
            Round.plan_id == plan_id,
            col(Round.closed_at).is_(None),
        )
    )
    if since is not None:
        query = query.where(asked_at > since)
    return session.exec(query.limit(1)).first() is not None
