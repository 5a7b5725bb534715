"""Reads a decision from a Word document: paragraphs, tables, notes and text boxes in order."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml

from storage.importing.document import Odd
from storage.importing.files.listing import Listing, ListingRow, Progress, Steps
from storage.importing.files.word.numbering import Numbering
from storage.importing.files.word.styles import Element, Styles, is_on, number_of, qn
from storage.importing.files.word.text import WordText, visible_children

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARAGRAPH, _TABLE, _ROW, _CELL = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_WIDEST_SPAN = 63  # columns; Word's own limit


def read_word(archive: ZipFile, name: str, progress: Progress | None) -> Listing:
    assert archive.fp is not None
    return _Reader(docx.Document(archive.fp), name, progress).read()


class _Reader:
    def __init__(self, document: WordDocument, name: str, progress: Progress | None) -> None:
        self._body = document.element.body
        self._parts = {
            relation.reltype.removeprefix(_RELATIONS): relation.target_part
            for relation in document.part.rels.values()
            if not relation.is_external
        }
        styles = Styles(self._root("styles"))
        self._numbering = Numbering(self._root("numbering"), styles)
        self._text = WordText(styles)
        self._notes = {kind: self._notes_in(kind) for kind in ("footnotes", "endnotes")}
        self._counts = dict.fromkeys(self._notes, 0)
        self._steps = Steps(sum(1 for _ in self._body.iter(_ROW)), progress)
        self._transcript = Listing(name)

    def read(self) -> Listing:
        self._add_blocks(self._body)
        self._add_notes()
        self._steps.finish()
        return self._transcript

    def _add_blocks(self, parent: Element) -> None:
        for child in visible_children(parent):
            if child.tag == _PARAGRAPH:
                self._add_line(self._of_paragraph(child))
                self._add_boxes()
            elif child.tag == _TABLE:
                self._add_table(child)
            else:
                self._add_blocks(child)

    def _add_table(self, table: Element) -> None:
        """A row of one cell with a table inside only lays the page out."""
        for lays_out, rows in groupby(_rows_of(table), key=_lays_out):
            if not lays_out:
                self._add_rows(rows)
                continue
            for cell in (cell for row in rows for cell in _found(row, _CELL)):
                self._add_blocks(cell)

    def _add_rows(self, rows: Iterable[Element]) -> None:
        """Notes follow the table they belong to; those of the text wait for its end."""
        of_text, self._text.notes = self._text.notes, []
        self._transcript.add_table(self._cells_of_each(rows))
        self._add_boxes()
        self._add_notes()
        self._text.notes = of_text

    def _add_line(self, text: str) -> None:
        self._transcript.add_line(text, self._text.taken_odd())

    def _add_boxes(self) -> None:
        boxes, self._text.boxes = self._text.boxes, []
        for box in boxes:
            self._add_blocks(box)

    def _add_notes(self) -> None:
        notes, self._text.notes = self._text.notes, []
        for kind, note_id in notes:
            self._counts[kind] += 1
            note = self._notes[kind].get(note_id)
            if note is not None:
                self._add_line(f"[{self._counts[kind]}] {self._of_cell(note)}")

    def _cells_of_each(self, rows: Iterable[Element]) -> Iterator[ListingRow]:
        reaching_down: dict[int, str] = {}  # by the column, the text of a vertically merged cell
        for row in rows:
            texts = self._cells(row, reaching_down)
            yield ListingRow(texts, self._text.taken_odd())
            self._steps.step()

    def _cells(self, row: Element, reaching_down: dict[int, str]) -> list[str]:
        """A horizontally merged cell's text stands in its first column."""
        before = number_of(row.find(qn("w:trPr")), "w:gridBefore") or 0
        texts = [""] * min(before, _WIDEST_SPAN)
        for cell in _found(row, _CELL):
            properties = cell.find(qn("w:tcPr"))
            span = min(number_of(properties, "w:gridSpan") or 1, _WIDEST_SPAN)
            merged = None if properties is None else properties.find(qn("w:vMerge"))
            column = len(texts)
            if (
                merged is None
                or merged.get(qn("w:val")) == "restart"
                or column not in reaching_down
            ):
                reaching_down.pop(column, None)
                text = self._of_cell(cell)
            else:
                text = reaching_down[column]
            if merged is not None:
                reaching_down[column] = text
            texts += [text, *[""] * (span - 1)]
        return texts

    def _of_cell(self, parent: Element) -> str:
        return " ".join(self._texts(parent))

    def _texts(self, parent: Element) -> Iterator[str]:
        for child in visible_children(parent):
            if child.tag == _PARAGRAPH:
                yield self._of_paragraph(child)
            elif child.tag == _TABLE:
                yield self._of_nested(child)
            else:
                yield from self._texts(child)

    def _of_nested(self, table: Element) -> str:
        """A table inside a cell as words: "a) Lập danh mục Sở Y tế; b) Kiểm tra Sở Xây dựng"."""
        rows = [" ".join(map(self._of_cell, _found(row, _CELL))) for row in _rows_of(table)]
        text = "; ".join(filter(None, (row.strip(" ;") for row in rows)))
        self._text.odd += [(Odd.NESTED, text)] if text else []
        return text

    def _of_paragraph(self, paragraph: Element) -> str:
        text = self._text.of(paragraph)
        mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
        if mark is not None and not text.strip():
            return ""  # the paragraph itself was deleted, and its number with it
        label = self._numbering.label(paragraph)
        return f"{label} {text}" if text.strip() or label != "-" else ""

    def _root(self, kind: str) -> Element | None:
        part = self._parts.get(kind)
        return None if part is None else parse_xml(part.blob)

    def _notes_in(self, kind: str) -> dict[str, Element]:
        root = self._root(kind)
        return {} if root is None else {note.get(qn("w:id"), ""): note for note in root}


def _rows_of(table: Element) -> Iterator[Element]:
    return (row for row in _found(table, _ROW) if not _is_gone(row))


def _lays_out(row: Element) -> bool:
    cells = list(_found(row, _CELL))
    return len(cells) == 1 and next(_found(cells[0], _TABLE), None) is not None


def _found(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside a content control."""
    for child in visible_children(parent):
        if child.tag == tag:
            yield child
        else:
            yield from _found(child, tag)


def _is_gone(row: Element) -> bool:
    """A row that was deleted or hidden."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        return False
    return properties.find(qn("w:del")) is not None or is_on(properties.find(qn("w:hidden")))
