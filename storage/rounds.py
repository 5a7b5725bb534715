"""Rules and rounds."""

from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.inserting import insert_if_new
from storage.models import Expectation, Plan, Round, Rule


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


def rounds_due(session: Session, start: date, end: date, plan: Plan | None = None) -> list[Round]:
    """The opened rounds due from that day to that day, of one plan or of all."""
    query = (
        select(Round)
        .where(col(Round.due_on) >= start, col(Round.due_on) <= end)
        .order_by(col(Round.due_on), col(Round.id))
    )
    if plan is not None:
        query = query.where(Round.plan_id == plan.id)
    return list(session.exec(query))


def rounds_by_rule(session: Session, since: date) -> list[tuple[Round, Rule, Plan]]:
    """The opened rounds due since that day, with the rule as it is now, ended or not."""
    query = (
        select(Round, Rule, Plan)
        .join(Rule, col(Round.rule_id) == Rule.id)
        .join(Plan, col(Round.plan_id) == Plan.id)
        .where(col(Round.due_on) >= since)
        .order_by(col(Round.id))
    )
    return list(session.exec(query).all())


def insert_round(session: Session, row: Round) -> bool:
    """Insert the round of a rule, a year and a part once; False when it is there already."""
    return insert_if_new(session, Round, row.model_dump(exclude={"id"}))


def lock_round(session: Session, rule_id: int, year: int, part: int) -> Round:
    """The round of a rule; on PostgreSQL a second opener waits here for the first."""
    query = (
        select(Round)
        .where(Round.rule_id == rule_id, Round.year == year, Round.part == part)
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
