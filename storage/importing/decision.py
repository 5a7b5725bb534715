"""Reads a decision into a plan folder, with everything doubtful listed beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from storage import Say
from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.reorganisation import reorganise, succession_doubts
from storage.importing.agencies.vocabulary import is_central, vocabulary_of
from storage.importing.checks.causes import by_cause
from storage.importing.checks.comparisons import compare_items, compare_with_text
from storage.importing.document import Document
from storage.importing.files.several import read_sources
from storage.importing.folder.codes import with_free_code
from storage.importing.folder.model import Doubt, PlanFolder, PlanHead
from storage.importing.folder.writer import write_folder
from storage.importing.places.communes import communes_of
from storage.importing.places.provinces import province_called
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.indicators import read_indicators
from storage.importing.tables.projects import read_projects
from storage.importing.tables.prose.finding import find_tasks
from storage.importing.tables.tasks.items import read_grids
from storage.importing.tables.tasks.timeframes import period_of
from storage.importing.text.doubts import text_doubts
from storage.importing.text.duties.rules import read_rules
from storage.importing.text.head import read_head, years_of


@dataclass(frozen=True)
class ImportedPlan:
    """What was read, and the files to keep beside it: the decision as text and as it came."""

    folder: PlanFolder
    kept: Mapping[str, bytes]


def read_decision(
    *paths: Path, progress: Callable[[int, int], None] | None = None, province: str = ""
) -> ImportedPlan:
    """The decision and its appendices, in one file or in several; `province` is said by a person.

    Raises UnreadableDecision, in one sentence, when they are no decision it can read.
    """
    province = province and province_called(province)
    source = read_sources(paths, progress)
    names = " + ".join(path.name for path in paths)
    return ImportedPlan(read_plan(source.document, names, province), source.kept)


def write_import(imported: ImportedPlan, directory: Path, say: Say = str.format) -> None:
    """Write the plan folder, its doubts in the words of `say`, English without it.

    Raises FolderTaken when the directory holds a plan that differs.
    """
    write_folder(with_free_code(imported.folder, directory), imported.kept, directory, say)


def read_plan(document: Document, file_name: str, province: str = "") -> PlanFolder:
    """Raises UnreadableDecision when the document has no list of tasks, number or province."""
    head_of, document = document, document.without_ornaments()
    tables = sort_tables(document)
    head, doubts = read_head(head_of, file_name, province)
    period = period_of(head.issued_on, head.period)
    vocabulary = vocabulary_of(head.province, is_central(head.decision))
    found = find_tasks(tables.tasks, document.lines, period, vocabulary, file_name)
    if found.lines is not document.lines:  # who leads a task is not who follows up the whole
        head, doubts = read_head(replace(head_of, lines=found.lines), file_name, province)
    book = AgencyBook(vocabulary, communes_of(head.province), head.issued_on)
    tasks = read_grids(found.grids, book, period, found.prose)
    indicators, indicator_doubts = read_indicators(tables.indicators, book, years_of(head)[1])
    projects = read_projects(tables.projects, head.province)
    rules, rule_doubts = read_rules(found.lines, head, vocabulary)
    head = _with_offices(replace(head, rules=rules), book)
    book.add_named_in(document.lines)
    groups = book.groups()  # before the book's doubts: it may have some about them
    became = reorganise(book.agencies(), vocabulary, head.province)
    doubts += (*found.doubts, *rule_doubts, *text_doubts(document, tables.unread, head.period))
    doubts += (*compare_with_text(document.lines, tasks.items, indicators), *tasks.doubts)
    doubts += (*compare_items(tasks.items), *indicator_doubts, *projects.doubts, *book.doubts)
    return PlanFolder(
        head=replace(head, project_groups=projects.groups),
        items=tasks.items,
        indicators=indicators,
        projects=projects.entries,
        agencies=became.agencies,
        groups=groups,
        succession=became.succession,
        doubts=by_cause((*doubts, *succession_doubts(became.succession))),
    )


def _with_offices(head: PlanHead, book: AgencyBook) -> PlanHead:
    """Who coordinates, and whose duties are theirs alone, are agencies of the plan."""
    where = Doubt("plan.toml", "", "coordinator", "", "")
    coordinator = (*book.read(head.coordinator, where), "")[0]
    rules = []
    for rule in head.rules:
        where = Doubt("plan.toml", f"{rule.day:02}/{rule.month:02}", "agencies", "", "")
        names = [name for one in rule.agencies for name in book.read(one, where)]
        rules.append(replace(rule, agencies=tuple(names)))
    return replace(head, coordinator=coordinator, rules=tuple(rules))
