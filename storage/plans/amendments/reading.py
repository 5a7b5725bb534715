"""Reads an amending document against a plan: its table row by row, its sentences one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storage import lazy
from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import is_central, vocabulary_of
from storage.importing.document import Document, Line
from storage.importing.files.several import read_sources
from storage.importing.folder.model import Doubt, ItemEntry, PlanFolder
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.prose.labelled import task_of
from storage.importing.tables.tasks.cells import read_title
from storage.importing.tables.tasks.items import read_grids, read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod, period_of, read_timeframe
from storage.importing.text.head import read_head
from storage.names import fold
from storage.plans.amendments.duties import reworded_duties
from storage.plans.amendments.making import AmendingDocument
from storage.plans.amendments.matching import match_rows, replaced_cells
from storage.plans.amendments.sentences import (
    Added,
    Instruction,
    read_sentences,
    resolve,
)
from storage.plans.loading.amended import ItemChange, What

Replacing = Callable[[ItemEntry, str], ItemEntry]


@dataclass(frozen=True)
class ReadAmendment:
    """What the document changes, and what a person should look at before it does."""

    document: AmendingDocument
    doubts: tuple[Doubt, ...]


def read_amendment(
    paths: Sequence[Path], plan: PlanFolder, progress: Callable[[int, int], None] | None = None
) -> ReadAmendment:
    """Raises UnreadableDecision, in one sentence, for what is no document it can read."""
    document = read_sources(paths, progress).document
    head, _ = read_head(document, paths[0].name, plan.head.province)
    book = AgencyBook(vocabulary_of(plan.head.province, is_central(plan.head.decision)))
    period = replace(period_of(head.issued_on, plan.head.period), issued_on=head.issued_on)
    sentences = read_sentences(document.lines)
    rows, row_doubts = _rows(document, book, period)
    added, unread = _added(sentences.added, book, period)
    matched = match_rows((*rows, *added), plan.items)
    of_rows = {one.line for one in sentences.instructions}
    duties = reworded_duties(document.lines, plan.head, book, of_rows)
    said, said_doubts = _said(sentences.instructions, plan.items, Rereading(book, period))
    in_no_duty = (one for one in (*sentences.unread, *unread) if one.number not in duties.lines)
    return ReadAmendment(
        AmendingDocument(
            number=head.decision,
            issued_on=head.issued_on,
            title=head.title,
            changes=(*matched.changes, *said, *duties.changes),
            agencies=book.agencies(),
            groups=book.groups(),
        ),
        (
            *(_unread(one) for one in in_no_duty if not _is_told(one, head.title, rows)),
            *said_doubts,
            *matched.doubts,
            *(doubt for doubt in row_doubts if doubt.field != "code"),  # rows of all over the plan
            *_of_new_names(book, plan),
        ),
    )


def _of_new_names(book: AgencyBook, plan: PlanFolder) -> list[Doubt]:
    """But for names that the plan has already, as it writes them or as it has read them."""
    known = {name for one in plan.agencies for name in (one.name, *one.aliases, *one.typos_seen)}
    known |= {name for one in plan.groups for name in (one.phrase, *one.variants_seen)}
    return [doubt for doubt in book.doubts if doubt.seen not in known]


def _added(
    added: Sequence[Added], book: AgencyBook, period: PlanPeriod
) -> tuple[list[ItemEntry], list[Line]]:
    """The rows that sentences add, and those of whom nobody is said to lead them."""
    items: list[ItemEntry] = []
    unread: list[Line] = []
    for one in added:
        grid = task_of(one.words, one.code or "1", one.line.number)
        read = read_tasks(join_grids([grid]), book, period).items if grid else ()
        if not read:
            unread.append(one.line)
        for item in read[:1]:
            code = f"{one.under}.{item.code}" if one.under else item.code
            items.append(replace(item, code=code, parent=one.under, source_line=one.line.number))
    return items, unread


def _is_told(line: Line, title: str, rows: Sequence[ItemEntry]) -> bool:
    """The document's own title, or a word that leads to the table that was read."""
    words = fold(line.text)
    return words in fold(title) or (bool(rows) and "phu luc" in words)


