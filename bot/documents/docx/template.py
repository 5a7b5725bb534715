"""A Word template with names in double braces: those are filled in, all else stays as it is."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from docx import Document
from docx.document import Document as Draft
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import Comment

from bot.documents.contents.office_text import kept
from bot.documents.docx.blocks import Block
from bot.documents.docx.markup import markup
from bot.documents.formats import BadTemplate
from storage import lazy

FOLDER = Path(__file__).resolve().parents[3] / "data" / "mau-van-ban"
_NAME = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


def filled(
    path: Path, words: Mapping[str, str], parts: Mapping[str, Iterable[Block]], title: str
) -> bytes:
    """The .docx file. `words` are put in for their names; a paragraph with a name of `parts` gives
    way to blocks. Raises BadTemplate where there is no room for what has to stand in it."""
    draft = _opened(path)
    styles = {style.name or "": style.style_id for style in draft.styles}
    places = {}
    for one in list(_paragraphs(draft)):
        names = {_plain(found[1]) for found in _NAME.finditer(one.text)}
        places.update({name: one for name in names if name in parts})
        if names & set(words):
            _put(one, words)
    for name in parts:
        if name not in places:
            raise BadTemplate(
                lazy(
                    "{file} has no line {mark}; put one where it is to stand",
                    file=path,
                    mark=f"{{{{{name}}}}}",
                )
            )
        _marked(places[name], name)
    draft.core_properties.title = kept(title)
    out = BytesIO()
    draft.save(out)
    main = str(draft.part.partname).lstrip("/")
    return _with_parts(out, main, {name: markup(blocks, styles) for name, blocks in parts.items()})


def _opened(path: Path) -> Draft:
    try:
        return Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        why = lazy("{file} is no Word document (.docx); save the template as one", file=path)
        raise BadTemplate(why) from error


def _paragraphs(draft: Draft) -> Iterator[Paragraph]:
    """Of the text, its tables, and what stands above and below the pages."""
    yield from draft.paragraphs
    for table in draft.tables:
        yield from _in_table(table)
    for section in draft.sections:
        for edge in (section.header, section.first_page_header, section.footer):
            yield from edge.paragraphs


def _in_table(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row.cells:
            yield from cell.paragraphs
            for inner in cell.tables:
                yield from _in_table(inner)


def _put(one: Paragraph, words: Mapping[str, str]) -> None:
    """Word may have cut a name into several runs: then the first of them takes all of the text."""

    def filled_in(text: str) -> str:
        return _NAME.sub(lambda found: words.get(_plain(found[1]), found[0]), text)

    for run in one.runs:
        if _NAME.search(run.text):
            run.text = kept(filled_in(run.text))
    left = _NAME.search(one.text)
    if left and _plain(left[1]) in words:
        whole = filled_in(one.text)
        for run in one.runs[1:]:
            run.text = ""
        one.runs[0].text = kept(whole)


def _marked(place: Paragraph, name: str) -> None:
    """A mark in place of the paragraph; what ends a section stays, without its words."""
    place._p.addprevious(Comment(_mark(name)))
    around = place._p.getparent()
    if place._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None and around is not None:
        around.remove(place._p)
    for run in place.runs:
        run.text = ""


def _mark(name: str) -> str:
    return f"daumoi: {name}"


def _with_parts(draft: BytesIO, main: str, parts: Mapping[str, str]) -> bytes:
    """Thousands of paragraphs as a text cost little; put into a tree they would take minutes."""
    out = BytesIO()
    with ZipFile(draft) as made, ZipFile(out, "w", ZIP_DEFLATED) as filled_in:
        for entry in made.infolist():
            content = made.read(entry)
            if entry.filename == main:
                for name, words in parts.items():
                    content = content.replace(f"<!--{_mark(name)}-->".encode(), words.encode())
            filled_in.writestr(entry, content, ZIP_DEFLATED)
    return out.getvalue()


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
