"""Plan folder → rows, within the caller's transaction; the same folder again changes nothing."""

import hashlib
import json
from collections.abc import Hashable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col, select

from storage.importing.assignments import load_assignments, wanted_assignments
from storage.importing.folder import PlanFolder
from storage.importing.folder_checking import check
from storage.importing.item_rows import item_rows
from storage.models import Agency, AuditEntry, Group, GroupMember, Item, Plan, Rule

RowT = TypeVar("RowT", bound=SQLModel)
Values = dict[str, Any]
_HEAD = ("code", "decision", "issued_on", "title", "province", "period", "coordinator")


@dataclass(frozen=True)
class LoadResult:
    """Counts rows of every kind together: plan, agencies, groups, items, assignments, rules."""

    plan: Plan
    added: int = 0
    changed: int = 0
    ended: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.added or self.changed or self.ended)

    def plus(self, counts: tuple[int, int, int]) -> "LoadResult":
        added, changed, ended = counts
        return replace(
            self,
            added=self.added + added,
            changed=self.changed + changed,
            ended=self.ended + ended,
        )


def load_plan(session: Session, folder: PlanFolder, now: datetime) -> LoadResult:
    """Add, change and end rows until they say what the folder says; nothing is ever deleted.

    `now` in the province's zone: what left the folder is ended on the day before. An assignment
    that did not change in the folder is left alone, whatever was decided about it since.
    Raises BadPlanFolder, before anything is written, when the folder contradicts itself.
    """
    check(folder)
    content_hash = content_hash_of(folder)
    plan = session.exec(select(Plan).where(Plan.code == folder.head.code)).first()
    if plan is not None and plan.content_hash == content_hash:
        return LoadResult(plan)
    before = wanted_assignments(session, plan) if plan is not None else {}
    result = _load_head(session, plan, folder, content_hash)
    plan = result.plan
    result = result.plus(_load_agencies(session, folder))
    result = result.plus(_load_groups(session, plan, folder))
    result = result.plus(_load_items(session, plan, folder, now))
    result = result.plus(_load_rules(session, plan, folder, now))
    result = result.plus(load_assignments(session, plan, before, now.date()))
    _audit(session, result, now)
    return result


def content_hash_of(folder: PlanFolder) -> str:
    """Of everything that is loaded; doubts and successions are for people and other commands."""
    content = asdict(replace(folder, doubts=(), succession=()))
    words = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()


def _load_head(
    session: Session, plan: Plan | None, folder: PlanFolder, content_hash: str
) -> LoadResult:
    values: Values = {name: getattr(folder.head, name) for name in _HEAD}
    values["recipients"] = list(folder.head.recipients)
    added = plan is None
    plan = plan or Plan(**values)
    changed = _assign(plan, values)
    plan.content_hash = content_hash
    session.add(plan)
    session.flush()
    return LoadResult(plan, added=int(added), changed=int(changed))


def _load_agencies(session: Session, folder: PlanFolder) -> tuple[int, int, int]:
    province = folder.head.province
    wanted: dict[Hashable, Values] = {
        agency.name: {
            "province": province,
            "name": agency.name,
            "kind": agency.kind,
            "aliases": list(dict.fromkeys([*agency.aliases, *agency.typos_seen])),
            "valid_from": agency.valid_from,
            "valid_until": agency.valid_until,
        }
        for agency in folder.agencies
    }
    present = session.exec(select(Agency).where(Agency.province == province)).all()
    extra = {"office_phone": ""}
    return _upsert(session, Agency, {agency.name: agency for agency in present}, wanted, extra)


def _load_groups(session: Session, plan: Plan, folder: PlanFolder) -> tuple[int, int, int]:
    """Groups stay when their phrase goes, without members: assignments may still quote them."""
    present = session.exec(select(Group).where(Group.plan_id == plan.id)).all()
    wanted: dict[Hashable, Values] = {
        group.phrase: {"plan_id": plan.id, "phrase": group.phrase} for group in folder.groups
    }
    present_by = {group.phrase: group for group in present}
    added, changed, _ = _upsert(session, Group, present_by, wanted)
    group_ids = _ids(session, Group.phrase, Group.id, Group.plan_id == plan.id)
    agency_ids = _ids(session, Agency.name, Agency.id, Agency.province == plan.province)
    members = {
        (group_ids[group.phrase], agency_ids[name])
        for group in folder.groups
        for name in group.members
    }
    joined, left = _members(session, set(group_ids.values()), members)
    return added + joined, changed, left


