"""Rules, rounds and expectations: what is asked of whom, and what is still owed."""

from collections.abc import Iterable
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
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from storage.messages import insert_if_new
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
    Rule,
    Tier,
)
from storage.reports import latest_reports, latest_reviews
from storage.succession import coordinator_on


@dataclass(frozen=True)
class Owed:
    """An expectation nobody has answered yet, or whose answer was returned.

    `expectation_id` is negative while its round has not been opened and no row exists.
    """

    expectation_id: int
    agency_id: int
    due_on: date
    opens_on: date
    year: int


def live_rules(session: Session, plan_id: int | None = None) -> list[tuple[Rule, Plan]]:
    """The rules that hold, of one plan or of all, always in the same order."""
    query = (
        select(Rule, Plan)
        .join(Plan, col(Rule.plan_id) == Plan.id)
        .where(col(Rule.ended_at).is_(None))
        .order_by(col(Rule.id))
    )
    if plan_id is not None:
        query = query.where(Rule.plan_id == plan_id)
    return list(session.exec(query).all())


def rounds_of(session: Session, plan: Plan, year: int | None = None) -> list[Round]:
    query = select(Round).where(Round.plan_id == plan.id).order_by(col(Round.due_on), col(Round.id))
    if year is not None:
        query = query.where(Round.year == year)
    return list(session.exec(query))


def rounds_by_rule(session: Session, years: Iterable[int]) -> dict[tuple[int, int], Round]:
    """The opened rounds of those years, by (rule_id, year); ad-hoc rounds have no rule."""
    query = select(Round).where(col(Round.rule_id).is_not(None), col(Round.year).in_(list(years)))
    return {(round_.rule_id or 0, round_.year): round_ for round_ in session.exec(query)}


def insert_round(session: Session, row: Round) -> bool:
    """Insert the round of a rule and a year once; False when it is there already."""
    return insert_if_new(session, Round, row.model_dump(exclude={"id"}))


def lock_round(session: Session, rule_id: int, year: int) -> Round:
    """The round of a rule and a year; on PostgreSQL a second opener waits here for the first."""
    query = (
        select(Round)
        .where(Round.rule_id == rule_id, Round.year == year)
        .with_for_update(key_share=True)
    )
    return session.exec(query).one()


def move_round(session: Session, round_: Round, due_on: date) -> None:
    """The rule's day was corrected: what was due with the round moves along, extensions do not."""
    session.execute(
        update(Expectation)
        .where(col(Expectation.round_id) == round_.id, col(Expectation.due_on) == round_.due_on)
        .values(due_on=due_on)
    )
    round_.due_on = due_on


def follow_assignments(session: Session, round_: Round, plan: Plan, on: date, now: datetime) -> int:
    """Make the expectations of the round match the assignments of that day; how many are new.

    What is no longer assigned ends, unless it was reported; what is assigned again comes back.
    """
    wanted = _wanted(session, plan, round_.tier, round_.year, on)
    item_id = col(Expectation.item_id)
    general = item_id.is_(None) if round_.tier == Tier.COORDINATOR else item_id.is_not(None)
    ours = and_(col(Expectation.round_id) == round_.id, general)
    is_wanted = _is_among(wanted, round_.tier)
    ended = col(Expectation.ended_at)
    connection = session.connection()
    connection.execute(
        update(Expectation)
        .where(ours, ended.is_(None), ~is_wanted, ~_is_reported())
        .values(ended_at=now)
    )
    connection.execute(
        update(Expectation).where(ours, ended.is_not(None), is_wanted).values(ended_at=None)
    )
    return _insert_missing(session, round_, wanted, now)


