"""Plans in the database: finding a plan, and the whole of it as one document."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select

from storage.importing.places.provinces import province_today
from storage.models import Agency, Item, ItemKind, Plan, Rule
from storage.names import fold

_HEAD = (
    *("code", "decision", "title", "province", "issuer", "period", "coordinator"),
    "recipients",
)
_ITEM = (
    *("code", "kind", "title", "title_raw", "priority_high", "topics", "timeframe_raw"),
    *("start_year", "end_year", "recurrence", "starts_on", "due_on", "due_every", "condition"),
    *("lead_raw", "leads"),
    *("coordinating_raw", "coordinating", "funding", "product_raw", "source_line"),
)
_RULE = (
    *("tier", "quote", "every", "month", "day", "strict", "who", "to", "from_year", "until_year"),
    "agencies",
)


def find_plan(session: Session, code: str) -> Plan | None:
    return session.exec(select(Plan).where(Plan.code == code)).first()


def plans(session: Session) -> list[Plan]:
    return list(session.exec(select(Plan).order_by(col(Plan.code))))


def plans_of_province(session: Session, name: str) -> list[Plan]:
    """Those of a province of today, whatever it was made of, or of a former one by its name."""
    wanted = fold(name)
    return [
        one
        for one in plans(session)
        if wanted in (fold(one.province), fold(province_today(one.province)))
    ]


def agencies_by_id(session: Session, ids: Iterable[int]) -> dict[int, Agency]:
    """By one query, however many they are."""
    query = select(Agency).where(col(Agency.id).in_(list(ids)))
    return {one.id or 0: one for one in session.exec(query)}


def agency_names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """By id; of thousands of agencies only the names are read."""
    query = select(Agency.id, Agency.name).where(col(Agency.id).in_(list(ids)))
    return {key or 0: name for key, name in session.exec(query)}


def items_of(session: Session, plan: Plan) -> Sequence[Item]:
    """In the decision's order; what has left the plan is left out."""
    query = (
        select(Item)
        .where(Item.plan_id == plan.id, col(Item.ended_at).is_(None))
        .order_by(col(Item.position))
    )
    return session.exec(query).all()


def themes_of(session: Session, plan: Plan) -> Sequence[Item]:
    """Of `items_of` the headings that stand under no other."""
    query = (
        select(Item)
        .where(
            Item.plan_id == plan.id,
            Item.kind == ItemKind.HEADING,
            col(Item.parent_id).is_(None),
            col(Item.ended_at).is_(None),
        )
        .order_by(col(Item.position))
    )
    return session.exec(query).all()


def plan_document(
    session: Session, plan: Plan, items: Sequence[Item] | None = None
) -> dict[str, Any]:
    """{plan, items, indicators, projects, rules} in plain data, in the decision's order.

    Names are those of agencies.csv and groups.csv. `items`: as they were once, else those of now.
    """
    items = items_of(session, plan) if items is None else items
    rules = session.exec(
        select(Rule)
        .where(Rule.plan_id == plan.id, col(Rule.ended_at).is_(None))
        .order_by(col(Rule.month), col(Rule.day))
    ).all()
    rows = (ItemKind.HEADING, ItemKind.TASK)
    codes = {item.id: item.code for item in items}
    return {
        "plan": _head(plan),
        "items": [
            {"parent": codes.get(item.parent_id, ""), **_chosen(item, _ITEM)}
            for item in items
            if item.kind in rows
        ],
        "indicators": [_detailed(item) for item in items if item.kind == ItemKind.INDICATOR],
        "projects": [_detailed(item) for item in items if item.kind == ItemKind.PROJECT],
        "rules": [_chosen(rule, _RULE) for rule in rules],
    }


def _head(plan: Plan) -> dict[str, Any]:
    return {**_chosen(plan, _HEAD), "issued_on": plan.issued_on.isoformat()}


def _detailed(item: Item) -> dict[str, Any]:
    return {"code": item.code, **item.details, "source_line": item.source_line}


def _chosen(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
