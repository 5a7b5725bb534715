"""Whom the changes of a plan concern: the agencies of the rows that are new, changed or struck."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from storage.models import Assignment, Item, ItemKind, Plan, Role
from storage.plans.loading.upsert import Change


@dataclass(frozen=True)
class TouchedRow:
    """A task of an agency that was "added", "changed" or "ended", or is no longer its own ("left").

    `fields`: old and new values by column; `role` is what the agency is, or was, for it.
    """

    item: Item
    what: str
    role: str
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


def touched_rows(
    session: Session, plan: Plan, changes: Iterable[Change], today: date
) -> dict[int, list[TouchedRow]]:
    """By agency, in the plan's order; who leads a row is not named as coordinating, too."""
    by_code = {change.key: change for change in changes if change.kind == "item"}
    found: dict[int, dict[int, TouchedRow]] = {}
    for held, item in session.exec(_held(plan, list(by_code), today)):
        change, item_id = by_code[item.code], item.id or 0
        ends = held.valid_until is not None and held.valid_until < today
        what = "left" if ends and item.ended_at is None else change.what
        row = TouchedRow(item, what, held.role, change.fields)
        theirs = found.setdefault(held.agency_id, {})
        if item_id not in theirs or theirs[item_id].what == "left" or held.role == Role.LEAD:
            theirs[item_id] = row
    return {agency_id: list(rows.values()) for agency_id, rows in found.items()}


def _held(plan: Plan, codes: list[str], today: date) -> Any:
    """Who holds a row today, or held it until yesterday, by the plan's own change."""
    goes_on = or_(col(Assignment.valid_until).is_(None), col(Assignment.valid_until) >= today)
    ended = and_(col(Assignment.valid_until) == today - timedelta(days=1), ~col(Assignment.in_plan))
    return (
        select(Assignment, Item)
        .join(Item, col(Item.id) == Assignment.item_id)
        .where(
            Item.plan_id == plan.id,
            Item.kind == ItemKind.TASK,
            col(Item.code).in_(codes),
            col(Assignment.valid_from) <= today,
            or_(goes_on, ended),
        )
        .order_by(col(Item.position), col(Assignment.id))
    )
