"""Expectations: what is asked of whom in a round, and what is still owed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    tuple_,
    update,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.inserting import insert_into
from storage.models import (
    Agency,
    Assignment,
    Expectation,
    Instant,
    Item,
    ItemKind,
    Plan,
    Report,
    Review,
    Role,
    Round,
    Tier,
)
from storage.reports import latest_reports, latest_reviews
from storage.succession import coordinator_on, lineage

EVERY_TWO_YEARS = "every-2-years"


@dataclass(frozen=True)
class Owed:
    """An expectation nobody has answered yet, or whose answer was returned.

    `expectation_id` is negative while its round has not been opened and no row exists.
    """

    expectation_id: int
    agency_id: int
    due_on: date
    opens_on: date
    ladder: tuple[int, ...] = ()  # of its plan; empty for the usual one


def follow_assignments(
    session: Session, round_: Round, plan: Plan, on: date, now: datetime, due_on: date
) -> int:
    """Make the expectations of the round match the assignments of that day; how many are new.

    New ones are due on `due_on`. What is no longer assigned ends, unless it was reported; what is
    assigned again comes back. Where an agency became another one, what is asked of it goes along,
    with its reports.
    """
    _move_with_agencies(session, round_, lineage(session).successors(on))
    return sum(
        _follow(session, round_, wanted, now, due_on, general=general)
        for wanted, general in _wanted(session, plan, round_.tier, round_.year, on)
    )


def unassigned_items(session: Session, plan: Plan, year: int, on: date) -> list[str]:
    """In the plan's order: items of that year with a lead for which nobody answers on that day."""
    answers = aliased(Assignment)
    answered = (
        select(literal(1))
        .where(
            answers.item_id == Assignment.item_id,
            answers.printed_id == Assignment.printed_id,
            answers.role == Assignment.role,
            or_(col(answers.valid_until).is_(None), col(answers.valid_until) >= on),
        )
        .exists()
    )
    named = select(Assignment.item_id).where(
        Assignment.role == Role.LEAD, col(Assignment.in_plan), ~answered
    )
    query = (
        select(Item.code)
        .where(*_is_active(plan, year), col(Item.id).in_(named))
        .order_by(col(Item.position))
    )
    return list(session.exec(query))


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


def wanted_agencies(session: Session, plan: Plan, tier: str, year: int, on: date) -> list[int]:
    """The agency of each report a round of that year would expect: one entry a report."""
    return [
        agency_id
        for wanted, _ in _wanted(session, plan, tier, year, on)
        for agency_id, _ in session.exec(select(*wanted.c).distinct().order_by(*wanted.c))
    ]


def count_expectations(session: Session, round_ids: Iterable[int]) -> dict[int, int]:
    """By round: how many reports are expected."""
    query = (
        select(Expectation.round_id, func.count())
        .where(col(Expectation.round_id).in_(list(round_ids)), col(Expectation.ended_at).is_(None))
        .group_by(col(Expectation.round_id))
    )
    return dict(session.exec(query).all())


def owed_expectations(
    session: Session, since: date, until: date, plan_id: int | None = None
) -> list[Owed]:
    """What is still owed of what was due since one day in rounds that open until another."""
    latest, verdicts = latest_reports(), latest_reviews()
    query = (
        select(  # type: ignore[call-overload]
            Expectation.id,
            Expectation.agency_id,
            Expectation.due_on,
            Round.opens_on,
            Plan.ladder,
        )
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(Plan, col(Round.plan_id) == Plan.id)
        .join(latest, latest.c.expectation_id == Expectation.id, isouter=True)
        .join(verdicts, verdicts.c.report_id == latest.c.report_id, isouter=True)
        .join(Review, col(Review.id) == verdicts.c.review_id, isouter=True)
        .where(
            col(Expectation.ended_at).is_(None),
            col(Expectation.due_on) >= since,
            col(Round.opens_on) <= until,
            or_(latest.c.report_id.is_(None), col(Review.accepted).is_(False)),
        )
        .order_by(col(Expectation.id))
    )
    if plan_id is not None:
        query = query.where(Round.plan_id == plan_id)
    return [
        Owed(key, agency_id, due_on, opens_on, tuple(ladder or ()))
        for key, agency_id, due_on, opens_on, ladder in session.exec(query)
    ]


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
    item_id, ended = col(Expectation.item_id), col(Expectation.ended_at)
    kind = item_id.is_(None) if general else item_id.is_not(None)
    ours = and_(col(Expectation.round_id) == round_.id, kind)
    is_wanted = _is_among(wanted, general=general)
    connection = session.connection()
    connection.execute(
        update(Expectation)
        .where(ours, ended.is_(None), ~is_wanted, ~_is_reported())
        .values(ended_at=now)
    )
    back = or_(is_wanted, _is_reported())  # a report may come while its expectation ends
    connection.execute(
        update(Expectation).where(ours, ended.is_not(None), back).values(ended_at=None)
    )
    return _insert_missing(session, round_, wanted, now, due_on, general=general)


def _wanted(
    session: Session, plan: Plan, tier: str, year: int, on: date
) -> Iterator[tuple[Subquery, bool]]:
    """(agency_id, item_id) of every report the round expects, and whether they are general.

    Who leads an active task or answers for an indicator reports on it; who only coordinates owes
    one general report, without an item; and so does the coordinator in its own round.
    """
    if tier == Tier.COORDINATOR:
        yield _general(col(Agency.id) == coordinator_on(session, plan, on)), True
        return
    active = _active_assignments(plan, year, on)
    leads = active.where(Assignment.role == Role.LEAD)
    helps = active.where(Assignment.role == Role.COORDINATING)
    yield leads.subquery(), False
    of_leads, of_helps = leads.subquery(), helps.subquery()
    agency_id = col(Agency.id)
    only_helps = and_(
        agency_id.in_(select(of_helps.c.agency_id)), ~agency_id.in_(select(of_leads.c.agency_id))
    )
    yield _general(only_helps), True


def _general(which: ColumnElement[bool]) -> Subquery:
    no_item = cast(null(), Integer).label("item_id")
    return select(col(Agency.id).label("agency_id"), no_item).where(which).subquery()


def _is_active(plan: Plan, year: int) -> tuple[ColumnElement[bool], ...]:
    """A year left open by the decision ("every year", "after …") shuts nothing out."""
    first_year = func.coalesce(col(Item.start_year), plan.issued_on.year)
    return (
        col(Item.plan_id) == plan.id,
        col(Item.kind).in_([ItemKind.TASK, ItemKind.INDICATOR]),
        col(Item.ended_at).is_(None),
        or_(col(Item.start_year).is_(None), col(Item.start_year) <= year),
        or_(col(Item.end_year).is_(None), col(Item.end_year) >= year),
        or_(col(Item.recurrence) != EVERY_TWO_YEARS, (year - first_year) % 2 == 0),
    )


def _active_assignments(plan: Plan, year: int, on: date) -> Any:
    return (
        select(col(Assignment.agency_id), col(Assignment.item_id))
        .join(Item, col(Assignment.item_id) == Item.id)
        .where(
            *_is_active(plan, year),
            col(Assignment.valid_from) <= on,
            or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) >= on),
        )
    )


def _is_reported() -> ColumnElement[bool]:
    return (
        select(literal(1))
        .where(
            col(Report.expectation_id) == col(Expectation.id), col(Report.withdrawn_at).is_(None)
        )
        .exists()
    )


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
    return session.connection().execute(statement.on_conflict_do_nothing()).rowcount