def wanted_agencies(session: Session, plan: Plan, tier: str, year: int, on: date) -> list[int]:
    """The agency of each report a round of that year would expect: one entry a report."""
    wanted = _wanted(session, plan, tier, year, on)
    return [
        agency_id for agency_id, _ in session.exec(select(*wanted.c).distinct().order_by(*wanted.c))
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
    session: Session, years: Iterable[int], plan_id: int | None = None
) -> list[Owed]:
    """What is still owed in the opened rounds of those years, of one plan or of all."""
    latest, verdicts = latest_reports(), latest_reviews()
    query = (
        select(  # type: ignore[call-overload]
            Expectation.id,
            Expectation.agency_id,
            Expectation.due_on,
            Round.opens_on,
            Round.year,
        )
        .join(Round, col(Expectation.round_id) == Round.id)
        .join(latest, latest.c.expectation_id == Expectation.id, isouter=True)
        .join(verdicts, verdicts.c.report_id == latest.c.report_id, isouter=True)
        .join(Review, col(Review.id) == verdicts.c.review_id, isouter=True)
        .where(
            col(Expectation.ended_at).is_(None),
            col(Round.year).in_(list(years)),
            or_(latest.c.report_id.is_(None), col(Review.accepted).is_(False)),
        )
        .order_by(col(Expectation.id))
    )
    if plan_id is not None:
        query = query.where(Round.plan_id == plan_id)
    return [Owed(*row) for row in session.exec(query)]


def _wanted(session: Session, plan: Plan, tier: str, year: int, on: date) -> Subquery:
    """(agency_id, item_id) of every report the round expects, some twice; no item: general."""
    if tier == Tier.COORDINATOR:
        return (
            select(col(Agency.id).label("agency_id"), cast(null(), Integer).label("item_id"))
            .where(Agency.id == coordinator_on(session, plan, on))
            .subquery()
        )
    return (
        select(col(Assignment.agency_id), col(Assignment.item_id))
        .join(Item, col(Assignment.item_id) == Item.id)
        .where(
            Item.plan_id == plan.id,
            Item.kind == ItemKind.TASK,
            col(Item.ended_at).is_(None),
            *_is_active(year),
            Assignment.role == Role.LEAD,
            col(Assignment.valid_from) <= on,
            or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) >= on),
        )
        .subquery()
    )


def _is_active(year: int) -> tuple[ColumnElement[bool], ...]:
    """A year left open by the decision ("every year", "after …") shuts nothing out."""
    return (
        or_(col(Item.start_year).is_(None), col(Item.start_year) <= year),
        or_(col(Item.end_year).is_(None), col(Item.end_year) >= year),
    )


def _is_reported() -> ColumnElement[bool]:
    return (
        select(literal(1))
        .where(
            col(Report.expectation_id) == col(Expectation.id), col(Report.withdrawn_at).is_(None)
        )
        .exists()
    )


def _is_among(wanted: Subquery, tier: str) -> ColumnElement[bool]:
    """The expectation is wanted; as IN, which PostgreSQL hashes even before it has statistics."""
    if tier == Tier.COORDINATOR:
        return col(Expectation.agency_id).in_(select(wanted.c.agency_id))
    key = tuple_(col(Expectation.agency_id), col(Expectation.item_id))
    return key.in_(select(wanted.c.agency_id, wanted.c.item_id))


def _same(wanted: Subquery, tier: str) -> ColumnElement[bool]:
    """The expectation is the wanted one; plain equality, so that the unique index is used."""
    same_agency = col(Expectation.agency_id) == wanted.c.agency_id
    if tier == Tier.COORDINATOR:
        return and_(same_agency, col(Expectation.item_id).is_(None))
    return and_(same_agency, col(Expectation.item_id) == wanted.c.item_id)


def _insert_missing(session: Session, round_: Round, wanted: Subquery, now: datetime) -> int:
    present = (
        select(literal(1))
        .where(Expectation.round_id == round_.id, _same(wanted, round_.tier))
        .exists()
    )
    fixed: list[Any] = [
        literal(round_.id, Integer),
        literal(round_.due_on),
        literal(now, Instant()),
    ]
    missing = select(*wanted.c, *fixed).where(~present).distinct().order_by(*wanted.c)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Expectation).from_select(
        ["agency_id", "item_id", "round_id", "due_on", "created_at"], missing
    )
    return session.connection().execute(statement.on_conflict_do_nothing()).rowcount
