"""Agencies, groups and successions of a plan folder → rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, insert, or_
from sqlmodel import Session, col, delete, select

from storage.importing.folder.model import GroupEntry, PlanFolder
from storage.models import Agency, Assignment, Group, GroupMember, Item, Plan, Succession
from storage.plans.known_agencies import Home, agency_ids, home_of
from storage.plans.loading.merged_offices import MERGED
from storage.plans.loading.upsert import Change, Values, end, upsert


def load_agencies(session: Session, plan: Plan, folder: PlanFolder) -> list[Change]:
    """An agency that left the folder stays, and so does a last day this folder does not know:
    other plans of the province may name it."""
    homes = {agency.name: home_of(agency, plan) for agency in folder.agencies}
    by_name = _at_home(session, plan, homes)
    wanted: dict[str, Values] = {
        agency.name: {
            "province": homes[agency.name][0],
            "belongs_to": homes[agency.name][1],
            "name": agency.name,
            "kind": agency.kind,
            "aliases": list(dict.fromkeys([*agency.aliases, *agency.typos_seen])),
            "valid_from": agency.valid_from,
            "valid_until": agency.valid_until,
        }
        for agency in folder.agencies
    }
    for name, values in wanted.items():
        for day in ("valid_from", "valid_until"):
            values[day] = values[day] or getattr(by_name.get(name), day, None)
    return upsert(session, Agency, by_name, wanted, new_values={"office_phone": ""})


def _at_home(session: Session, plan: Plan, homes: Mapping[str, Home]) -> dict[str, Agency]:
    """The rows that are these agencies; one that lies elsewhere moves, unless it is another
    plan's as well."""
    rows = session.exec(select(Agency).where(_lies_in({*homes.values(), (plan.province, "")})))
    by_home = {(one.province, one.belongs_to, one.name): one for one in rows}
    found: dict[str, Agency] = {}
    for name, home in homes.items():
        elsewhere = by_home.get((plan.province, "", name))
        row = by_home.get((*home, name)) or elsewhere
        if row is None or (row is elsewhere and _is_shared(session, plan, row, home)):
            continue
        found[name] = row
    return found


def _lies_in(homes: set[Home]) -> ColumnElement[bool]:
    return or_(
        *(
            and_(col(Agency.province) == one, col(Agency.belongs_to) == within)
            for one, within in homes
        )
    )


def _is_shared(session: Session, plan: Plan, row: Agency, home: Home) -> bool:
    """Another plan has assignments of what within this plan's issuer is an office of its own."""
    if (row.province, row.belongs_to) == home or not home[1]:
        return False
    others = (
        select(Assignment.id)
        .join(Item, col(Assignment.item_id) == Item.id)
        .where(
            or_(col(Assignment.printed_id) == row.id, col(Assignment.agency_id) == row.id),
            Item.plan_id != plan.id,
        )
    )
    return session.exec(others.limit(1)).first() is not None


def load_succession(
    session: Session, plan: Plan, folder: PlanFolder, now: datetime
) -> list[Change]:
    """The steps that this plan knows become those of its folder."""
    ids = agency_ids(session, plan)
    names = {key: name for name, key in ids.items()}
    wanted: dict[tuple[str, str, str], Values] = {
        (step.from_agency, step.to_agency, str(step.on)): {
            "plan_id": plan.id,
            "from_id": ids[step.from_agency],
            "to_id": ids.get(step.to_agency),
            "on": step.on,
            "scope": step.scope,
            "source": step.source,
            "confirmed": step.confirmed,
            "ended_at": None,
        }
        for step in folder.succession
    }
    present = {
        (names[row.from_id], names[row.to_id] if row.to_id else "", str(row.on)): row
        for row in session.exec(
            select(Succession).where(Succession.plan_id == plan.id, Succession.source != MERGED)
        )
    }
    changes = upsert(session, Succession, present, wanted)
    return changes + end(session, "succession", present, wanted, now)


def load_groups(session: Session, plan: Plan, folder: PlanFolder) -> list[Change]:
    """Groups stay when their phrase goes, without members: assignments may still quote them."""
    present = _members(session, plan)
    wanted = {group.phrase: list(group.members) for group in folder.groups}
    new = [{"plan_id": plan.id, "phrase": phrase} for phrase in wanted if phrase not in present]
    if new:
        session.connection().execute(insert(Group), new)
    changes = [Change("added", "group", phrase) for phrase in wanted if phrase not in present]
    for phrase, before in present.items():
        after = wanted.get(phrase, [])
        if set(before) != set(after):
            what = "changed" if phrase in wanted else "ended"
            changes.append(Change(what, "group", phrase, {"members": (before, after)}))
    _set_members(session, plan, {change.key for change in changes}, folder.groups)
    return changes


def _set_members(
    session: Session, plan: Plan, phrases: set[str], entries: Iterable[GroupEntry]
) -> None:
    query = select(Group.phrase, Group.id).where(Group.plan_id == plan.id)
    group_ids = {phrase: key or 0 for phrase, key in session.exec(query) if phrase in phrases}
    session.exec(delete(GroupMember).where(col(GroupMember.group_id).in_(group_ids.values())))
    ids = agency_ids(session, plan)
    rows = [
        {"group_id": group_ids[entry.phrase], "agency_id": ids[name]}
        for entry in entries
        if entry.phrase in group_ids
        for name in entry.members
    ]
    if rows:
        session.connection().execute(insert(GroupMember), rows)


def _members(session: Session, plan: Plan) -> dict[str, list[str]]:
    query = (
        select(Group.phrase, Agency.name)
        .join(GroupMember, col(GroupMember.group_id) == Group.id, isouter=True)
        .join(Agency, col(Agency.id) == GroupMember.agency_id, isouter=True)
        .where(Group.plan_id == plan.id)
        .order_by(col(Agency.id))
    )
    members: dict[str, list[str]] = {}
    for phrase, name in session.exec(query):
        members.setdefault(phrase, []).extend([name] if name else [])
    return members
