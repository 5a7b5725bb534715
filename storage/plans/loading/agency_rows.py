"""Agencies, groups and successions of a plan folder → rows."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select

from storage.importing.folder.model import GroupEntry, PlanFolder
from storage.models import Agency, Group, GroupMember, Plan, Succession
from storage.plans.loading.upsert import Change, Values, end, upsert


def load_agencies(session: Session, plan: Plan, folder: PlanFolder) -> list[Change]:
    """An agency that left the folder stays, and so does a last day this folder does not know:
    other plans of the province may name it."""
    wanted: dict[str, Values] = {
        agency.name: {
            "province": plan.province,
            "name": agency.name,
            "kind": agency.kind,
            "aliases": list(dict.fromkeys([*agency.aliases, *agency.typos_seen])),
            "valid_from": agency.valid_from,
            "valid_until": agency.valid_until,
        }
        for agency in folder.agencies
    }
    present = session.exec(select(Agency).where(Agency.province == plan.province)).all()
    by_name = {agency.name: agency for agency in present}
    for name, values in wanted.items():
        for day in ("valid_from", "valid_until"):
            values[day] = values[day] or getattr(by_name.get(name), day, None)
    return upsert(session, Agency, by_name, wanted, new_values={"office_phone": ""})


def load_succession(
    session: Session, plan: Plan, folder: PlanFolder, now: datetime
) -> list[Change]:
    """The steps that this plan knows become those of its folder."""
    ids = _agency_ids(session, plan)
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
        for row in session.exec(select(Succession).where(Succession.plan_id == plan.id))
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
    ids = _agency_ids(session, plan)
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


def _agency_ids(session: Session, plan: Plan) -> dict[str, int]:
    query = select(Agency.name, Agency.id).where(Agency.province == plan.province)
    return {name: key or 0 for name, key in session.exec(query)}
