"""Who answers for which item: lists of names and phrases spread out to single agencies."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import insert
from sqlmodel import Session, col, select

from storage.models import Agency, Assignment, Group, GroupMember, Item, Plan, Role

Key = tuple[int, int, str]  # item, agency, role
Wanted = dict[Key, str]  # → the words it came through


def wanted_assignments(session: Session, plan: Plan) -> Wanted:
    """What the lists of the plan's items come to, as they stand in the database now."""
    items = session.exec(
        select(Item).where(Item.plan_id == plan.id, col(Item.ended_at).is_(None))
    ).all()
    agencies = session.exec(
        select(Agency.name, Agency.id).where(Agency.province == plan.province)
    ).all()
    members: dict[str, list[int]] = {name: [key or 0] for name, key in agencies}
    members.update(_groups(session, plan))
    wanted: Wanted = {}
    for item in items:
        item_id = item.id or 0
        leads = _spread(item.leads, members)
        wanted |= {(item_id, agency, Role.LEAD): phrase for agency, phrase in leads.items()}
        for agency, phrase in _spread(item.coordinating, members).items():
            if agency not in leads:  # who leads already is not asked to coordinate as well
                wanted[item_id, agency, Role.COORDINATING] = phrase
    return wanted


def load_assignments(
    session: Session, plan: Plan, before: Mapping[Key, str], today: date
) -> tuple[int, int, int]:
    """Change only what the folder changed since `before`; (added, changed, ended)."""
    wanted = wanted_assignments(session, plan)
    added = {key: phrase for key, phrase in wanted.items() if key not in before}
    reworded = {key: wanted[key] for key in wanted if before.get(key, wanted[key]) != wanted[key]}
    gone = before.keys() - wanted.keys()
    rows = _rows(session, plan)
    changed = ended = 0
    for row in rows:
        key = (row.item_id, row.agency_id, row.role)
        if key in reworded and row.valid_until is None:
            row.phrase, changed = reworded[key], changed + 1
        if key in gone and row.valid_until is None:
            row.valid_until, ended = today - timedelta(days=1), ended + 1
        if key in added and row.valid_from == plan.issued_on:
            row.valid_until, row.phrase, changed = None, added.pop(key), changed + 1
    session.flush()
    _insert(session, plan, added)
    return len(added), changed, ended


def _rows(session: Session, plan: Plan) -> list[Assignment]:
    query = (
        select(Assignment)
        .join(Item, col(Assignment.item_id) == Item.id)
        .where(Item.plan_id == plan.id)
    )
    return list(session.exec(query).all())


def _insert(session: Session, plan: Plan, added: Mapping[Key, str]) -> None:
    rows = [
        {
            "item_id": item,
            "agency_id": agency,
            "role": role,
            "phrase": phrase,
            "valid_from": plan.issued_on,
            "valid_until": None,
        }
        for (item, agency, role), phrase in added.items()
    ]
    if rows:
        session.connection().execute(insert(Assignment), rows)


def _groups(session: Session, plan: Plan) -> dict[str, list[int]]:
    groups = session.exec(select(Group.phrase).where(Group.plan_id == plan.id)).all()
    members: dict[str, list[int]] = {phrase: [] for phrase in groups}
    query = (
        select(Group.phrase, GroupMember.agency_id)
        .join(GroupMember, col(GroupMember.group_id) == Group.id)
        .where(Group.plan_id == plan.id)
        .order_by(col(GroupMember.agency_id))
    )
    for phrase, agency_id in session.exec(query):
        members[phrase].append(agency_id)
    return members


def _spread(names: Iterable[str], members: Mapping[str, list[int]]) -> dict[int, str]:
    """Agency → words; an agency named itself keeps its own name before any group's phrase."""
    spread: dict[int, str] = {}
    for name in sorted(names, key=lambda name: len(members[name]) != 1):
        for agency in members[name]:
            spread.setdefault(agency, name)
    return spread
