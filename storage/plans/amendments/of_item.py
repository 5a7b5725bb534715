"""What has become of one row of a plan: by which document, who answers for it, its days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage.models import (
    Agency,
    Amendment,
    Expectation,
    Extension,
    Item,
    ItemVersion,
    Person,
    Plan,
    Reassignment,
)
from storage.plans.amendments.making import amendments_of
from storage.plans.loading.item_history import restored


class Became(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    BACK = "back"  # it had left the plan
    REASSIGNED = "reassigned"
    EXTENDED = "extended"


@dataclass(frozen=True)
class ItemEvent:
    """`document`: the amending one, or the letter that gave the task. `fields`: old and new values
    by column. `agencies`: who answers since then, in place of `printed`, whom the plan names; or
    who may report later, until `on`. `by`: who decided it."""

    at: datetime
    what: Became
    document: Amendment | None = None
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    printed: str = ""
    agencies: tuple[str, ...] = ()
    on: date | None = None
    by: str = ""


def events_of_item(session: Session, plan: Plan, item: Item, as_of: datetime) -> list[ItemEvent]:
    """Until that instant, the newest first."""
    documents = [one for one in amendments_of(session, plan) if _names(one, item.code)]
    found = [
        *_added(item, documents),
        *_changed(session, item, documents),
        *_reassigned(session, item),
        *_extended(session, item),
    ]
    return sorted((one for one in found if one.at <= as_of), key=lambda one: one.at, reverse=True)


def _names(document: Amendment, code: str) -> bool:
    return any(change["code"] == code for change in document.changes)


def _added(item: Item, documents: Sequence[Amendment]) -> list[ItemEvent]:
    if item.added_at is None:
        return []
    by = next((one for one in documents if _adds(one, item.code)), None)
    return [ItemEvent(item.added_at, Became.ADDED, by)]


def _adds(document: Amendment, code: str) -> bool:
    return any(one["code"] == code and one["what"] == "added" for one in document.changes)


def _changed(session: Session, item: Item, documents: Sequence[Amendment]) -> list[ItemEvent]:
    """Backwards: what a version held was replaced by what the next one, or the row itself, holds"""
    query = select(ItemVersion).where(ItemVersion.item_id == item.id)
    after = item.model_dump()
    made = {one.made_at: one for one in documents}
    found = _left(item.ended_at, made)
    for version in session.exec(query.order_by(col(ItemVersion.id).desc())):
        before = restored(version.replaced)
        fields = {name: (old, after.get(name)) for name, old in before.items()}
        what = Became.BACK if before.get("ended_at") else Became.CHANGED
        found.append(ItemEvent(version.until_at, what, made.get(version.until_at), fields))
        found += _left(before.get("ended_at"), made)
        after |= before
    return found


def _left(at: datetime | None, made: Mapping[datetime, Amendment]) -> list[ItemEvent]:
    """Of a row that has left the plan no version is kept: it says what it said."""
    return [ItemEvent(at, Became.ENDED, made.get(at))] if at is not None else []


def _reassigned(session: Session, item: Item) -> list[ItemEvent]:
    """A choice of several agencies is several rows of one instant."""
    printed: Any = aliased(Agency)
    query: Any = (
        select(Reassignment, printed.name, Agency.name, Person.full_name)
        .join(printed, printed.id == Reassignment.printed_id)
        .join(Agency, col(Agency.id) == Reassignment.agency_id)
        .join(Person, col(Person.id) == Reassignment.decided_by_id)
        .where(Reassignment.item_id == item.id)
        .order_by(col(Reassignment.id))
    )
    chosen: dict[tuple[datetime, str], ItemEvent] = {}
    for row, named, agency, by in session.exec(query):
        key = (row.decided_at, named)
        before = chosen[key].agencies if key in chosen else ()
        chosen[key] = ItemEvent(
            row.decided_at,
            Became.REASSIGNED,
            printed=named,
            agencies=(*before, agency),
            on=row.valid_from,
            by=by,
        )
    return list(chosen.values())


def _extended(session: Session, item: Item) -> list[ItemEvent]:
    query: Any = (
        select(Extension, Agency.name, Person.full_name)
        .join(Expectation, col(Expectation.id) == Extension.expectation_id)
        .join(Agency, col(Agency.id) == Expectation.agency_id)
        .join(Person, col(Person.id) == Extension.decided_by_id, isouter=True)
        .where(Expectation.item_id == item.id, col(Extension.granted_until).is_not(None))
    )
    return [
        ItemEvent(
            row.decided_at,
            Became.EXTENDED,
            fields={"due_on": (row.due_on, row.granted_until)},
            agencies=(agency,),
            on=row.granted_until,
            by=by or "",
        )
        for row, agency, by in session.exec(query)
        if row.decided_at is not None
    ]
