"""Items, indicators and projects of a folder as the columns of the item table."""

from collections.abc import Iterator
from typing import Any

from storage.importing.folder.model import IndicatorEntry, ItemEntry, PlanFolder, ProjectEntry
from storage.importing.tables.targets import read_target, years_and_words
from storage.models import ItemKind

_EMPTY: dict[str, Any] = {
    "priority_high": False,
    "topics": [],
    "timeframe_raw": "",
    "start_year": None,
    "end_year": None,
    "recurrence": "",
    "starts_on": None,
    "due_on": None,
    "due_every": "",
    "condition": "",
    "lead_raw": "",
    "leads": [],
    "coordinating_raw": "",
    "coordinating": [],
    "funding": [],
    "product_raw": "",
}


def item_rows(folder: PlanFolder) -> Iterator[dict[str, Any]]:
    """One a row, `position` counting through items, indicators and projects."""
    entries = {item.code: item for item in folder.items}
    rows = [_item(item, entries) for item in folder.items]
    rows += [_indicator(indicator) for indicator in folder.indicators]
    groups = folder.head.project_groups
    rows += [_project(project, groups.get(project.group, "")) for project in folder.projects]
    for position, row in enumerate(rows, 1):
        yield {**row, "position": position}


def _item(item: ItemEntry, entries: dict[str, ItemEntry]) -> dict[str, Any]:
    row = dict(vars(item))
    del row["parent"], row["notes"]
    for name in ("topics", "leads", "coordinating", "funding"):
        row[name] = list(row[name])
    above = _marked_above(item, entries)
    details = {"marker_above": above, "notes": item.notes}
    row["details"] = {name: words for name, words in details.items() if words}
    return row


def _marked_above(item: ItemEntry, entries: dict[str, ItemEntry]) -> str:
    """The closest row above with a marker: markers are not inherited, but worth knowing of."""
    if _marked(item):
        return ""
    parent = entries.get(item.parent)
    while parent is not None and not _marked(parent):
        parent = entries.get(parent.parent)
    return parent.code if parent else ""


def _marked(item: ItemEntry) -> bool:
    return item.priority_high or bool(item.topics)


def _indicator(indicator: IndicatorEntry) -> dict[str, Any]:
    details = dict(vars(indicator))
    del details["source_line"], details["other_targets"]
    for name in ("group", "notes"):
        if not details[name]:
            del details[name]
    for year, words in years_and_words(indicator.other_targets):
        details[f"target_{year}_raw"] = words
        details[f"target_{year}"] = read_target(words)[1]
    return {
        **_EMPTY,
        "code": f"CT.{indicator.code}",
        "kind": ItemKind.INDICATOR.value,
        "title": indicator.name,
        "title_raw": indicator.name,
        "lead_raw": indicator.agency,
        "leads": [name for name in indicator.agency.split(";") if name],
        "details": details,
        "source_line": indicator.source_line,
    }


def _project(project: ProjectEntry, group_title: str) -> dict[str, Any]:
    details = dict(vars(project))
    del details["source_line"]
    return {
        **_EMPTY,
        "code": f"DA.{project.group}.{project.number}" if project.group else f"DA.{project.number}",
        "kind": ItemKind.PROJECT.value,
        "title": project.name,
        "title_raw": project.name,
        "details": {**details, "group_title": group_title},
        "source_line": project.source_line,
    }
