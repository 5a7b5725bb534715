"""What was asked for: an item with those below it, by which plan, and in which round last."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from storage.models import Expectation, Item, Plan, Round


def is_under(code: str, above: str) -> bool:
    """Whether an item is the one of that code or stands below it; everything is below nothing."""
    return not above or f"{code}.".startswith(f"{above}.")


def items_under(plan: Plan, code: str) -> list[ColumnElement[bool]]:
    """The same, to be asked of the database: the items of the plan, all of them without a code."""
    of_plan, item_code = col(Item.plan_id) == plan.id, col(Item.code)
    below = or_(item_code == code, item_code.startswith(f"{code}.", autoescape=True))
    return [of_plan, below] if code else [of_plan]


def newest_round_of_item(
    session: Session,
    plan: Plan,
    code: str,
    year: int | None = None,
    of_own: Collection[int] | None = None,
) -> Round | None:
    """The newest round that asks for an item, or for one below it; those asked for ad hoc too.

    `year`: only one that reports on it. `of_own`: only one that asked these very agencies.
    """
    query = (
        select(Round)
        .join(Expectation, col(Expectation.round_id) == Round.id)
        .join(Item, col(Item.id) == Expectation.item_id)
        .where(Round.plan_id == plan.id, *items_under(plan, code))
        .order_by(col(Round.due_on).desc(), col(Round.id).desc())
        .limit(1)
    )
    if year is not None:
        query = query.where(Round.year == year)
    if of_own is not None:
        query = query.where(col(Expectation.agency_id).in_(of_own))
    return session.exec(query).first()


def rounds_asking(session: Session, plan: Plan, code: str) -> list[Round]:
    """Those that have ever asked for an item or for one below it, the newest first."""
    asked = (
        select(Expectation.round_id)
        .join(Item, col(Item.id) == Expectation.item_id)
        .where(*items_under(plan, code))
    )
    query = select(Round).where(Round.plan_id == plan.id, col(Round.id).in_(asked))
    return list(session.exec(query.order_by(col(Round.due_on).desc(), col(Round.id).desc())))


def plans_asking(
    session: Session, agency_ids: Collection[int], but: Collection[int]
) -> dict[int, Plan]:
    """By id the plans, but for those, that have ever asked these agencies for anything."""
    if not agency_ids:
        return {}
    asking = (
        select(Round.plan_id)
        .join(Expectation, col(Expectation.round_id) == Round.id)
        .where(col(Expectation.agency_id).in_(agency_ids))
    )
    query = select(Plan).where(col(Plan.id).in_(asking), col(Plan.id).not_in(but))
    return {plan.id or 0: plan for plan in session.exec(query.order_by(col(Plan.id)))}


def items_called(session: Session, plan_ids: Collection[int], code: str) -> dict[int, Item]:
    """By plan the item of that code. Typed without accents, "1.1.1.d" may be "1.1.1.đ"."""
    codes = [code, f"{code[:-1]}đ"] if code.endswith(".d") else [code]
    query = select(Item).where(col(Item.plan_id).in_(plan_ids), col(Item.code).in_(codes))
    found = sorted(session.exec(query), key=lambda one: codes.index(one.code), reverse=True)
    return {one.plan_id: one for one in found}


def codes_beside(session: Session, plan: Plan, code: str) -> list[str]:
    """Three codes under the same heading, those with the nearest number first."""
    above, _, last = code.rpartition(".")
    query = select(Item.code).where(*items_under(plan, above), col(Item.ended_at).is_(None))
    beside = [one for one in session.exec(query) if one.rpartition(".")[0] == above]
    beside.sort(key=lambda one: abs(_number(one.rpartition(".")[2]) - _number(last)))
    return beside[:3]


def _number(last: str) -> int:
    """Letters count in their order, behind every number."""
    return int(last) if last.isdecimal() else ord(last[:1] or " ")
