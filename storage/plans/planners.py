"""Who plans what: rights over one plan, or over all of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, or_
from sqlmodel import Session, col, select

from storage.database import remembered
from storage.models import Person, Plan, Right, RightKind
from storage.names import in_order

_RIGHTS: Any = select(Right).where(col(Right.person_id).in_(bindparam("people", expanding=True)))


@remembered
def rights_of(session: Session, person_id: int) -> list[Right]:
    return rights_of_each(session, [person_id])[person_id]


def rights_of_each(session: Session, person_ids: Sequence[int]) -> dict[int, list[Right]]:
    found: dict[int, list[Right]] = {one: [] for one in person_ids}
    for right in session.exec(_RIGHTS, params={"people": person_ids}):
        found[right.person_id].append(right)
    return found


def all_planners(session: Session) -> list[Person]:
    """Everybody who sums a plan up, by name."""
    planning = select(Right.person_id).where(Right.kind == RightKind.PLANNER)
    query = select(Person).where(col(Person.id).in_(planning), col(Person.full_name) != "")
    return sorted(session.exec(query), key=lambda one: in_order(one.full_name))


def is_planner_of(session: Session, person_id: int, plan: Plan) -> bool:
    return any(
        right.kind == RightKind.PLANNER and right.plan_id in (None, plan.id)
        for right in rights_of(session, person_id)
    )


def planners_of(session: Session, plan_id: int) -> list[Person]:
    """Who plans it, in the order they came."""
    query = (
        select(Person)
        .join(Right, col(Right.person_id) == Person.id)
        .where(
            Right.kind == RightKind.PLANNER,
            or_(col(Right.plan_id).is_(None), col(Right.plan_id) == plan_id),
            col(Person.erased_at).is_(None),
        )
        .order_by(col(Person.id))
    )
    return list({person.id: person for person in session.exec(query)}.values())


def leaders_of(session: Session, plan: Plan) -> list[Person]:
    """Who leads its province, and so reads it."""
    theirs = select(Plan.id).where(Plan.province == plan.province)
    query = (
        select(Person)
        .join(Right, col(Right.person_id) == Person.id)
        .where(
            Right.kind == RightKind.PROVINCE_LEADER,
            or_(col(Right.plan_id).is_(None), col(Right.plan_id).in_(theirs)),
            col(Person.erased_at).is_(None),
        )
        .order_by(col(Person.id))
    )
    return list({person.id: person for person in session.exec(query)}.values())


def may_read(session: Session, person_id: int, plan: Plan) -> bool:
    """All of it: whoever sums it up, or leads its province."""
    return is_planner_of(session, person_id, plan) or plan.id in {
        one.id for one in plans_of_leader(session, person_id)
    }


def has_pages(session: Session, person_id: int) -> bool:
    """Whoever has a right has something to look at: a plan, a province, or the service itself."""
    return bool(rights_of(session, person_id))


def administrators(session: Session) -> list[Person]:
    """In the order they came."""
    of_service = select(Right.person_id).where(Right.kind == RightKind.ADMINISTRATOR)
    query = select(Person).where(col(Person.id).in_(of_service), col(Person.erased_at).is_(None))
    return list(session.exec(query.order_by(col(Person.id))))


def plans_of_leader(session: Session, person_id: int) -> list[Plan]:
    """Every plan of the provinces this person leads; a right without a plan covers all of them."""
    kind = RightKind.PROVINCE_LEADER
    rights = [one for one in rights_of(session, person_id) if one.kind == kind]
    if not rights:
        return []
    query = select(Plan).order_by(col(Plan.id))
    if all(one.plan_id is not None for one in rights):
        led = select(Plan.province).where(col(Plan.id).in_([one.plan_id for one in rights]))
        query = query.where(col(Plan.province).in_(led))
    return list(session.exec(query))


def plans_of_planner(session: Session, person_id: int) -> list[Plan]:
    """The plans this person sums up; a right without a plan covers all of them."""
    rights = [r for r in rights_of(session, person_id) if r.kind == RightKind.PLANNER]
    query = select(Plan).order_by(col(Plan.id))
    if all(right.plan_id is not None for right in rights):
        query = query.where(col(Plan.id).in_([right.plan_id for right in rights]))
    return list(session.exec(query))
