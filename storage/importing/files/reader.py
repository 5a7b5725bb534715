"""Reads a decision as it arrives: text, Word, Excel, .csv, or a PDF with a text layer."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from lxml.etree import LxmlError

from storage import lazy
from storage.importing.document import Document, UnreadableDecision
from storage.importing.files.listing import Listing, Progress, Steps
from storage.importing.files.text.bar_separated import read_text
from storage.importing.files.text.csv_file import read_comma
from storage.importing.files.text.encodings import decode, refuse_old_fonts
from storage.importing.files.unsupported import READ, is_pdf, refuse_foreign
from storage.importing.files.zip_safety import LARGEST_ARCHIVE, checked_archive

# What the two libraries raise on archives whose parts do not fit together.
_DAMAGED = (
    *(BadZipFile, LxmlError, ParseError, zlib.error, OSError, EOFError, NotImplementedError),
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError),
)


@dataclass(frozen=True)
class Source:
    """A decision as read, and by their names the files to keep beside the plan.

    `decision.txt` is what line numbers count in; the original is kept too when it is no text.
    """

    document: Document
    kept: Mapping[str, bytes]


def read_source(path: Path, progress: Progress | None = None) -> Source:
    """What a file is, is told by its content; only text needs a name that ends in .txt, .csv, .tsv.

    Raises UnreadableDecision, in one sentence, for whatever is no decision it can read.
    """
    data = _bytes(path)
    refuse_foreign(data, path.name)
    if is_pdf(data):
        return _from_pdf(data, path.name, progress)
    if data.startswith(b"PK"):
        return _from_archive(data, path.name, progress)
    match path.suffix.lower():
        case ".txt":
            document = read_text(decode(data, path.name))
            Steps(1, progress).finish()
            return Source(document, {"decision.txt": data})
        case ".csv" | ".tsv" as suffix:
            listing = read_comma(decode(data, path.name), path.name, progress)
            return _source(listing, path.name, suffix, data)
    raise _unreadable(path)


def _unreadable(path: Path) -> UnreadableDecision:
    """Neither its content nor its name is one that can be read."""
    suffix = path.suffix.lower()
    if suffix in (".docx", ".xlsx", ".doc", ".xls", ".pdf"):
        return UnreadableDecision(
            lazy(
                "{file} is named {suffix} but has another content; open it, see what it "
                "is, and save it as {formats}",
                file=path.name,
                suffix=suffix,
                formats=READ,
            )
        )
    return UnreadableDecision(
        lazy(
            "{file} is a '{suffix}' file; open it, copy the whole text and save it as {formats}",
            file=path.name,
            suffix=suffix or "nameless",
            formats=READ,
        )
    )


def _bytes(path: Path) -> bytes:
    try:
        _check_file(path)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDecision(
            lazy(
                "{file} cannot be opened ({why}); look after its access rights",
                file=path.name,
                why=error.strerror,
            )
        ) from error
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableDecision(
            lazy("{file} is empty; put the text of the decision into it", file=path.name)
        )
    return data


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise UnreadableDecision(
            lazy("{file} is a folder; give the path of the decision's file", file=path)
        )
    if not path.is_file():
        raise UnreadableDecision(
            lazy("{file} is no file; give the path of the decision's file", file=path)
        )
    if path.stat().st_size > LARGEST_ARCHIVE:
        raise UnreadableDecision(
            lazy(
                "{file} has more than {most} MB; leave out what is not the decision",
                file=path.name,
                most=f"{LARGEST_ARCHIVE / 1e6:.0f}",
            )
        )


def _from_archive(data: bytes, name: str, progress: Progress | None) -> Source:
    archive = checked_archive(data, name)
    kind = _kind(archive, name)
    try:
        listing = _read_archive(archive, kind, name, progress)
    except UnreadableDecision:
        raise
    except _DAMAGED as error:
        program = "Word" if kind == ".docx" else "Excel"
        raise UnreadableDecision(
            lazy(
                "{file} is damaged or not quite a {kind} file; open it in {program} and save "
                "it again as {kind}",
                file=name,
                kind=kind,
                program=program,
            )
        ) from error
    return _source(listing, name, kind, data)


def _read_archive(archive: ZipFile, kind: str, name: str, progress: Progress | None) -> Listing:
    """The libraries are large, and whoever imports this room seldom reads a document."""
    if kind == ".docx":
        from storage.importing.files.word.document import read_word

        return read_word(archive, name, progress)
    from storage.importing.files.excel.workbook import read_excel

    return read_excel(archive, name, progress)


def _from_pdf(data: bytes, name: str, progress: Progress | None) -> Source:
    try:
        from storage.importing.files.pdf.document import read_pdf
    except ModuleNotFoundError as error:
        raise UnreadableDecision(
            lazy(
                "{file} is a PDF, and pdfplumber, which reads it, is not installed; install "
                "it with: pip install 'daumoi[pdf]'",
                file=name,
            )
        ) from error
    return _source(read_pdf(data, name, progress), name, ".pdf", data)


def _kind(archive: ZipFile, name: str) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        raise UnreadableDecision(
            lazy(
                "{file} is an OpenDocument file (.odt, .ods); open it and save it as .docx or"
                " .xlsx",
                file=name,
            )
        )
    if any(one.endswith("workbook.bin") for one in names):
        raise UnreadableDecision(
            lazy("{file} is a binary workbook; open it and save it as .xlsx", file=name)
        )
    for folder, kind in (("word/", ".docx"), ("xl/", ".xlsx")):
        if "[Content_Types].xml" in names and any(one.startswith(folder) for one in names):
            return kind
    raise UnreadableDecision(
        lazy(
            "{file} is an archive and neither .docx nor .xlsx; unpack it and give the "
            "decision inside",
            file=name,
        )
    )


def _source(listing: Listing, name: str, kind: str, data: bytes) -> Source:
    text = listing.text()
    if not text.strip():
        raise UnreadableDecision(
            lazy(
                "{file} has no text, perhaps only pictures; ask for the file it was made from",
                file=name,
            )
        )
    refuse_old_fonts(text, name)
    return Source(listing.document(), {"decision.txt": text.encode(), f"decision{kind}": data})