def _rows(
    document: Document, book: AgencyBook, period: PlanPeriod
) -> tuple[tuple[ItemEntry, ...], tuple[Doubt, ...]]:
    grids = sort_tables(document).tasks
    if not grids:
        return (), ()
    tasks = read_grids(grids, book, period)
    return tasks.items, tasks.doubts


def _said(
    instructions: Sequence[Instruction],
    items: Sequence[ItemEntry],
    rereading: "Rereading",
) -> tuple[list[ItemChange], list[Doubt]]:
    by_code, replacing = {item.code: item for item in items}, rereading.by_column()
    changes: list[ItemChange] = []
    doubts: list[Doubt] = []
    for one in instructions:
        for ref in one.refs:
            code = resolve(ref, one.under, list(by_code))
            found = list(_change(one, by_code[code], replacing)) if code else []
            changes += found
            if code is None or (one.instead_of and not found):
                doubts.append(_nowhere(one, ref))
    return changes, doubts


def _change(
    one: Instruction, item: ItemEntry, replacing: Mapping[str, Replacing]
) -> Iterator[ItemChange]:
    if one.instead_of:
        yield from _reworded(one, item, replacing)
    elif not one.column:
        yield ItemChange(What.STRUCK, item.code)
    elif cells := replaced_cells(item, replacing[one.column](item, one.value)):
        yield ItemChange(What.CHANGED, item.code, cells)


def _reworded(
    one: Instruction, item: ItemEntry, replacing: Mapping[str, Replacing]
) -> Iterator[ItemChange]:
    """Every cell that has the words, in one change."""
    after = item
    for column, put in replacing.items():
        if one.instead_of in getattr(item, column):
            after = put(after, getattr(item, column).replace(one.instead_of, one.value))
    if cells := replaced_cells(item, after):
        yield ItemChange(What.CHANGED, item.code, cells)


@dataclass(frozen=True)
class Rereading:
    """A row with another cell in one column of items.csv, and all that is read from it, anew."""

    book: AgencyBook
    period: PlanPeriod

    def by_column(self) -> Mapping[str, Replacing]:
        return {
            "timeframe_raw": self.timeframe,
            "lead_raw": self.lead,
            "coordinating_raw": self.coordinating,
            "title_raw": self.title,
            "product_raw": lambda item, value: replace(item, product_raw=value),
        }

    def timeframe(self, item: ItemEntry, value: str) -> ItemEntry:
        read = read_timeframe(value, self.period)
        return replace(
            item,
            timeframe_raw=value,
            start_year=read.start_year or item.start_year,  # what ends otherwise began as it did
            end_year=read.end_year,
            recurrence=read.recurrence,
            starts_on=read.starts_on,
            due_on=read.due_on,
            due_every=str(read.due_every),
            condition=read.condition,
        )

    def lead(self, item: ItemEntry, value: str) -> ItemEntry:
        return replace(item, lead_raw=value, leads=self.book.read(value, _where(item, "leads")))

    def coordinating(self, item: ItemEntry, value: str) -> ItemEntry:
        names = self.book.read(value, _where(item, "coordinating"))
        return replace(item, coordinating_raw=value, coordinating=names)

    def title(self, item: ItemEntry, value: str) -> ItemEntry:
        read = read_title(value)
        topics, high = read.topics or item.topics, read.priority_high or item.priority_high
        return replace(item, title_raw=value, title=read.text, topics=topics, priority_high=high)


def _where(item: ItemEntry, field: str) -> Doubt:
    return Doubt("items.csv", item.code, field, "", "", "")


def _unread(line: Line) -> Doubt:
    reason = lazy("this seems to change the plan, and was not understood")
    proposal = lazy("make this change in the plan's folder, or give it as a row of a table")
    return Doubt("", "", "", line.text, reason, proposal, line.number)


def _nowhere(one: Instruction, ref: str) -> Doubt:
    reason = lazy("no row of the plan, or more than one, has the number {number}", number=ref)
    proposal = lazy("make this change in the plan's folder")
    return Doubt("", "", "", one.sentence, reason, proposal, one.line)
