"""Plan folder → rows, within the caller's transaction; the same folder again changes nothing."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from storage import audit, lazy
from storage.importing.folder.codes import long_code
from storage.importing.folder.model import BadPlanFolder, PlanFolder, PlanHead, RuleEntry
from storage.importing.folder.validation import check
from storage.models import Every, Item, Plan, Rule
from storage.plans.loading.agency_rows import load_agencies, load_groups, load_succession
from storage.plans.loading.assignments import load_assignments, lock_plans
from storage.plans.loading.commune_rows import load_communes
from storage.plans.loading.item_history import keep_versions
from storage.plans.loading.item_rows import item_rows
from storage.plans.loading.kept_rows import kept_of, with_amendments
from storage.plans.loading.merged_offices import join_offices, unclear_offices
from storage.plans.loading.upsert import Change, Values, assign, end, upsert

_HEAD = ("code", "decision", "issued_on", "title", "province", "issuer", "period", "coordinator")
_OF_LOADING = "3"  # moves where the same folder makes other rows than before: it is read once more
_ORDER = ("position", "source_line")  # move with every row that is put in above


@dataclass(frozen=True)
class LoadResult:
    """What loading changed. `assignments` counts those added, changed and ended in its wake."""

    plan: Plan
    changes: tuple[Change, ...] = ()
    assignments: tuple[int, int, int] = (0, 0, 0)
    kept: tuple[str, ...] = ()  # codes of later documents' rows that the folder has no place for

    @property
    def added(self) -> int:
        return self._count("added") + self.assignments[0]

    @property
    def changed(self) -> int:
        return self._count("changed") + self.assignments[1]

    @property
    def ended(self) -> int:
        return self._count("ended") + self.assignments[2]

    @property
    def is_new(self) -> bool:
        return any(one.kind == "plan" and one.what == "added" for one in self.changes)

    @property
    def anything(self) -> bool:
        return bool(self.added or self.changed or self.ended)

    def _count(self, what: str) -> int:
        return sum(change.what == what for change in self.changes)


def load_plan(session: Session, folder: PlanFolder, now: datetime) -> LoadResult:
    """Add, change and end rows until they say what the folder says; nothing is ever deleted.

    `now` in the province's zone: an assignment that left the folder ends on the day before.
    Raises BadPlanFolder, before anything is written, when the folder contradicts itself.
    """
    lock_plans(session, folder.head.province)
    plan = session.exec(select(Plan).where(Plan.code == folder.head.code)).first()
    folder = with_amendments(session, plan, folder) if plan else folder
    check(folder)
    content_hash = content_hash_of(folder)
    if plan is not None:
        _refuse_another(plan, folder.head)
    changes: list[Change] = []
    if plan is None or plan.content_hash != content_hash:
        plan, changes = _load_head(session, plan, folder)
        changes += load_agencies(session, plan, folder)
        load_communes(session, plan)
        changes += load_succession(session, plan, folder, now)
        join_offices(session, plan)
        changes += load_groups(session, plan, folder)
        changes += _load_items(session, plan, folder, now)
        changes += _load_rules(session, plan, folder.head.rules, now)
        plan.content_hash = content_hash
    doubts = (*folder.doubts, *unclear_offices(session, plan))
    plan.doubts = [asdict(doubt) for doubt in doubts]
    assignments = _load_assignments(session, plan, now)
    result = LoadResult(plan, tuple(changes), assignments, kept_of(folder.doubts))
    _audit(session, result, now)
    return result


def _refuse_another(plan: Plan, head: PlanHead) -> None:
    """Numbers begin again every year; a corrected day of the same year is the same decision's."""
    if (plan.decision, plan.issued_on.year) == (head.decision, head.issued_on.year):
        return
    raise BadPlanFolder(
        lazy(
            "plan.toml: the code '{plan}' belongs to decision {decision} of {year}, and "
            "this is {other} of {other_year}; give this plan another code, such as "
            "'{proposal}'",
            plan=plan.code,
            decision=plan.decision,
            year=plan.issued_on.year,
            other=head.decision,
            other_year=head.issued_on.year,
            proposal=long_code(head),
        )
    )


