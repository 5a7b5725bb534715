"""Reads the rows of a task table into items, and files what a person should confirm."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from storage.importing.agency_book import AgencyBook
from storage.importing.cells import (
    parentheses_balanced,
    read_funding,
    read_timeframe,
    read_title,
)
from storage.importing.codes import Placed, place
from storage.importing.document import Row
from storage.importing.folder import Doubt, ItemEntry
from storage.importing.tables import Column, Grid

_TITLE_HINTS = (
    (
        re.compile(
            r"sau \d+ ngày|sau khi|khi có quy định|trên cơ sở hướng dẫn|theo hướng dẫn", re.I
        ),
        "the title holds a condition that the time frame does not show",
        "ask for it after the condition is met; the years of the cell stand",
    ),
    (
        re.compile(r"(sơ kết|tổng kết)[^.]* năm \d{4}", re.I),
        "the title names years of a review",
        "open rounds of their own for these reviews",
    ),
    (
        re.compile(r"^Ban hành Kế hoạch hành động"),
        "this looks fulfilled by the decision itself",
        "let the lead report it as completed",
    ),
)


@dataclass(frozen=True)
class Tasks:
    items: tuple[ItemEntry, ...]
    doubts: tuple[Doubt, ...]


def read_tasks(grid: Grid, book: AgencyBook, issued_year: int) -> Tasks:
    """Every row that has a code becomes an item; a row without one becomes a doubt."""
    rows = [row for row in grid.rows if grid.text(row, Column.CODE)]
    placed = place(grid.text(row, Column.CODE) for row in rows)
    items = [_item(grid, row, at, book) for row, at in zip(rows, placed, strict=True)]
    doubts = [_uncoded(row) for row in grid.rows if not grid.text(row, Column.CODE)]
    for item, at in zip(items, placed, strict=True):
        doubts += _doubts(item, at, issued_year)
    doubts += [
        doubt for row, at in zip(rows, placed, strict=True) for doubt in _cells(grid, row, at)
    ]
    return Tasks(tuple(items), tuple(doubts))


def _item(grid: Grid, row: Row, at: Placed, book: AgencyBook) -> ItemEntry:
    raw = grid.text(row, Column.TITLE)
    lead_raw, coordinating_raw = (
        grid.text(row, column) for column in (Column.LEAD, Column.COORDINATING)
    )
    title, time = read_title(raw), read_timeframe(grid.text(row, Column.TIMEFRAME))
    where = _at(at.code, "", "", "", line=row.line)
    leads = book.read(lead_raw, replace(where, field="leads"))
    return ItemEntry(
        code=at.code,
        parent=at.parent,
        kind="task" if lead_raw else "heading",
        title=title.text,
        title_raw=raw,
        priority_high=title.priority_high,
        topics=title.topics,
        timeframe_raw=grid.text(row, Column.TIMEFRAME),
        start_year=time.start_year,
        end_year=time.end_year,
        recurrence=time.recurrence,
        condition=time.condition,
        lead_raw=lead_raw,
        leads=leads,
        coordinating_raw=coordinating_raw,
        coordinating=book.read(coordinating_raw, replace(where, field="coordinating")),
        funding=read_funding(grid.text(row, Column.FUNDING))[0],
        product_raw=grid.text(row, Column.PRODUCT),
        source_line=row.line,
    )


def _doubts(item: ItemEntry, at: Placed, issued_year: int) -> Iterator[Doubt]:
    def doubt(field: str, seen: str, reason: str, proposal: str) -> Doubt:
        return _at(item.code, field, seen, reason, proposal, item.source_line)

    yield from _time_doubts(item, issued_year)
    if at.problem:
        yield doubt("code", at.code, at.problem, "compare with the printed decision")
    if read_title(item.title_raw).torn:
        marker = item.title_raw[len(item.title) :].strip()
        yield doubt("topics", marker, "a comma is missing in the marker", ", ".join(item.topics))
    for pattern, reason, proposal in _TITLE_HINTS:
        if match := pattern.search(item.title_raw):
            yield doubt("title", match.group(), reason, proposal)
    for field, text in (("title_raw", item.title_raw), ("product_raw", item.product_raw)):
        if not parentheses_balanced(text):
            reason = "a parenthesis is open: the rest may be torn off"
            yield doubt(field, text[-40:], reason, "compare with the printed decision")


def _time_doubts(item: ItemEntry, issued_year: int) -> Iterator[Doubt]:
    def doubt(field: str, reason: str, proposal: str) -> Doubt:
        return _at(item.code, field, item.timeframe_raw, reason, proposal, item.source_line)

    time = read_timeframe(item.timeframe_raw)
    if not time.read or (item.kind == "task" and not item.timeframe_raw):
        reason = "this is no year, range, recurrence or condition"
        yield doubt("timeframe_raw", reason, "ask every year until the years are known")
    if time.condition:
        reason = "the years are not known before the condition is met"
        yield doubt("condition", reason, "ask every year whether it is met")
    if time.start_year and time.start_year < issued_year:
        reason = "it begins before the decision was issued"
        yield doubt("start_year", reason, "keep the printed years")


def _cells(grid: Grid, row: Row, at: Placed) -> Iterator[Doubt]:
    funding = grid.text(row, Column.FUNDING)
    sources, sure = read_funding(funding)
    if not sure:
        reason = "a source stands twice, or is no numeral"
        yield _at(at.code, "funding", funding, reason, ", ".join(sources), row.line)
    note = grid.text(row, Column.NOTE)
    if note:
        reason = "the note column has no place in items.csv"
        yield _at(at.code, "note", note, reason, "add it to the title if it matters", row.line)


def _uncoded(row: Row) -> Doubt:
    seen = " | ".join(row.cells)
    reason = "a row without a code in the task table; it is not in items.csv"
    return _at("", "", seen, reason, "add it by hand if it is a task", row.line)


def _at(
    code: str, field: str, seen: str, reason: str, proposal: str = "", line: int | None = None
) -> Doubt:
    return Doubt("items.csv", code, field, seen, reason, proposal, line)
