"""Reads the rows of a task table into items, and files what a person should confirm."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from storage import lazy
from storage.importing.agencies.registry import AgencyBook
from storage.importing.document import Row
from storage.importing.folder.model import Doubt, ItemEntry
from storage.importing.tables.codes.hierarchy import Placed
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.grids.columns import Column
from storage.importing.tables.tasks.agencies import Offices, read_offices
from storage.importing.tables.tasks.cells import (
    parentheses_balanced,
    read_funding,
    read_priority,
    read_title,
    read_topics,
)
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.missing import missing_leads, missing_times
from storage.importing.tables.tasks.rows import TaskRow, read_rows
from storage.importing.tables.tasks.time_cells import TaskTime, read_times, time_doubts
from storage.importing.tables.tasks.timeframes import PlanPeriod
from storage.importing.tables.tasks.year_columns import time_headings
from storage.names import fold

_REVIEW = r"(?:sơ kết|tổng kết)[^.,;]* năm \d{4}"
_TITLE_HINTS = (
    (
        re.compile(
            r"(?:sau \d+ ngày|sau khi|khi có quy định)\b(?:(?![,;)]|\.\s).){0,80}(?<!\s)(?!\w)",
            re.I,
        ),
        lazy("the title holds a condition that the time frame does not show"),
        lazy("ask for it after the condition is met; the years of the cell stand"),
    ),
    (
        re.compile(rf"{_REVIEW}(?:, {_REVIEW})*", re.I),
        lazy("the title names years of a review"),
        lazy("open rounds of their own for these reviews"),
    ),
    (
        re.compile(r"^Ban hành Kế hoạch hành động"),
        lazy("this looks fulfilled by the decision itself"),
        lazy("let the lead report it as completed"),
    ),
    (
        re.compile(r"^Phối hợp với"),
        lazy("the title speaks of coordinating, and the row has a lead"),
        lazy("confirm who leads"),
    ),
)
NO_HEADINGS: Mapping[int, str] = {}
_A_BREATH = 10  # letters between two names that are listed together


@dataclass(frozen=True)
class Tasks:
    items: tuple[ItemEntry, ...]
    doubts: tuple[Doubt, ...]


def read_grids(
    grids: Sequence[Grid], book: AgencyBook, period: PlanPeriod, prose: Collection[int] = ()
) -> Tasks:
    """The tables of tasks as one, with the times that stand above their columns."""
    return read_tasks(join_grids(grids), book, period, time_headings(grids), prose)


def read_tasks(
    grid: Grid,
    book: AgencyBook,
    period: PlanPeriod,
    headings: Mapping[int, str] = NO_HEADINGS,
    prose: Collection[int] = (),
) -> Tasks:
    """Every row that has a code or a lead becomes an item, any other a doubt.

    `headings` gives the title above the time of the row that has this line; `prose` the lines of
    rows that are paragraphs: a number that is missing between them is one that gives no task.
    """
    read = read_rows(grid)
    times = read_times(grid, read.rows, period, headings)
    items: list[ItemEntry] = []
    doubts = [
        _at(one.code, "", one.seen, one.reason, one.proposal, one.line) for one in read.remarks
    ]
    for task, time in zip(read.rows, times, strict=True):
        above = next((item for item in reversed(items) if item.lead_raw), None)
        items.append(_item(grid, task, read_offices(grid, task, book, above), time))
    for item, task, time in zip(items, read.rows, times, strict=True):
        doubts += time_doubts(time, period, _at(item.code, "", "", "", line=item.source_line))
        doubts += _doubts(
            item, replace(task.at, problem="") if item.source_line in prose else task.at
        )
    doubts += [*missing_leads(items), *missing_times(grid, items)]
    for task in read.rows:
        doubts += _cells(grid, task.row, task.at)
    return Tasks(tuple(items), tuple(doubts))


def _item(grid: Grid, task: TaskRow, agencies: Offices, printed: TaskTime) -> ItemEntry:
    def text(column: Column) -> str:
        return grid.text(task.row, column)

    title, time = read_title(text(Column.TITLE)), printed.time
    return ItemEntry(
        code=task.at.code,
        parent=task.at.parent,
        kind="task" if text(Column.LEAD) else "heading",
        title=title.text,
        title_raw=text(Column.TITLE),
        priority_high=title.priority_high or bool(read_priority(text(Column.PRIORITY))),
        topics=title.topics or read_topics(text(Column.TOPICS)) or (),
        timeframe_raw=printed.raw,
        start_year=time.start_year,
        end_year=time.end_year,
        recurrence=time.recurrence,
        starts_on=time.starts_on,
        due_on=time.due_on,
        due_every=str(time.due_every),
        condition=time.condition,
        lead_raw=text(Column.LEAD),
        leads=agencies.leads,
        coordinating_raw=text(Column.COORDINATING),
        coordinating=agencies.coordinating,
        funding=read_funding(text(Column.FUNDING))[0],
        product_raw=text(Column.PRODUCT),
        source_line=task.row.line,
        notes=text(Column.REST),
    )


def _doubts(item: ItemEntry, at: Placed) -> Iterator[Doubt]:
    def doubt(field: str, seen: str, reason: str, proposal: str) -> Doubt:
        return _at(item.code, field, seen, reason, proposal, item.source_line)

    if at.problem:
        yield doubt("code", at.code, at.problem, lazy("compare with the printed decision"))
    if read_title(item.title_raw).torn:
        marker = item.title_raw[len(item.title) :].strip()
        yield doubt(
            "topics", marker, lazy("a comma is missing in the marker"), ", ".join(item.topics)
        )
    for pattern, reason, proposal in _TITLE_HINTS:
        if match := pattern.search(item.title_raw):
            yield doubt("title", match.group(), reason, proposal)
    for field, text in (("title_raw", item.title_raw), ("product_raw", item.product_raw)):
        if not parentheses_balanced(text):
            reason = lazy("a parenthesis is open: the rest may be torn off")
            yield doubt(field, text[-40:], reason, lazy("compare with the printed decision"))
    yield from _office_doubts(item)


def _office_doubts(item: ItemEntry) -> Iterator[Doubt]:
    def doubt(field: str, seen: str, reason: str, proposal: str) -> Doubt:
        return _at(item.code, field, seen, reason, proposal, item.source_line)

    named = _named_apart(item.leads, item.title)
    if named:
        reason = lazy("several lead, and the title shares the work out among them")
        yield doubt("leads", "; ".join(named), reason, lazy("each is asked for the whole row"))
    twice = [name for name in item.leads if name in item.coordinating]
    if twice:
        reason = lazy("the same party leads and coordinates")
        yield doubt("coordinating", "; ".join(twice), reason, lazy("it is asked as lead only"))
    if item.lead_raw and not item.leads:
        reason = lazy("no agency is read from the cell, so nobody is asked")
        yield doubt("leads", item.lead_raw, reason, lazy("write the agency's proper name"))


def _named_apart(names: Iterable[str], title: str) -> list[str]:
    """The names in a title that does not list them in one breath; none if it does."""
    folded = fold(title)
    found = sorted((folded.find(fold(name)), name) for name in names)
    places = [(at, at + len(fold(name))) for at, name in found if at >= 0]
    gaps = [after - end for (_, end), (after, _) in pairwise(places)]
    return [name for at, name in found if at >= 0] if any(gap > _A_BREATH for gap in gaps) else []


def _cells(grid: Grid, row: Row, at: Placed) -> Iterator[Doubt]:
    def doubt(field: str, seen: str, reason: str, proposal: str) -> Doubt:
        return _at(at.code, field, seen, reason, proposal, row.line)

    funding = grid.text(row, Column.FUNDING)
    sources, sure = read_funding(funding)
    if not sure:
        yield doubt("funding", funding, lazy("a source stands twice"), ", ".join(sources))
    priority, topics = grid.text(row, Column.PRIORITY), grid.text(row, Column.TOPICS)
    if read_priority(priority) is None:
        yield doubt(
            "priority_high", priority, lazy("this is no degree of priority"), lazy("not high")
        )
    if read_topics(topics) is None:
        yield doubt("topics", topics, lazy("these are no letters of topics"), lazy("none"))


def _at(
    code: str, field: str, seen: str, reason: str, proposal: str = "", line: int | None = None
) -> Doubt:
    return Doubt("items.csv", code, field, seen, reason, proposal, line)
