"""Pairs of tasks that ask nearly the same: proposed by their words, decided by a planner."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage import audit, lazy
from storage.models import (
    Agency,
    Assignment,
    Expectation,
    Item,
    ItemKind,
    Person,
    Plan,
    Report,
    Role,
    TaskPair,
)
from storage.plans.planners import is_planner_of
from storage.reports.shared_answers.likeness import Asked, is_comparable, nearly_alike

Pair = tuple[int, int]  # ids of items, the smaller one first


class BadPair(ValueError):
    """These two cannot be one question; the reason is in it."""


@dataclass(frozen=True)
class PairedTask:
    item_id: int
    code: str
    title: str
    plan: Plan


@dataclass(frozen=True)
class PairView:
    """`agencies`: who answers for both. `is_same` None: nobody has decided yet."""

    one: PairedTask
    other: PairedTask
    agencies: tuple[str, ...]
    is_same: bool | None = None

    @property
    def key(self) -> Pair:
        return self.one.item_id, self.other.item_id


def pair_of(item_id: int, other_id: int) -> Pair:
    return min(item_id, other_id), max(item_id, other_id)


# --- Read -----------------------------------------------------------------------------------------

_LATER: Any = aliased(TaskPair)
_DECIDED: Any = select(TaskPair.item_id, TaskPair.other_id, TaskPair.is_same).where(
    col(TaskPair.item_id).in_(bindparam("items", expanding=True)),
    col(TaskPair.other_id).in_(bindparam("items", expanding=True)),
    ~select(_LATER.id)
    .where(
        _LATER.item_id == TaskPair.item_id,
        _LATER.other_id == TaskPair.other_id,
        _LATER.id > TaskPair.id,
    )
    .correlate(TaskPair)
    .exists(),
)


def decided(session: Session, item_ids: Collection[int]) -> dict[Pair, bool]:
    """The newest word on each pair within these items."""
    rows = session.execute(_DECIDED, {"items": list(item_ids)})
    return {(one, other): is_same for one, other, is_same in rows}


def confirmed(session: Session, item_ids: Collection[int]) -> set[Pair]:
    return {pair for pair, is_same in decided(session, item_ids).items() if is_same}


def pairs_within(session: Session, plans: Iterable[Plan], today: date) -> list[PairView]:
    """Those decided on and those proposed, the nearest first; what was refused is left out."""
    by_id = {plan.id or 0: plan for plan in plans}
    items, asked = _asked(session, list(by_id), today)
    words = decided(session, asked)
    likely = [(one.item_id, other.item_id) for one, other, _ in nearly_alike(asked.values())]
    shown = [pair for pair, is_same in words.items() if is_same]
    shown += [pair for pair in likely if pair not in words]
    together = {pair: asked[pair[0]].agencies & asked[pair[1]].agencies for pair in shown}
    named = frozenset().union(*together.values())
    query = select(Agency.id, Agency.name).where(col(Agency.id).in_(named))
    names = dict(session.exec(query).all())
    tasks = {key: _task(item, by_id) for key, item in items.items()}

    def view(pair: Pair) -> PairView:
        agencies = tuple(sorted(names[key] for key in together[pair]))
        return PairView(tasks[pair[0]], tasks[pair[1]], agencies, words.get(pair))

    return [view(pair) for pair in shown]


def _task(item: Item, plans: dict[int, Plan]) -> PairedTask:
    return PairedTask(item.id or 0, item.code, item.title, plans[item.plan_id])


def _asked(
    session: Session, plan_ids: Collection[int], today: date
) -> tuple[dict[int, Item], dict[int, Asked]]:
    """The tasks and indicators that these plans ask somebody for today."""
    query = select(Item).where(
        col(Item.plan_id).in_(plan_ids),
        col(Item.kind).in_((ItemKind.TASK, ItemKind.INDICATOR)),
        col(Item.ended_at).is_(None),
    )
    items = {item.id or 0: item for item in session.exec(query.order_by(col(Item.position)))}
    leads: dict[int, set[int]] = {}
    for item_id, agency_id in session.exec(_leading(plan_ids, today)):
        leads.setdefault(item_id, set()).add(agency_id)
    return items, {
        key: Asked(
            key,
            item.kind,
            item.title,
            str(item.details.get("unit") or ""),
            frozenset(leads.get(key, ())),
            item.plan_id,
        )
        for key, item in items.items()
    }


def _leading(plan_ids: Collection[int], today: date) -> Any:
    return (
        select(Assignment.item_id, Assignment.agency_id)
        .join(Item, col(Item.id) == Assignment.item_id)
        .where(
            col(Item.plan_id).in_(plan_ids),
            Assignment.role == Role.LEAD,
            col(Assignment.in_plan),
            col(Assignment.valid_from) <= today,
            or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) >= today),
        )
    )


@dataclass(frozen=True)
class Origin:
    """Whose answer was used again."""

    code: str
    decision: str


def origins_of(session: Session, reports: Iterable[Report | None]) -> dict[int, Origin]:
    """By the report that used it; asks nothing where none did."""
    used = {one.id or 0: one.origin_id for one in reports if one and one.origin_id}
    if not used:
        return {}
    query = (
        select(Report.id, Item.code, Plan.decision)
        .join(Expectation, col(Expectation.id) == Report.expectation_id)
        .join(Item, col(Item.id) == Expectation.item_id)
        .join(Plan, col(Plan.id) == Item.plan_id)
        .where(col(Report.id).in_(used.values()))
    )
    named = {key: Origin(code, decision) for key, code, decision in session.exec(query)}
    return {key: named[origin] for key, origin in used.items()}


# --- Written --------------------------------------------------------------------------------------


def decide(
    session: Session,
    item_ids: Pair,
    is_same: bool,
    decided_by: Person | None,
    today: date,
    now: datetime,
) -> TaskPair:
    """Let the answer to one be offered for the other, or let it be so no more. Raises BadPair,
    also for somebody who is no planner of both."""
    pair = pair_of(*item_ids)
    items = [session.get(Item, key) for key in pair]
    if items[0] is None or items[1] is None:
        raise BadPair(lazy("there is no such task"))
    plans = {item.plan_id: session.get_one(Plan, item.plan_id) for item in items if item}
    for plan in plans.values():
        if decided_by is not None and not is_planner_of(session, decided_by.id or 0, plan):
            raise BadPair(f"{decided_by.code} is no planner of {plan.code}")
    if is_same and not _may_be_one(session, pair, plans, today):
        raise BadPair(lazy("no agency answers for both, or their kinds or units differ"))
    if decided(session, pair).get(pair) is is_same:
        raise BadPair(lazy("that was decided already"))
    person_id = decided_by.id if decided_by else None
    row = TaskPair(
        item_id=pair[0], other_id=pair[1], is_same=is_same, decided_at=now, decided_by_id=person_id
    )
    session.add(row)
    tasks = [f"{item.code} ({plans[item.plan_id].decision})" for item in items if item]
    action, details = "tasks.paired" if is_same else "tasks.parted", {"tasks": tasks}
    for plan in plans.values():
        audit.record(session, now, action, f"plan:{plan.code}", person_id, details)
    return row


def _may_be_one(session: Session, pair: Pair, plan_ids: Collection[int], today: date) -> bool:
    _, asked = _asked(session, plan_ids, today)
    one, other = map(asked.get, pair)
    return one is not None and other is not None and is_comparable(one, other)
