"""Lets the expectations of a round follow the plan: who leads, who became another agency."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    and_,
    bindparam,
    literal,
    or_,
    tuple_,
    union_all,
    update,
)
from sqlmodel import Session, col, select

from storage.database import insert_into
from storage.models import Expectation, Instant, Objection, Plan, Reassignment, Report, Round, Rule
from storage.plans.agencies import leads_of
from storage.plans.succession import lineage
from storage.rounds.expectations import wanted_of


def follow_assignments(
    session: Session,
    round_: Round,
    plan: Plan,
    on: date,
    now: datetime,
    due_on: date,
    items: Collection[int] = (),
) -> int:
    """Make the expectations of the round match the assignments of that day; how many are new.

    `items`: what a round of items asks for. New ones are due on `due_on`. What is no longer
    assigned ends, unless it was reported; what is assigned again comes back. Where an agency
    became another one, what is asked of it goes along, with its reports.
    """
    became = lineage(session).successors(on)
    if any(agency_id in became for agency_id in session.scalars(_ASKED, {"round_id": round_.id})):
        _move_with_agencies(session, round_, became)
    return sum(
        _follow(session, round_, wanted, now, due_on, general=general)
        for wanted, general in (
            [(leads_of(items, on), False)]
            if round_.of_items
            else wanted_of(
                session, plan, round_.tier, round_.year, on, _whose_alone(session, round_)
            )
        )
        if not _matches(session, round_, wanted, general=general)
    )


def end_unanswered(session: Session, round_: Round, now: datetime) -> None:
    """The round is no longer asked for: what was not reported is not expected any more."""
    session.execute(
        update(Expectation)
        .where(
            col(Expectation.round_id) == round_.id,
            col(Expectation.ended_at).is_(None),
            ~_is_reported(),
        )
        .values(ended_at=now)
    )


def _whose_alone(session: Session, round_: Round) -> list[str]:
    rule = session.get(Rule, round_.rule_id) if round_.rule_id else None
    return rule.agencies if rule else []


def _matches(session: Session, round_: Round, wanted: Subquery, *, general: bool) -> bool:
    """Whether nothing is to be done, as in nearly every tick: then nothing need be written."""
    differing = _differing(wanted, general)
    return session.execute(differing, {"round_id": round_.id}).first() is None


@lru_cache(maxsize=256)  # what is wanted of a plan's agencies is one query all day
def _differing(wanted: Subquery, general: bool) -> Any:
    """An expectation that is not as it has to be, or a wanted one that is missing: the first."""
    of_round = col(Expectation.round_id) == bindparam("round_id")
    is_wanted = _is_among(wanted, general=general)
    has_to_be = or_(_is_reported(), and_(is_wanted, ~_is_disowned()))
    is_wrong = col(Expectation.ended_at).is_(None) != has_to_be
    wrong = select(literal(1)).where(of_round, _is_of_kind(general=general), is_wrong)
    present = select(literal(1)).where(of_round, _same(wanted, general=general)).exists()
    missing = select(literal(1)).select_from(wanted).where(~present)
    return union_all(wrong, missing).limit(1)


def _move_with_agencies(session: Session, round_: Round, became: Mapping[int, int]) -> None:
    """Not where the other one is asked for the same already: it then answers for both."""
    of_round = select(Expectation).where(Expectation.round_id == round_.id)
    rows = session.exec(of_round.order_by(col(Expectation.id))).all() if became else []
    taken = {(row.item_id, row.agency_id) for row in rows}
    for row in rows:
        successor = became.get(row.agency_id)
        if successor is not None and (row.item_id, successor) not in taken:
            row.agency_id = successor
            taken.add((row.item_id, successor))
    session.flush()


def _follow(
    session: Session,
    round_: Round,
    wanted: Subquery,
    now: datetime,
    due_on: date,
    *,
    general: bool,
) -> int:
    ended = col(Expectation.ended_at)
    ours = and_(col(Expectation.round_id) == round_.id, _is_of_kind(general=general))
    is_wanted = _is_among(wanted, general=general)
    connection = session.connection()
    connection.execute(
        update(Expectation)
        .where(ours, ended.is_(None), ~is_wanted, ~_is_reported())
        .values(ended_at=now)
    )
    asked_again = and_(is_wanted, ~_is_disowned())
    back = or_(asked_again, _is_reported())  # a report may come while its expectation ends
    connection.execute(
        update(Expectation).where(ours, ended.is_not(None), back).values(ended_at=None)
    )
    return _insert_missing(session, round_, wanted, now, due_on, general=general)


def _is_reported() -> ColumnElement[bool]:
    return (
        select(literal(1))
        .where(
            col(Report.expectation_id) == col(Expectation.id), col(Report.withdrawn_at).is_(None)
        )
        .exists()
    )


def _is_disowned() -> ColumnElement[bool]:
    """The planning department agreed that it is not this agency's task, and chose no otherwise."""
    chosen_again = (
        select(literal(1))
        .where(
            Reassignment.item_id == Expectation.item_id,
            Reassignment.agency_id == Expectation.agency_id,
            col(Reassignment.decided_at) > col(Objection.decided_at),
        )
        .correlate(Expectation, Objection)
    )
    return (
        select(literal(1))
        .where(
            col(Objection.expectation_id) == col(Expectation.id),
            col(Objection.accepted).is_(True),
            ~chosen_again.exists(),
        )
        .exists()
    )


_ASKED: Any = (
    select(Expectation.agency_id).where(Expectation.round_id == bindparam("round_id")).distinct()
)


def _is_of_kind(*, general: bool) -> ColumnElement[bool]:
    item_id = col(Expectation.item_id)
    return item_id.is_(None) if general else item_id.is_not(None)


def _is_among(wanted: Subquery, *, general: bool) -> ColumnElement[bool]:
    """The expectation is wanted; as IN, which PostgreSQL hashes even before it has statistics."""
    if general:
        return col(Expectation.agency_id).in_(select(wanted.c.agency_id))
    key = tuple_(col(Expectation.agency_id), col(Expectation.item_id))
    return key.in_(select(wanted.c.agency_id, wanted.c.item_id))


def _same(wanted: Subquery, *, general: bool) -> ColumnElement[bool]:
    """The expectation is the wanted one; plain equality, so that the unique index is used."""
    same_agency = col(Expectation.agency_id) == wanted.c.agency_id
    if general:
        return and_(same_agency, col(Expectation.item_id).is_(None))
    return and_(same_agency, col(Expectation.item_id) == wanted.c.item_id)


def _insert_missing(
    session: Session,
    round_: Round,
    wanted: Subquery,
    now: datetime,
    due_on: date,
    *,
    general: bool,
) -> int:
    present = (
        select(literal(1))
        .where(Expectation.round_id == round_.id, _same(wanted, general=general))
        .exists()
    )
    fixed: list[Any] = [
        literal(round_.id, Integer),
        literal(due_on),
        literal(now, Instant()),
    ]
    missing = select(*wanted.c, *fixed).where(~present).distinct().order_by(*wanted.c)
    statement = insert_into(session, Expectation).from_select(
        ["agency_id", "item_id", "round_id", "due_on", "created_at"], missing
    )
    # Counted here: of such an insert PostgreSQL's driver does not tell the number of rows
    added = statement.on_conflict_do_nothing().returning(col(Expectation.id))
    return len(session.connection().execute(added).all())
