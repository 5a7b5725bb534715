"""Plans in the database: finding a plan, and the whole of it as one document."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storage.models import Item, ItemKind, Plan, Rule

_HEAD = ("code", "decision", "title", "province", "period", "coordinator", "recipients")
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


def items_as_of(session: Session, plan: Plan, as_of: datetime) -> list[Item]:
    """Every row of the decision in its order, headings too, that had not left the plan by then."""
    query = (
        select(Item)
        .where(
            Item.plan_id == plan.id,
            or_(col(Item.ended_at).is_(None), col(Item.ended_at) > as_of),
        )
        .order_by(col(Item.position))
    )
    return list(session.exec(query))


def plan_document(session: Session, plan: Plan) -> dict[str, Any]:
    """{plan, items, indicators, projects, rules} in plain data, in the decision's order.

    Names are those of agencies.csv and groups.csv; what has left the plan is left out.
    """
    items = session.exec(
        select(Item)
        .where(Item.plan_id == plan.id, col(Item.ended_at).is_(None))
        .order_by(col(Item.position))
    ).all()
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
