"""Rows of an amending document against those of the plan: which is meant, and what it changes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from storage import lazy
from storage.importing.folder.model import Doubt, ItemEntry
from storage.names import fold
from storage.plans.loading.amended import ItemChange, What, added_row, differences

SAME, NEAR = 92, 60  # of 100: the same title; the same row with its title changed
_STRUCK = re.compile(
    r"^\W*(?:bãi bỏ|bỏ(?= nhiệm vụ)|h[uủ][ỷy] bỏ|đề nghị bỏ)\b(?:\s+nhiệm vụ\b)?[\s:]*", re.I
)
# By the cell as printed: the columns that are read from it
_READ_FROM = {
    "title_raw": ("title_raw", "title", "priority_high", "topics"),
    "timeframe_raw": (
        *("timeframe_raw", "start_year", "end_year", "recurrence"),
        *("starts_on", "due_on", "due_every", "condition"),
    ),
    "lead_raw": ("lead_raw", "leads"),
    "coordinating_raw": ("coordinating_raw", "coordinating"),
    "product_raw": ("product_raw",),
}


@dataclass(frozen=True)
class Matched:
    changes: tuple[ItemChange, ...]
    doubts: tuple[Doubt, ...]


def match_rows(rows: Sequence[ItemEntry], plan: Sequence[ItemEntry]) -> Matched:
    """What each row of the document's table changes in the plan; new rows get a free code."""
    changes: list[ItemChange] = []
    doubts: list[Doubt] = []
    codes = {item.code for item in plan}
    headings = {
        row.code: _heading(row, plan)
        for row in rows
        if row.kind == "heading" and not _STRUCK.search(row.title_raw)
    }
    for row in rows:
        struck = _STRUCK.search(row.title_raw) or _STRUCK.search(row.product_raw)
        if row.kind == "heading" and not struck:
            continue
        meant = _meant(row, plan)
        if meant is None and row.kind == "heading":
            doubts.append(_not_found(row))
        elif meant is None:
            for change, doubt in _added(row, rows, headings, codes):
                changes.append(change)
                doubts += [doubt] if doubt else []
        elif struck:
            changes.append(ItemChange(What.STRUCK, meant.code))
        elif cells := replaced_cells(meant, row):
            changes.append(ItemChange(What.CHANGED, meant.code, cells))
    return Matched(tuple(changes), tuple(doubts))


def replaced_cells(before: ItemEntry, after: ItemEntry) -> dict[str, str]:
    """What the filled cells of the later row say otherwise, and all that is read from them."""
    names = [
        name
        for raw, columns in _READ_FROM.items()
        if getattr(after, raw) and fold(getattr(after, raw)) != fold(getattr(before, raw))
        for name in columns
    ]
    return differences(before, after, names)


def _meant(row: ItemEntry, plan: Sequence[ItemEntry]) -> ItemEntry | None:
    """The row of the same code and nearly the same words, else the only one of the same words."""
    tasks = [item for item in plan if item.kind == "task"]
    of_code = next((item for item in tasks if item.code == row.code), None)
    words = _words(row)
    if of_code is not None and (not words or _alike(words, of_code) >= NEAR):
        return of_code
    same = [item for item in tasks if words and _alike(words, item) >= SAME]
    return same[0] if len(same) == 1 else None


def _words(row: ItemEntry) -> str:
    return fold(_STRUCK.sub("", row.title))


def _alike(words: str, item: ItemEntry) -> float:
    return fuzz.ratio(words, fold(item.title))


def _heading(row: ItemEntry, plan: Sequence[ItemEntry]) -> str | None:
    """The plan's heading of the same words, else of the same code; None for a new one."""
    headings = [item for item in plan if item.kind == "heading"]
    words = _words(row)
    same = [item.code for item in headings if _alike(words, item) >= SAME]
    if len(same) == 1:
        return same[0]
    return next((i.code for i in headings if i.code == row.code and _alike(words, i) >= NEAR), None)


def _added(
    row: ItemEntry, rows: Iterable[ItemEntry], headings: dict[str, str | None], codes: set[str]
) -> Iterator[tuple[ItemChange, Doubt | None]]:
    """The row, and before it the heading it stands under where the plan has none."""
    if row.parent and headings.get(row.parent, "") is None:
        heading = next(one for one in rows if one.code == row.parent)
        placed = _placed(heading, "", codes)
        headings[row.parent] = placed.code
        yield added_row(placed), None
    parent = headings.get(row.parent) or (row.parent if row.parent in codes else "")
    placed = _placed(row, parent, codes)
    doubt = None if placed.code == row.code else _renumbered(row, placed)
    yield added_row(placed), doubt


def _placed(row: ItemEntry, parent: str, codes: set[str]) -> ItemEntry:
    """With its own code where it is free and fits, else with the next number there."""
    code = row.code
    if code in codes or (parent and not code.startswith(f"{parent}.")):
        code = _next(parent, codes)
    codes.add(code)
    return replace(row, code=code, parent=parent)


def _next(parent: str, codes: Iterable[str]) -> str:
    before = f"{parent}." if parent else ""
    tails = (code[len(before) :] for code in codes if code.startswith(before))
    last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    return f"{before}{last + 1}"


def _not_found(row: ItemEntry) -> Doubt:
    reason = lazy("this strikes a row that is not in the plan")
    proposal = lazy("make this change in the plan's folder")
    return Doubt("items.csv", row.code, "", row.title_raw, reason, proposal, row.source_line)


def _renumbered(row: ItemEntry, placed: ItemEntry) -> Doubt:
    reason = lazy("the number {code} of the new row is taken in the plan", code=row.code)
    proposal = lazy("it becomes {code}; look whether it stands in its place", code=placed.code)
    return Doubt("items.csv", placed.code, "code", row.title, reason, proposal, row.source_line)
