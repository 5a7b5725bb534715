"""The rows of a plan as they read at an instant in the past."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from storage.models import Item, ItemVersion, Plan
from storage.plans.loading.item_history import restored


def items_as_of(session: Session, plan: Plan, as_of: datetime) -> list[Item]:
    """In the plan's order, each with the words of then; not to be written back.

    A row that was moved since stands where it stands now.
    """
    rows = session.exec(
        select(Item).where(Item.plan_id == plan.id).order_by(col(Item.position))
    ).all()
    replaced = _replaced_since(session, rows, as_of)
    then = [Item(**{**row.model_dump(), **replaced.get(row.id or 0, {})}) for row in rows]
    return [item for item in then if _was_there(item, as_of)]


@dataclass(frozen=True)
class ChangedItem:
    """What an item said until an instant, and what instead from then on, by column."""

    at: datetime
    fields: Mapping[str, tuple[Any, Any]]


def changes_of_item(session: Session, item: Item) -> list[ChangedItem]:
    """The newest first."""
    query = select(ItemVersion).where(ItemVersion.item_id == item.id)
    behind = item.model_dump()
    found = []
    for version in session.exec(query.order_by(col(ItemVersion.id).desc())):
        before = restored(version.replaced)
        fields = {name: (value, behind.get(name)) for name, value in before.items()}
        found.append(ChangedItem(version.until_at, fields))
        behind |= before
    return found


def changed_days(session: Session, plan: Plan, most: int) -> list[tuple[datetime, int]]:
    """When rows of the plan were changed, and how many at that instant, the newest first."""
    query = (
        select(ItemVersion.until_at, func.count())
        .join(Item, col(Item.id) == ItemVersion.item_id)
        .where(Item.plan_id == plan.id)
        .group_by(col(ItemVersion.until_at))
        .order_by(col(ItemVersion.until_at).desc())
        .limit(most)
    )
    return [(at, count) for at, count in session.exec(query)]


def _was_there(item: Item, as_of: datetime) -> bool:
    came = item.added_at is None or item.added_at <= as_of
    return came and (item.ended_at is None or item.ended_at > as_of)


def _replaced_since(
    session: Session, rows: Iterable[Item], as_of: datetime
) -> dict[int, dict[str, Any]]:
    """By item: the values that stood then, where they were replaced since; the oldest win."""
    query = (
        select(ItemVersion)
        .where(
            col(ItemVersion.item_id).in_([row.id for row in rows]),
            col(ItemVersion.until_at) > as_of,
        )
        .order_by(col(ItemVersion.id).desc())
    )
    found: dict[int, dict[str, Any]] = {}
    for version in session.exec(query):
        found.setdefault(version.item_id, {}).update(restored(version.replaced))
    return found