def content_hash_of(folder: PlanFolder) -> str:
    """Of everything but the doubts: an answered doubt changes nothing by itself."""
    content = replace(folder, doubts=())
    words = _OF_LOADING + json.dumps(content, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(words.encode()).hexdigest()


def _plain(part: Any) -> Any:
    """The fields of a part of the folder; no copy, as `asdict` makes of every one."""
    return vars(part) if is_dataclass(part) else str(part)


def _load_head(
    session: Session, plan: Plan | None, folder: PlanFolder
) -> tuple[Plan, list[Change]]:
    values: Values = {name: getattr(folder.head, name) for name in _HEAD}
    values["recipients"] = list(folder.head.recipients)
    values["ladder"] = list(folder.head.ladder) or None
    values["completion_days"] = folder.head.completion_days
    values["leader_brief"] = folder.head.leader_brief
    values["closes_after_days"] = folder.head.closes_after_days
    values["office_hours"] = list(folder.head.office_hours) or None
    what, fields = "changed", {}
    if plan is None:
        plan, what = Plan(**values), "added"
    else:
        fields = assign(plan, values)
    session.add(plan)
    session.flush()
    told = what == "added" or bool(fields)
    return plan, [Change(what, "plan", plan.code, fields)] if told else []


def _load_assignments(session: Session, plan: Plan, now: datetime) -> tuple[int, int, int]:
    """Of every plan of the province: what this one knows of an agency holds for all."""
    counts = [
        load_assignments(session, one, now.date()) for one in lock_plans(session, plan.province)
    ]
    added, changed, ended = (sum(column) for column in zip(*counts, strict=True))
    return added, changed, ended


def _load_items(session: Session, plan: Plan, folder: PlanFolder, now: datetime) -> list[Change]:
    present = _items(session, plan)
    wanted: dict[str, Values] = {
        row["code"]: {**row, "plan_id": plan.id, "ended_at": None} for row in item_rows(folder)
    }
    new_values = {"parent_id": None, "added_at": now if present else None}
    changes = upsert(session, Item, present, wanted, new_values=new_values, untold=_ORDER)
    keep_versions(session, present, changes, now)
    changes += end(session, "item", present, wanted, now)
    moved = _set_parents(session, plan, {item.code: item.parent for item in folder.items})
    told = {change.key: change for change in changes}
    for code, parents in moved.items():
        change = told.get(code, Change("changed", "item", code))
        if change.what == "changed":
            told[code] = replace(change, fields={**change.fields, "parent": parents})
    return list(told.values())


def _set_parents(
    session: Session, plan: Plan, parents: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """By code: the old and the new parent of each item that moved."""
    items = _items(session, plan)
    codes = {item.id: code for code, item in items.items()}
    moved = {}
    for code, parent in parents.items():
        before = codes.get(items[code].parent_id, "")
        if before != parent:
            items[code].parent_id = items[parent].id if parent else None
            moved[code] = (before, parent)
    session.flush()
    return moved


def _items(session: Session, plan: Plan) -> dict[str, Item]:
    rows = session.exec(select(Item).where(Item.plan_id == plan.id))
    return {item.code: item for item in rows}


def _load_rules(
    session: Session, plan: Plan, entries: Iterable[RuleEntry], now: datetime
) -> list[Change]:
    rows = list(session.exec(select(Rule).where(Rule.plan_id == plan.id)).all())
    present: dict[str, Rule] = {}
    wanted: dict[str, Values] = {}
    for entry, rule in _matched(list(entries), rows):
        key = _rule_key(entry)
        values = {**asdict(entry), "agencies": list(entry.agencies)}
        wanted[key] = {**values, "plan_id": plan.id, "ended_at": None}
        if rule is not None:
            present[key] = rule
            rows.remove(rule)
    changes = upsert(session, Rule, present, wanted)
    left = {_rule_key(rule): rule for rule in rows}
    return changes + end(session, "rule", left, (), now)


def _day(rule: RuleEntry | Rule) -> tuple[str, int, int, int, tuple[str, ...]]:
    return rule.every, rule.month, rule.day, _only_year(rule), tuple(rule.agencies)


def _only_year(rule: RuleEntry | Rule) -> int:
    """The year of a duty of one time, 0 for all others."""
    return rule.from_year if rule.every == Every.ONCE else 0


def _rule_key(rule: RuleEntry | Rule) -> str:
    often = "" if rule.every == Every.YEAR else f" every {rule.every}"
    often = f" once {rule.from_year}" if _only_year(rule) else often
    alone = f" of {', '.join(rule.agencies)}" if rule.agencies else ""
    return f"{rule.tier} {rule.day:02}/{rule.month:02}{often}{alone}"


def _matched(
    entries: list[RuleEntry], rules: list[Rule]
) -> Iterable[tuple[RuleEntry, Rule | None]]:
    """The row of each duty: of the same day, else with the same words, else the tier's only one;
    of as many that are left, each by its place in the year.

    A corrected day must move the duty's rounds; as a new duty it would be asked for twice.
    """
    tests = (
        lambda entry, rule: rule.ended_at is None and _day(rule) == _day(entry),
        lambda entry, rule: rule.ended_at is None and rule.quote == entry.quote,
        lambda entry, rule: _day(rule) == _day(entry),
        lambda _, rule: rule.ended_at is None,
    )
    found: dict[int, Rule] = {}
    for test in tests:
        for number, entry in enumerate(entries):
            free = [
                rule
                for rule in rules
                if rule.tier == entry.tier and rule not in found.values() and test(entry, rule)
            ]
            if number not in found and len(free) == 1:
                found[number] = free[0]
    found |= _in_order(entries, rules, found)
    return [(entry, found.get(number)) for number, entry in enumerate(entries)]


def _in_order(
    entries: Sequence[RuleEntry], rules: Sequence[Rule], found: Mapping[int, Rule]
) -> dict[int, Rule]:
    """ "Trước ngày 15/6 và 15/12" that became "trước ngày 20/6 và 20/12"."""
    paired: dict[int, Rule] = {}
    left = [one for one in rules if one.ended_at is None and one not in found.values()]
    for kind in {(one.tier, one.every) for one in left}:
        theirs = [one for one in left if (one.tier, one.every) == kind]
        numbers = [
            number
            for number, entry in enumerate(entries)
            if number not in found and (entry.tier, entry.every) == kind
        ]
        if len(numbers) == len(theirs):
            numbers.sort(key=lambda number: (entries[number].month, entries[number].day))
            theirs.sort(key=lambda one: (one.month, one.day))
            paired |= dict(zip(numbers, theirs, strict=True))
    return paired


def _audit(session: Session, result: LoadResult, now: datetime) -> None:
    if result.anything:
        counts = {name: getattr(result, name) for name in ("added", "changed", "ended")}
        audit.record(session, now, "plan.loaded", result.plan.code, details=counts)
