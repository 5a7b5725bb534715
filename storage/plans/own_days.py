"""The tasks with a last day of their own, and what is asked for them in the rounds of such days."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal, or_, update
from sqlmodel import Session, col, select

from storage.models import Expectation, Item, ItemKind, Plan, Report, Round
from storage.plans.agencies import leads_of

Pair = tuple[int, int]  # agency, item


class TaskDay(NamedTuple):
    """A task's own last day, the first one where it returns; `every` is empty where it does not."""

    plan_id: int
    item_id: int
    due_on: date
    every: str
    starts_on: date | None
    end_year: int | None
    period: str  # of its plan


def task_days(
    session: Session, since: date, until: date, plan_id: int | None = None
) -> list[TaskDay]:
    """Of the plans as they are: those due in these days, and those that return until then."""
    query = _DAYS if plan_id is None else _DAYS.where(Item.plan_id == plan_id)
    rows = session.exec(query, params={"since": since, "until": until})
    return [TaskDay(*row) for row in rows]


_DAYS: Any = (  # built once, as it is asked in every tick
    select(  # type: ignore[call-overload]
        Item.plan_id,
        Item.id,
        Item.due_on,
        Item.due_every,
        Item.starts_on,
        Item.end_year,
        Plan.period,
    )
    .join(Plan, col(Plan.id) == Item.plan_id)
    .where(
        col(Item.due_on) <= bindparam("until"),
        or_(col(Item.due_on) >= bindparam("since"), col(Item.due_every) != ""),
        Item.kind == ItemKind.TASK,
        col(Item.ended_at).is_(None),
    )
    .order_by(col(Item.due_on), col(Item.id))
)


def rounds_of_items(session: Session, since: date) -> dict[tuple[int, date], Round]:
    """By plan and day: the rounds of own days since that one, closed or not."""
    query = select(Round).where(col(Round.of_items), col(Round.due_on) >= since)
    return {(one.plan_id, one.due_on): one for one in session.exec(query.order_by(col(Round.id)))}


def in_order(session: Session, items: Collection[int]) -> list[Item]:
    """These tasks as the plan has them one after another."""
    query = select(Item).where(col(Item.id).in_(items)).order_by(col(Item.position))
    return list(session.exec(query))


def lead_agencies(session: Session, items: Collection[int], on: date) -> set[Pair]:
    """Who leads these tasks on that day."""
    if not items:
        return set()
    led = leads_of(list(items), on)
    return {(agency, item) for agency, item in session.exec(select(led.c.agency_id, led.c.item_id))}


def asked_in(session: Session, round_ids: Collection[int]) -> dict[int, dict[Pair, bool]]:
    """By round: what is expected in it, and whether it was reported."""
    found: dict[int, dict[Pair, bool]] = {key: {} for key in round_ids}
    rows = session.exec(_ASKED, params={"rounds": list(round_ids)}) if round_ids else ()
    for round_id, agency, item, is_reported in rows:
        found[round_id][agency, item] = is_reported
    return found


_REPORTED = (
    select(literal(1))
    .where(Report.expectation_id == Expectation.id, col(Report.withdrawn_at).is_(None))
    .exists()
)
_ASKED: Any = select(
    Expectation.round_id, Expectation.agency_id, Expectation.item_id, _REPORTED
).where(
    col(Expectation.round_id).in_(bindparam("rounds", expanding=True)),
    col(Expectation.ended_at).is_(None),
)


def asked_on(session: Session, since: date) -> set[tuple[int, date]]:
    """The (item, day of its round) that were ever asked for since that day."""
    query: Any = (
        select(col(Expectation.item_id), col(Round.due_on))
        .join(Round, col(Expectation.round_id) == Round.id)
        .where(col(Round.of_items), col(Round.due_on) >= since)
        .distinct()
    )
    return {(item, day) for item, day in session.exec(query)}


def lock(session: Session, round_: Round) -> None:
    """On PostgreSQL a second opener waits here for the first."""
    query = select(Round).where(Round.id == round_.id).with_for_update(key_share=True)
    session.exec(query.execution_options(populate_existing=True)).one()


def note_opening_days(session: Session, round_: Round, opens_on: Mapping[int, date]) -> None:
    """Since when each task is asked for: its round may have opened for another."""
    setting = (
        update(Expectation)
        .where(
            col(Expectation.round_id) == round_.id,
            col(Expectation.item_id) == bindparam("item"),
            col(Expectation.opens_on).is_(None),
        )
        .values(opens_on=bindparam("day"))
    )
    rows = [{"item": item, "day": day} for item, day in opens_on.items()]
    session.connection().execute(setting, rows)
