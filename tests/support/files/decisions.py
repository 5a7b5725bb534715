"""The same small decision as pasted text, as a Word document, an Excel workbook and as .csv."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from itertools import groupby

import docx
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.table import _Cell
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[str]]

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass(frozen=True)
class Layout:
    """How a table is laid out.

    `two_tier` puts a title over columns: {"Phân công": (3, 5)} over those with index 3 and 4; the
    other titles span both tiers. `merged_headings` merges the only cell of a row over all columns.
    `auto_numbers` lets the program number the first column: Word's lists for "1", "1.1", "1.1.1"
    (they count by themselves: give codes without gaps), numbers with a format in Excel.
    """

    two_tier: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    repeat_header_every: int = 0
    merged_headings: bool = False
    auto_numbers: bool = False
    footnotes: Sequence[str] = ()  # the first one belongs to the first column, and so on


PLAIN = Layout()


def text_of(
    head_lines: Sequence[str], header: Sequence[str], rows: Rows, layout: Layout = PLAIN
) -> bytes:
    """As a law portal pastes it: of two tiers the second one holds the divided titles only."""
    tiers = [list(header)]
    if layout.two_tier:
        top = _top(header, layout)
        tiers = [
            [title for title, _ in groupby(top)],
            [one for one, above in zip(header, top, strict=True) if one != above],
        ]
    body = _repeated(tiers, rows, layout)
    lines = [*head_lines, *(" | ".join(cells) + " |" for cells in [*tiers, *body])]
    return "\n".join(lines).encode()


def docx_of(
    head_lines: Sequence[str], header: Sequence[str], rows: Rows, layout: Layout = PLAIN
) -> bytes:
    document = docx.Document()
    for line in head_lines:
        document.add_paragraph(line)
    _fill_word_table(document, header, rows, layout)
    return saved(document)


def xlsx_of(
    head_lines: Sequence[str], header: Sequence[str], rows: Rows, layout: Layout = PLAIN
) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in head_lines:
        sheet.append([line])
    _fill_sheet(sheet, header, rows, layout)
    return saved(book)


def csv_of(
    head_lines: Sequence[str], header: Sequence[str], rows: Rows, delimiter: str = ";"
) -> bytes:
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([*([line] for line in head_lines), header, *rows])
    return out.getvalue().encode("utf-8-sig")


def saved(file: WordDocument | Workbook) -> bytes:
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def with_part(original: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part exchanged or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(original)) as old, zipfile.ZipFile(out, "w") as new:
        parts = {entry.filename: old.read(entry) for entry in old.infolist()}
        for filename, part in (parts | {name: content}).items():
            new.writestr(filename, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def part_of(original: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(original)) as packed:
        return packed.read(name)


def number(cell: _Cell, list_id: int, depth: int = 0) -> None:
    """Let Word number the first paragraph of the cell."""
    properties = cell.paragraphs[0]._p.get_or_add_pPr()
    inner = f'<w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/>'
    properties.append(parse_xml(f"<w:numPr {nsdecls('w')}>{inner}</w:numPr>"))


def add_list(document: WordDocument, levels: Sequence[tuple[str, str]], extra: str = "") -> int:
    """A list with levels such as ("decimal", "%1."); `extra` goes into its `w:num`."""
    root = document.part.numbering_part.element
    list_id = len(root.findall(qn("w:num"))) + 100
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(levels)
    )
    first = root.find(qn("w:num"))
    definition = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}">{inner}</w:abstractNum>'
    )
    first.addprevious(definition)
    use = f'<w:abstractNumId w:val="{list_id}"/>{extra}'
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{list_id}">{use}</w:num>'))
    return list_id


def add_footnotes(document: WordDocument, notes: Iterable[str]) -> None:
    """Notes with the ids 1, 2, 3 …; refer to them with `refer`."""
    inner = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{note}</w:t></w:r></w:p>'
        "</w:footnote>"
        for n, note in enumerate(notes, 1)
    )
    blob = f"<w:footnotes {nsdecls('w')}>{inner}</w:footnotes>".encode()
    uri = PackURI("/word/footnotes.xml")
    part = Part(uri, f"{_CONTENT}footnotes+xml", blob, document.part.package)
    document.part.relate_to(part, f"{_RELATIONS}footnotes")


def refer(cell: _Cell, note: int) -> None:
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), str(note))
    cell.paragraphs[0].add_run()._r.append(reference)


def _fill_word_table(
    document: WordDocument, header: Sequence[str], rows: Rows, layout: Layout
) -> None:
    texts_of_rows = _all_rows(header, rows, layout)
    table = document.add_table(len(texts_of_rows), len(header))
    cells = [list(row.cells) for row in table.rows]
    levels = ("%1", "%1.%2", "%1.%2.%3", "%1.%2.%3.%4")
    list_id = add_list(document, [("decimal", text) for text in levels])
    for texts, places in zip(texts_of_rows, cells, strict=True):
        for index, (text, place) in enumerate(zip(texts, places, strict=False)):
            if layout.auto_numbers and index == 0 and re.fullmatch(r"\d+(\.\d+)*", text):
                number(place, list_id, text.count("."))
            else:
                place.text = text
        if layout.merged_headings and len(texts) == 1:
            places[0].merge(places[-1])
    for left, top, right, bottom in _header_merges(texts_of_rows, header, layout):
        _merge_word(cells[top][left], cells[bottom][right])
    for n in range(len(layout.footnotes)):
        refer(cells[0][n], n + 1)
    if layout.footnotes:
        add_footnotes(document, layout.footnotes)


def _merge_word(first: _Cell, last: _Cell) -> None:
    text = first.text
    first.merge(last).text = text


def _fill_sheet(sheet: Worksheet, header: Sequence[str], rows: Rows, layout: Layout) -> None:
    texts_of_rows = _all_rows(header, rows, layout)
    above = sheet.max_row if sheet.cell(1, 1).value else 0
    for line, texts in enumerate(texts_of_rows, above + 1):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(line, column, text)
            if layout.auto_numbers and column == 1 and re.fullmatch(r"\d+(\.\d+)?", text):
                cell.value = float(text)
                cell.number_format = re.sub(r"\d", "0", text)
        if layout.merged_headings and len(texts) == 1:
            sheet.merge_cells(None, line, 1, line, len(header))
    for left, top, right, bottom in _header_merges(texts_of_rows, header, layout):
        box = (above + 1 + top, left + 1, above + 1 + bottom, right + 1)
        sheet.merge_cells(None, *box)


def _all_rows(header: Sequence[str], rows: Rows, layout: Layout) -> list[Sequence[str]]:
    tiers = _tiers(header, layout)
    return [*tiers, *_repeated(tiers, rows, layout)]


def _tiers(header: Sequence[str], layout: Layout) -> list[list[str]]:
    """Full rows; the empty cells are those that a merged one covers."""
    if not layout.two_tier:
        return [list(header)]
    top = _top(header, layout)
    starts = {start for start, _ in layout.two_tier.values()}
    covered = [one != above for one, above in zip(header, top, strict=True)]
    first = ["" if c and n not in starts else top[n] for n, c in enumerate(covered)]
    return [first, [one if c else "" for one, c in zip(header, covered, strict=True)]]


def _top(header: Sequence[str], layout: Layout) -> list[str]:
    top = list(header)
    for title, (start, end) in layout.two_tier.items():
        top[start:end] = [title] * (end - start)
    return top


def _header_merges(
    rows: Rows, header: Sequence[str], layout: Layout
) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right, bottom of the merged titles, each time the header stands in the rows."""
    first = _tiers(header, layout)[0]
    under = {n for start, end in layout.two_tier.values() for n in range(start, end)}
    for top in (n for n, texts in enumerate(rows) if layout.two_tier and list(texts) == first):
        for start, end in layout.two_tier.values():
            yield start, top, end - 1, top
        for column in range(len(header)):
            if column not in under:
                yield column, top, column, top + 1


def _repeated(tiers: Rows, rows: Rows, layout: Layout) -> list[Sequence[str]]:
    """The body, with the header set in again where a page would begin."""
    every = layout.repeat_header_every
    body: list[Sequence[str]] = []
    for count, row in enumerate(rows):
        if every and count and count % every == 0:
            body += [list(tier) for tier in tiers]
        body.append(row)
    return body
