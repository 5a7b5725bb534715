"""The expectation that something is about: its plan, the locks on it, if it is asked for still."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, or_
from sqlalchemy.orm import aliased, defer
from sqlmodel import Session, col, select

from storage.audit import Scope
from storage.database import remembered
from storage.models import Expectation, Plan, Round

A_YEAR = timedelta(days=366)  # as long as a yearly round stays open, that of an own day does


def locked(session: Session, expectation_id: int) -> Expectation:
    """As it is now: of two who write about it at once, the second sees what the first did."""
    query = select(Expectation).where(Expectation.id == expectation_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).one()


def round_of(session: Session, expectation_id: int) -> Round:
    """Its round as it is now, which nobody closes until the end of the transaction.

    Taken before the lock on the expectation, as whoever opens or closes a round does.
    """
    query = (
        select(Round)
        .join(Expectation, Expectation.round_id == Round.id)  # type: ignore[arg-type]
        .where(Expectation.id == expectation_id)
        .with_for_update(read=True, key_share=True, of=Round)  # the opening job need not wait
    )
    return session.exec(query.execution_options(populate_existing=True)).one()


def plan_of(session: Session, expectation: Expectation) -> Plan:
    return session.get_one(Plan, session.get_one(Round, expectation.round_id).plan_id)


def was_asked(session: Session, round_id: int, agency_ids: Collection[int]) -> bool:
    """Whether the round has ever asked one of these agencies for anything."""
    query = select(Expectation.id).where(
        Expectation.round_id == round_id, col(Expectation.agency_id).in_(agency_ids)
    )
    return session.exec(query.limit(1)).first() is not None


def within(query: Any, scope: Scope | None, asked: Any = Expectation) -> Any:
    """The query of expectations, as `asked` of that scope alone."""
    if scope is None:
        return query
    agency_id, round_id, agencies = col(asked.agency_id), col(asked.round_id), scope.agencies
    if scope.offices:  # over all plans: one condition more would keep the database from its index
        is_of_all = scope.plans and agencies is None
        return (
            query if is_of_all else query.where(agency_id.in_(scope.offices | (agencies or set())))
        )
    rounds = select(Round.id).where(col(Round.plan_id).in_(scope.plans))
    query = query.where(round_id.in_(rounds))
    return query if agencies is None else query.where(agency_id.in_(agencies))


# --- Which are asked for still --------------------------------------------------------------------


@remembered
def newest_rounds(session: Session, today: date) -> dict[int, tuple[Round, Plan]]:
    """By id: a round is open until its rule's next one opens; one asked for ad hoc stands alone,
    and one of tasks with that own day for a year."""
    given = {"since": today - A_YEAR}
    found = session.exec(_NEWEST_ROUNDS, params=given)
    return {round_.id or 0: (round_, plan) for round_, plan in found}


_LATER = aliased(Round)
_DOUBTS: Any = col(Plan.doubts)
_NEWEST_ROUNDS = (
    select(Round, Plan)
    .join(Plan, col(Plan.id) == Round.plan_id)
    .where(
        ~select(_LATER.id)
        .where(
            ~col(_LATER.of_items),  # an index holds these: no rule opens an own day
            col(_LATER.rule_id) == Round.rule_id,
            col(_LATER.id) > Round.id,
        )
        .exists(),
        or_(  # two searches of one index, though the first alone would say the same
            ~col(Round.of_items),
            and_(col(Round.of_items), col(Round.due_on) >= bindparam("since", type_=Date)),
        ),
    )
    .options(defer(_DOUBTS))  # long, and to be read by whoever asks for them
)


def is_asked_still() -> ColumnElement[bool]:
    """The expectation at hand is of no own day of a task behind which the next one was opened."""
    later = aliased(Expectation)
    next_day = (
        select(later.id)
        .where(
            later.item_id == Expectation.item_id,
            later.agency_id == Expectation.agency_id,
            col(later.opens_on).is_not(None),
            col(later.ended_at).is_(None),
            col(later.id) > Expectation.id,
        )
        .correlate(Expectation)
    )
    return or_(col(Expectation.opens_on).is_(None), ~next_day.exists())
