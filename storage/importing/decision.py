"""Reads a decision file into a plan folder, with everything doubtful listed beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from storage.importing.agency_book import AgencyBook
from storage.importing.document import Document, UnreadableDecision
from storage.importing.folder import Doubt, ItemEntry, PlanFolder
from storage.importing.folder_writing import write_folder
from storage.importing.head import read_head, years_of
from storage.importing.indicators import read_indicators
from storage.importing.projects import Projects, read_projects
from storage.importing.rules import read_rules
from storage.importing.tables import indicator_grids, project_grids, task_grids, unread_tables
from storage.importing.tasks import read_tasks
from storage.importing.text import read_text
from storage.importing.vocabulary import vocabulary_of

_COUNTS = re.compile(r"gồm (\d+) chủ đề và (\d+) nhiệm vụ")
_GLUED = re.compile(r"\S*\s?\S*\(-\s.{0,30}")


@dataclass(frozen=True)
class ImportedPlan:
    """What was read, and the decision itself, byte for byte, to be kept beside it."""

    folder: PlanFolder
    decision: bytes


def read_decision(path: Path) -> ImportedPlan:
    """Raises UnreadableDecision, in one sentence, when the file is no decision it can read."""
    if not path.is_file():
        raise UnreadableDecision(f"{path} is no file; give the path of the decision's text")
    if path.suffix.lower() != ".txt":
        raise UnreadableDecision(
            f"{path.name} is a '{path.suffix or 'nameless'}' file, and this version reads .txt; "
            "open it, copy the whole text and save it as UTF-8 .txt"
        )
    document = read_text(path)
    return ImportedPlan(_folder(document, path.name), path.read_bytes())


def write_import(imported: ImportedPlan, directory: Path) -> None:
    """Raises FolderTaken when the directory holds a plan that differs."""
    write_folder(imported.folder, imported.decision, directory)


def _folder(document: Document, file_name: str) -> PlanFolder:
    grids = task_grids(document)
    if not grids:
        raise UnreadableDecision(
            f"{file_name} has no table with the columns STT, Nhiệm vụ and Chủ trì; "
            "paste the decision together with its appendices, cells separated by '|'"
        )
    head, doubts = read_head(document, file_name)
    book = AgencyBook(vocabulary_of(head.province))
    tasks = [read_tasks(grid, book, head.issued_on.year) for grid in grids]
    indicators = [read_indicators(grid, book) for grid in indicator_grids(document)]
    projects = [read_projects(grid, head.province) for grid in project_grids(document)]
    rules, rule_doubts = read_rules(document.lines, head.coordinator, *years_of(head))
    book.add_named_in(document.lines)
    groups = book.groups()
    items = tuple(item for part in tasks for item in part.items)
    doubts += (*rule_doubts, *_text_doubts(document, head.period), *_count_doubts(document, items))
    doubts += tuple(doubt for part in tasks for doubt in part.doubts)
    doubts += tuple(doubt for _, found in indicators for doubt in found)
    doubts += tuple(doubt for part in projects for doubt in part.doubts)
    return PlanFolder(
        head=replace(head, rules=rules, project_groups=_group_titles(projects)),
        items=items,
        indicators=tuple(entry for entries, _ in indicators for entry in entries),
        projects=tuple(entry for part in projects for entry in part.entries),
        agencies=book.agencies(),
        groups=groups,
        doubts=(*doubts, *book.doubts),
    )


def _group_titles(projects: list[Projects]) -> dict[str, str]:
    return {group: title for part in projects for group, title in part.groups.items()}


def _text_doubts(document: Document, period: str) -> Iterator[Doubt]:
    compare = "compare with the printed decision"
    for table in unread_tables(document):
        first = table.rows[0]
        reason = f"a table of {len(table.rows)} rows whose columns are not known was not read"
        seen = " | ".join(first.cells)
        yield Doubt("decision.txt", "", "", seen, reason, "add its rows by hand", first.line)
    for line in document.left_out:
        reason = "code of a web page was left out from here on; what stood before may be cut"
        yield Doubt("decision.txt", "", "", line.text[:60], reason, compare, line.number)
    for line in document.lines:
        if match := _GLUED.search(line.text):
            reason = "a footnote is torn off and the next line is glued on"
            yield Doubt("decision.txt", "", "", match.group(), reason, compare, line.number)
        elif line.text.startswith("- ") and line.text.endswith(","):
            reason = "the line ends in a comma"
            yield Doubt("decision.txt", "", "", line.text[-40:], reason, compare, line.number)
        heading = re.search(r"GIAI ĐOẠN (\d{4}\s*-\s*\d{4})", line.text)
        if heading and period and heading[1] != period:
            reason = f"the heading names another period than {period}"
            yield Doubt("decision.txt", "", "", heading.group(), reason, period, line.number)


def _count_doubts(document: Document, items: tuple[ItemEntry, ...]) -> Iterator[Doubt]:
    """The decision states how many themes and tasks it has: levels one and two of the table."""
    counted = tuple(sum(item.code.count(".") == level for item in items) for level in (0, 1))
    for line in document.lines:
        match = _COUNTS.search(line.text)
        if match and (int(match[1]), int(match[2])) != counted:
            reason = f"the table has {counted[0]} and {counted[1]} of them"
            yield Doubt("items.csv", "", "", match.group(), reason, "compare", line.number)
