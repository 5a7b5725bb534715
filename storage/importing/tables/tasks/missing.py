"""Finds tasks that say nothing of who leads them, or of when."""

from collections.abc import Iterator, Sequence

from storage import lazy
from storage.importing.folder.model import Doubt, ItemEntry
from storage.importing.tables.grids.classifier import Grid


def missing_leads(items: Sequence[ItemEntry]) -> Iterator[Doubt]:
    """Rows without a lead that are more than headings, with the lead of their group proposed."""
    groups = {item.code: item for item in items}
    parents = {item.parent for item in items}
    led = {item.parent for item in items if item.lead_raw}
    for item in items:
        if item.lead_raw:
            continue
        group = groups.get(item.parent)
        seen = item.coordinating_raw or item.timeframe_raw
        if item.code not in parents:
            seen = seen or item.product_raw or "; ".join(item.funding)
            seen = seen or (item.title if item.parent in led or (group and group.leads) else "")
        if seen:
            proposal = lazy("add the agency that leads")
            if group and group.leads:
                names = "; ".join(group.leads)
                proposal = lazy("the lead of {code}: {names}", code=group.code, names=names)
            reason = lazy("the row has no lead, although it is more than a heading")
            where = ("items.csv", item.code, "leads", seen, reason)
            yield Doubt(*where, proposal, item.source_line)


def missing_times(grid: Grid, items: Sequence[ItemEntry]) -> Iterator[Doubt]:
    """Tasks without a time; those of a table without a column of times are told once."""
    proposal = lazy("ask every year until the years are known")
    told_tables: set[int] = set()
    for item in items:
        if item.kind != "task" or item.timeframe_raw:
            continue
        line = item.source_line
        table = grid.timeless.get(line) if line is not None else None
        if table is None:
            reason = lazy("no time frame is given")
            yield Doubt("items.csv", item.code, "timeframe_raw", "", reason, proposal, line)
        elif table not in told_tables:
            told_tables.add(table)
            reason = lazy("the table has no column of times; its tasks have no time frame")
            yield Doubt("items.csv", item.code, "timeframe_raw", "", reason, proposal, line)