def _members(
    session: Session, group_ids: set[int], wanted: set[tuple[int, int]]
) -> tuple[int, int]:
    query = select(GroupMember).where(col(GroupMember.group_id).in_(group_ids))
    present = {(member.group_id, member.agency_id): member for member in session.exec(query)}
    gone = present.keys() - wanted
    for key in gone:
        session.delete(present[key])
    new = sorted(wanted - present.keys())
    if new:
        rows = [{"group_id": group, "agency_id": agency} for group, agency in new]
        session.connection().execute(insert(GroupMember), rows)
    session.flush()
    return len(new), len(gone)


def _load_items(
    session: Session, plan: Plan, folder: PlanFolder, now: datetime
) -> tuple[int, int, int]:
    present = {item.code: item for item in _items(session, plan)}
    wanted: dict[Hashable, Values] = {
        row["code"]: {**row, "plan_id": plan.id, "ended_at": None} for row in item_rows(folder)
    }
    counts = _upsert(session, Item, present, wanted, {"parent_id": None})
    ended = _end(session, present, wanted, now)
    _set_parents(session, plan, {item.code: item.parent for item in folder.items})
    return counts[0], counts[1], ended


def _set_parents(session: Session, plan: Plan, parents: Mapping[str, str]) -> None:
    items = {item.code: item for item in _items(session, plan)}
    for code, parent in parents.items():
        items[code].parent_id = items[parent].id if parent else None
    session.flush()


def _items(session: Session, plan: Plan) -> list[Item]:
    return list(session.exec(select(Item).where(Item.plan_id == plan.id)).all())


def _load_rules(
    session: Session, plan: Plan, folder: PlanFolder, now: datetime
) -> tuple[int, int, int]:
    rows = session.exec(select(Rule).where(Rule.plan_id == plan.id)).all()
    present = {(rule.tier, rule.month, rule.day): rule for rule in rows}
    wanted: dict[Hashable, Values] = {
        (rule.tier, rule.month, rule.day): {**asdict(rule), "plan_id": plan.id, "ended_at": None}
        for rule in folder.head.rules
    }
    counts = _upsert(session, Rule, present, wanted)
    return counts[0], counts[1], _end(session, present, wanted, now)


def _upsert(
    session: Session,
    model: type[RowT],
    present: Mapping[Any, RowT],
    wanted: Mapping[Hashable, Values],
    new_values: Values | None = None,
) -> tuple[int, int, int]:
    """Insert what is not there in one statement, change what differs; (added, changed, 0)."""
    new = [{**values, **(new_values or {})} for key, values in wanted.items() if key not in present]
    changed = sum(_assign(present[key], values) for key, values in wanted.items() if key in present)
    session.flush()
    if new:
        session.connection().execute(insert(model), new)
    return len(new), changed, 0


def _assign(row: SQLModel, values: Values) -> bool:
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _end(
    session: Session,
    present: Mapping[Any, Item] | Mapping[Any, Rule],
    wanted: Mapping[Hashable, Values],
    now: datetime,
) -> int:
    gone = [row for key, row in present.items() if key not in wanted and row.ended_at is None]
    for row in gone:
        row.ended_at = now
    session.flush()
    return len(gone)


def _ids(session: Session, name: Any, key: Any, where: Any) -> dict[str, int]:
    return dict(session.exec(select(name, key).where(where)).all())


def _audit(session: Session, result: LoadResult, now: datetime) -> None:
    if result.anything:
        counts = {name: getattr(result, name) for name in ("added", "changed", "ended")}
        session.add(
            AuditEntry(at=now, action="plan.loaded", subject=result.plan.code, details=counts)
        )
