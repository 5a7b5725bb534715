"""A plan in the database as the plan folder it would be loaded from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sqlmodel import Session, col, select

from storage.importing.folder.model import (
    AgencyEntry,
    Doubt,
    GroupEntry,
    IndicatorEntry,
    ItemEntry,
    PlanFolder,
    PlanHead,
    ProjectEntry,
    RuleEntry,
    SuccessionEntry,
)
from storage.importing.tables.targets import joined
from storage.models import Agency, Group, GroupMember, Item, ItemKind, Plan, Rule, Succession
from storage.plans.known_agencies import agencies_of
from storage.plans.loading.merged_offices import MERGED
from storage.plans.lookup import items_of

_HEAD = ("code", "decision", "issued_on", "title", "province", "period", "coordinator", "issuer")
_RULE = (
    *("tier", "quote", "month", "day", "strict", "who", "to", "from_year", "until_year"),
    *("every", "cut_off"),
)
_ITEM = (
    *("code", "kind", "title", "title_raw", "priority_high", "timeframe_raw", "start_year"),
    *("end_year", "recurrence", "starts_on", "due_on", "due_every", "condition", "lead_raw"),
    *("coordinating_raw", "product_raw", "source_line"),
)
_OTHER_TARGET = re.compile(r"target_(\d{4})_raw")
_ITEM_LISTS = ("topics", "leads", "coordinating", "funding")


def folder_of(session: Session, plan: Plan) -> PlanFolder:
    """Loaded again it changes nothing; spelling mistakes that were seen count as aliases."""
    items = items_of(session, plan)
    agencies = agencies_of(session, plan)
    names = {agency.id: agency.name for agency in agencies}
    projects = [item.details for item in items if item.kind == ItemKind.PROJECT]
    return PlanFolder(
        head=_head(session, plan, projects),
        items=tuple(_items(items)),
        indicators=tuple(_indicator(item) for item in items if item.kind == ItemKind.INDICATOR),
        projects=tuple(_project(item) for item in items if item.kind == ItemKind.PROJECT),
        agencies=tuple(_agency(agency) for agency in agencies),
        groups=tuple(_groups(session, plan, names)),
        succession=tuple(_steps(session, plan, names)),
        doubts=tuple(Doubt(**doubt) for doubt in plan.doubts),
    )


def _head(session: Session, plan: Plan, projects: Iterable[Mapping[str, Any]]) -> PlanHead:
    rules = session.exec(
        select(Rule)
        .where(Rule.plan_id == plan.id, col(Rule.ended_at).is_(None))
        .order_by(col(Rule.id))
    )
    return PlanHead(
        **{name: getattr(plan, name) for name in _HEAD},
        recipients=tuple(plan.recipients),
        rules=tuple(_rule(rule) for rule in rules),
        project_groups={one["group"]: one["group_title"] for one in projects if one["group_title"]},
        ladder=tuple(plan.ladder or ()),
        office_hours=tuple(plan.office_hours or ()),
        completion_days=plan.completion_days,
        closes_after_days=plan.closes_after_days,
        leader_brief=plan.leader_brief,
    )


def _rule(rule: Rule) -> RuleEntry:
    values = {name: getattr(rule, name) for name in _RULE}
    return RuleEntry(**values, agencies=tuple(rule.agencies))


def _items(items: Iterable[Item]) -> Iterable[ItemEntry]:
    rows = [item for item in items if item.kind in (ItemKind.HEADING, ItemKind.TASK)]
    codes = {item.id: item.code for item in rows}
    for item in rows:
        values: dict[str, Any] = {name: getattr(item, name) for name in _ITEM}
        values |= {name: tuple(getattr(item, name)) for name in _ITEM_LISTS}
        values |= {"parent": codes.get(item.parent_id, ""), "notes": item.details.get("notes", "")}
        yield ItemEntry(**values)


def _indicator(item: Item) -> IndicatorEntry:
    columns = {one.name for one in fields(IndicatorEntry)}
    own = {name: value for name, value in item.details.items() if name in columns}
    others = [
        (int(year[1]), words)
        for name, words in item.details.items()
        if (year := _OTHER_TARGET.fullmatch(name)) and name not in columns
    ]
    return IndicatorEntry(**own, other_targets=joined(others), source_line=item.source_line)


def _project(item: Item) -> ProjectEntry:
    details = {name: value for name, value in item.details.items() if name != "group_title"}
    return ProjectEntry(**details, source_line=item.source_line)


def _agency(agency: Agency) -> AgencyEntry:
    return AgencyEntry(
        name=agency.name,
        kind=agency.kind,
        aliases=tuple(agency.aliases),
        valid_from=agency.valid_from,
        valid_until=agency.valid_until,
    )


def _groups(session: Session, plan: Plan, names: Mapping[int | None, str]) -> Iterable[GroupEntry]:
    members: dict[str, list[str]] = {}
    query = (
        select(Group.phrase, GroupMember.agency_id)
        .join(GroupMember, col(GroupMember.group_id) == Group.id, isouter=True)
        .where(Group.plan_id == plan.id)
        .order_by(col(Group.id), col(GroupMember.agency_id))
    )
    for phrase, agency_id in session.exec(query):
        members.setdefault(phrase, []).extend([names[agency_id]] if agency_id else [])
    return (GroupEntry(phrase, tuple(named)) for phrase, named in members.items())


def _steps(
    session: Session, plan: Plan, names: Mapping[int | None, str]
) -> Iterable[SuccessionEntry]:
    query = (
        select(Succession)
        .where(
            Succession.plan_id == plan.id,
            Succession.source != MERGED,  # no folder's own
            col(Succession.ended_at).is_(None),
        )
        .order_by(col(Succession.id))
    )
    for step in session.exec(query):
        yield SuccessionEntry(
            from_agency=names[step.from_id],
            to_agency=names[step.to_id] if step.to_id else "",
            on=step.on,
            scope=step.scope,
            source=step.source,
            confirmed=step.confirmed,
        )
