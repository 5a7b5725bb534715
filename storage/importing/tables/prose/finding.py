"""Where the tasks of a decision stand: in its tables, under labels, in sentences that give them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storage import lazy
from storage.importing.agencies.vocabulary import Vocabulary
from storage.importing.document import Line, UnreadableDecision
from storage.importing.folder.model import Doubt
from storage.importing.tables.grids.classifier import Grid
from storage.importing.tables.prose.given import Given, given_tasks
from storage.importing.tables.prose.labelled import labelled_tasks
from storage.importing.tables.tasks.timeframes import PlanPeriod
from storage.importing.text.title import gives_tasks, is_letter

_APPENDIX = re.compile(r"\b(?:phụ lục|danh mục|biểu)\b[^.;]*\b(?:kèm theo|đính kèm)\b", re.I)


@dataclass(frozen=True)
class Found:
    """Tables of tasks in the document's order; `lines` is its text without what is a task."""

    grids: list[Grid]
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()
    prose: frozenset[int] = frozenset()  # lines of rows whose numbers are those of paragraphs


def find_tasks(
    tables: list[Grid],
    lines: tuple[Line, ...],
    period: PlanPeriod,
    vocabulary: Vocabulary,
    file_name: str,
) -> Found:
    """Sentences give tasks in a notice, an order, or a letter without a table. Those of a plan say
    how all of it is carried out: where it has no table, its appendix was forgotten.

    Raises UnreadableDecision where there is no task at all.
    """
    labelled, rest = (None, lines) if tables else labelled_tasks(lines, period, vocabulary)
    if labelled is not None:
        return Found([labelled], rest, (_to_compare(labelled),), _lines(labelled))
    texts = [line.text for line in lines]
    if not gives_tasks(texts) and (tables or not is_letter(texts)):
        if not tables:
            raise _without_tasks(file_name)
        return Found(tables, lines)
    given = given_tasks(
        lines, period, vocabulary, {one.above.number for one in tables if one.above}
    )
    if given.grid is None and not tables:
        raise _without_tasks(file_name)
    grids = sorted([*tables, *([given.grid] if given.grid else [])], key=_first_line)
    doubts = (*_doubts(given), *(() if tables else _forgotten(lines)))
    return Found(grids, given.rest, doubts, _lines(given.grid))


def _lines(grid: Grid | None) -> frozenset[int]:
    return frozenset(row.line for row in grid.rows) if grid else frozenset()


def _first_line(grid: Grid) -> int:
    return grid.rows[0].line


def _doubts(given: Given) -> Iterator[Doubt]:
    if given.grid is not None:
        yield _to_compare(given.grid)
    reason = lazy("this sentence gives somebody something, and no office is read from it")
    for line in given.unread:
        proposal = lazy("add a row by hand if it is a task")
        yield Doubt("items.csv", "", "", line.text, reason, proposal, line.number)


def _forgotten(lines: Iterable[Line]) -> Iterator[Doubt]:
    """An appendix that is spoken of, where no table is there."""
    line = next((one for one in lines if _APPENDIX.search(one.text)), None)
    if line is not None:
        reason = lazy("the text speaks of an appendix, and no table of tasks came with it")
        proposal = lazy("import both together if tasks stand there")
        yield Doubt("items.csv", "", "", line.text, reason, proposal, line.number)


def _to_compare(grid: Grid) -> Doubt:
    reason = lazy("{n} rows of tasks were read from the running text", n=len(grid.rows))
    proposal = lazy("compare each with the printed decision")
    return Doubt("items.csv", "", "", "", reason, proposal, grid.rows[0].line)


def _without_tasks(file_name: str) -> UnreadableDecision:
    return UnreadableDecision(
        lazy(
            "{file} has no table of tasks; put the tasks into a table with the columns STT, "
            "Nhiệm vụ, Chủ trì, Phối hợp, Thời gian and Sản phẩm (daumoi plan template "
            "FILE.xlsx gives a blank one), and give the decision together with it",
            file=file_name,
        )
    )
