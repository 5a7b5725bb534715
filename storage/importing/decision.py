"""Reads a decision into a plan folder, with everything doubtful listed beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.reorganisation import reorganise, succession_doubts
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.checks.comparisons import compare_items, compare_with_text
from storage.importing.document import Document, UnreadableDecision
from storage.importing.files.several import read_sources
from storage.importing.folder.model import PlanFolder
from storage.importing.folder.writer import write_folder
from storage.importing.lazy_text import Say
from storage.importing.tables.grids.classifier import Sorted, sort_tables
from storage.importing.tables.indicators import read_indicators
from storage.importing.tables.projects import read_projects
from storage.importing.tables.tasks.items import read_tasks
from storage.importing.tables.tasks.rows import join_grids
from storage.importing.text.doubts import text_doubts
from storage.importing.text.head import read_head, years_of
from storage.importing.text.rules import read_rules


@dataclass(frozen=True)
class ImportedPlan:
    """What was read, and the files to keep beside it: the decision as text and as it came."""

    folder: PlanFolder
    kept: Mapping[str, bytes]


def read_decision(*paths: Path, progress: Callable[[int, int], None] | None = None) -> ImportedPlan:
    """The decision and its appendices, in one file or in several.

    Raises UnreadableDecision, in one sentence, when they are no decision it can read.
    """
    source = read_sources(paths, progress)
    names = " + ".join(path.name for path in paths)
    return ImportedPlan(read_plan(source.document, names), source.kept)


def write_import(imported: ImportedPlan, directory: Path, say: Say = str.format) -> None:
    """Write the plan folder, its doubts in the words of `say`, English without it.

    Raises FolderTaken when the directory holds a plan that differs.
    """
    write_folder(imported.folder, imported.kept, directory, say)


def read_plan(document: Document, file_name: str) -> PlanFolder:
    """Raises UnreadableDecision when the document has no list of tasks, number or province."""
    tables = sort_tables(document)
    _check_tasks(tables, file_name)
    head, doubts = read_head(document, file_name)
    vocabulary = vocabulary_of(head.province)
    book = AgencyBook(vocabulary)
    tasks = read_tasks(join_grids(tables.tasks), book, head.issued_on.year)
    indicators, indicator_doubts = read_indicators(tables.indicators, book)
    projects = read_projects(tables.projects, head.province)
    rules, rule_doubts = read_rules(document.lines, head.coordinator, *years_of(head))
    book.add_named_in(document.lines)
    groups = book.groups()
    became = reorganise(book.agencies(), vocabulary, head.province)
    doubts += (*rule_doubts, *text_doubts(document, tables.unread, head.period))
    doubts += (*compare_with_text(document.lines, tasks.items, indicators), *tasks.doubts)
    doubts += (*compare_items(tasks.items), *indicator_doubts, *projects.doubts, *book.doubts)
    doubts += tuple(succession_doubts(became.succession))
    return PlanFolder(
        head=replace(head, rules=rules, project_groups=projects.groups),
        items=tasks.items,
        indicators=indicators,
        projects=projects.entries,
        agencies=became.agencies,
        groups=groups,
        succession=became.succession,
        doubts=doubts,
    )


def _check_tasks(tables: Sorted, file_name: str) -> None:
    if not tables.tasks:
        raise UnreadableDecision(
            f"{file_name} has no table with the columns STT, Nhiệm vụ and Chủ trì; "
            "give the decision together with its appendices"
        )
