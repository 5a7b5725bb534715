"""What later documents change: rows as in items.csv, applied to a plan folder."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from storage import lazy
from storage.importing.folder.cells import cells_of, entry_of, values_of
from storage.importing.folder.model import (
    AgencyEntry,
    BadPlanFolder,
    GroupEntry,
    ItemEntry,
    PlanFolder,
    RuleEntry,
)


class What(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    STRUCK = "struck"
    DUTIES = "duties"  # no row, but the reporting duties of one sentence


@dataclass(frozen=True)
class ItemChange:
    """`cells` by column of items.csv: of an added row all that are filled, of a changed one those
    that are replaced. An added row stands behind all others of its parent. Of duties see
    `duties_changed`."""

    what: What
    code: str
    cells: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return {"what": self.what.value, "code": self.code, "cells": dict(self.cells)}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "ItemChange":
        return cls(What(plain["what"]), plain["code"], plain["cells"])


def amended(
    folder: PlanFolder,
    changes: Iterable[ItemChange],
    agencies: Sequence[AgencyEntry] = (),
    groups: Sequence[GroupEntry] = (),
    struck: Collection[str] = (),
) -> PlanFolder:
    """The folder as the document makes it; the same once more changes nothing.

    `struck`: what all documents of the plan have struck. A new row whose heading is none of it, and
    is not there, stands at the plan's end.

    `agencies` and `groups` are those that its rows name and the plan does not know. A change of
    what a later document has struck since has nothing to change; see `check` for a new one.
    """
    items, rules = list(folder.items), list(folder.head.rules)
    for change in changes:
        match change.what:
            case What.ADDED:
                items = _add(items, change, struck)
            case What.CHANGED:
                items = _change(items, change)
            case What.STRUCK:
                items = _strike(items, change)
            case What.DUTIES:
                rules = _with_duties(rules, change)
    return replace(
        folder,
        head=replace(folder.head, rules=tuple(rules)),
        items=tuple(items),
        agencies=(*folder.agencies, *_unknown(agencies, folder.agencies, "name")),
        groups=(*folder.groups, *_unknown(groups, folder.groups, "phrase")),
    )


def check(folder: PlanFolder, changes: Iterable[ItemChange]) -> None:
    """Raises BadPlanFolder where a change names a row that the plan does not have."""
    codes = {item.code for item in folder.items}
    for change in changes:
        if change.what is What.DUTIES:
            continue
        if change.what != What.ADDED and change.code not in codes:
            raise BadPlanFolder(
                lazy(
                    "the row {code} that is to be {what} is not in the plan; correct its "
                    "code, or add it as a new row",
                    code=change.code,
                    what=change.what,
                )
            )
        parent = change.cells.get("parent", "")
        if parent and parent not in codes:
            raise BadPlanFolder(
                lazy(
                    "the row {code} is to stand below {parent}, which the plan does not have;"
                    " add that row first, or give another parent",
                    code=change.code,
                    parent=parent,
                )
            )
        codes.add(change.code)


def differences(before: ItemEntry, after: ItemEntry, names: Iterable[str]) -> dict[str, str]:
    """The cells of those columns in which the rows differ, as the later one has them."""
    old, new = cells_of(before), cells_of(after)
    return {name: new[name] for name in names if new[name] != old[name]}


def added_row(entry: ItemEntry) -> ItemChange:
    cells = {name: cell for name, cell in cells_of(entry).items() if cell}
    return ItemChange(What.ADDED, entry.code, cells)


def duties_changed(instead_of: str, rules: Sequence[RuleEntry]) -> ItemChange:
    """`instead_of`: the sentence whose duties these replace; empty: they are new."""
    cells = {"instead_of": instead_of, "rules": json.dumps([asdict(rule) for rule in rules])}
    return ItemChange(What.DUTIES, "", cells)


def _with_duties(rules: Sequence[RuleEntry], change: ItemChange) -> list[RuleEntry]:
    new = [
        RuleEntry(**{**one, "agencies": tuple(one["agencies"])})
        for one in json.loads(change.cells["rules"])
    ]
    old = change.cells["instead_of"]
    at = next((n for n, rule in enumerate(rules) if rule.quote == old), len(rules))
    before, behind = rules[:at], rules[at:]
    kept = [
        [rule for rule in part if rule.quote != old and rule not in new]
        for part in (before, behind)
    ]
    return [*kept[0], *new, *kept[1]]


def struck_codes(changes: Iterable[ItemChange]) -> Collection[str]:
    """Those that a document struck and none has brought again since."""
    struck: set[str] = set()
    for change in changes:
        if change.what == What.STRUCK:
            struck.add(change.code)
        elif change.what == What.ADDED:
            struck.discard(change.code)
    return struck


def _add(items: list[ItemEntry], change: ItemChange, struck: Collection[str]) -> list[ItemEntry]:
    entry = entry_of(ItemEntry, change.cells)
    codes = {item.code for item in items}
    if change.code in codes:
        return _change(items, change)
    if entry.parent and entry.parent not in codes:
        if any(f"{entry.parent}.".startswith(f"{code}.") for code in struck):
            return items  # struck with its heading
        entry = replace(entry, parent="")
    at = _end_of(items, entry.parent)
    return [*items[:at], entry, *items[at:]]


def _end_of(items: Sequence[ItemEntry], parent: str) -> int:
    """Where the rows below `parent` end; at the very end where there is none."""
    family = _family(items, parent) if parent else set()
    return max((at for at, item in enumerate(items, 1) if item.code in family), default=len(items))


def _change(items: list[ItemEntry], change: ItemChange) -> list[ItemEntry]:
    values = values_of(ItemEntry, change.cells)
    if values.get("parent") not in {"", *(item.code for item in items)}:
        values.pop("parent", None)  # that heading has left the plan: it stands where it is
    return [replace(item, **values) if item.code == change.code else item for item in items]


def _strike(items: list[ItemEntry], change: ItemChange) -> list[ItemEntry]:
    """With the rows below it."""
    gone = _family(items, change.code)
    return [item for item in items if item.code not in gone]


def _family(items: Sequence[ItemEntry], code: str) -> set[str]:
    family = {code}
    for item in items:  # a parent stands above its children
        if item.parent in family:
            family.add(item.code)
    return family


def _unknown(given: Sequence[Any], known: Sequence[Any], name: str) -> list[Any]:
    names = {getattr(one, name) for one in known}
    return [one for one in given if getattr(one, name) not in names]
