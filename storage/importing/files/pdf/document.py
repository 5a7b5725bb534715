"""Reads a decision from a PDF with a text layer: each page, then text and tables as a whole."""

import logging
import struct
import zlib
from collections.abc import Sequence
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from storage import lazy
from storage.importing.document import Odd, UnreadableDecision
from storage.importing.files.listing import LONGEST_TEXT, Listing, Progress, Steps
from storage.importing.files.pdf.flow import write_flow
from storage.importing.files.pdf.letters import letters_of, lines_of
from storage.importing.files.pdf.letters_only import letters_only
from storage.importing.files.pdf.ruled import ruled_tables
from storage.importing.files.pdf.sheet import Sheet, drop_furniture, take_notes
from storage.importing.files.pdf.stream_safety import check_streams

MOST_PAGES = 2000
_COVERED = 0.8  # of a page's area, by a picture
_UNNAMED = ("(cid:", "\ufffd")  # letters of a font that does not say which they are
_MOST_UNNAMED = 0.05  # of all letters
_FILE_IT_WAS_MADE_FROM = lazy("ask the issuing office for the file it was made from (.docx, .xlsx)")

# What the two libraries raise on files whose parts do not fit together.
_DAMAGED = (
    *(PdfminerException, MalformedPDFException, PSException, struct.error, zlib.error, OSError),
    *(EOFError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError),
    *(RecursionError, AssertionError, NotImplementedError, MemoryError),
)

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of what no reader can change


def read_pdf(data: bytes, name: str, progress: Progress | None) -> Listing:
    """Raises UnreadableDecision, in one sentence, for scans, passwords, what is damaged."""
    check_streams(data, name)
    try:
        sheets = _sheets(data, name, progress)
    except UnreadableDecision:
        raise
    except _DAMAGED as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise UnreadableDecision(
                lazy(
                    "{file} is protected by a password; open it with the password and save it"
                    " without one",
                    file=name,
                )
            ) from error
        raise UnreadableDecision(
            lazy("{file} is cut short or damaged; copy or download it again", file=name)
        ) from error
    drop_furniture(sheets)
    for sheet in sheets:
        take_notes(sheet)
    listing = Listing(name)
    listing.note(Odd.PDF, name)
    write_flow(sheets, listing)
    return listing


def _sheets(data: bytes, name: str, progress: Progress | None) -> list[Sheet]:
    with pdfplumber.open(BytesIO(data), raise_unicode_errors=False) as pdf:
        pages = pdf.pages
        if len(pages) > MOST_PAGES:
            raise UnreadableDecision(
                lazy(
                    "{file} has {pages} pages, and {most} are read; leave out what is not the"
                    " decision",
                    file=name,
                    pages=len(pages),
                    most=MOST_PAGES,
                )
            )
        steps = Steps(len(pages), progress)
        seen = _Seen(name)
        sheets = []
        for page in pages:
            sheets.append(_sheet(letters_only(page), seen))
            page.close()
            steps.step()
        seen.check(sheets)
        steps.finish()
    return sheets


def _sheet(page: Page, seen: "_Seen") -> Sheet:
    left, top, right, bottom = page.bbox
    letters = [
        one
        for one in letters_of(page.chars)
        if left <= one.middle[0] <= right and top <= one.middle[1] <= bottom
    ]
    seen.look(page, "".join(one.text for one in letters))
    tables, rest = ruled_tables(page, letters)
    return Sheet(page.page_number, float(page.width), lines_of(rest), tables, [])


class _Seen:
    """What tells a scan from a text, and letters from signs that nobody can read."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._letters = self._unnamed = self._pages = self._pictures = 0

    def look(self, page: Page, text: str) -> None:
        area = float(page.width * page.height)
        pictures = [one["width"] * one["height"] for one in page.images]
        self._pages += 1
        self._pictures += max(pictures, default=0) > _COVERED * area
        self._letters += len(text)
        self._unnamed += sum(text.count(sign) for sign in _UNNAMED)
        if self._letters > LONGEST_TEXT:
            raise UnreadableDecision(
                lazy(
                    "{file} has a text of more than {most} characters; leave out what is not "
                    "the decision",
                    file=self._name,
                    most=f"{LONGEST_TEXT:,}",
                )
            )

    def check(self, sheets: Sequence[Sheet]) -> None:
        has_tables = any(sheet.tables for sheet in sheets)
        if not self._letters or (self._pictures * 2 > self._pages and not has_tables):
            raise UnreadableDecision(
                lazy(
                    "{file} is a scan, a picture of each page; {advice}, or let a program for"
                    " text recognition (OCR) make a Word document of it and compare that",
                    file=self._name,
                    advice=_FILE_IT_WAS_MADE_FROM,
                )
            )
        if self._unnamed > _MOST_UNNAMED * self._letters:
            raise UnreadableDecision(
                lazy(
                    "{file} does not say which letters its font shows; {advice}",
                    file=self._name,
                    advice=_FILE_IT_WAS_MADE_FROM,
                )
            )
