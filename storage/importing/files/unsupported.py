"""Tells by their first bytes the files that are no decision to read, and says what to do."""

import re

from storage import lazy
from storage.importing.document import UnreadableDecision

READ = lazy(".txt, .docx, .xlsx or .csv")
OLE = bytes.fromhex("D0CF11E0A1B11AE1")

_PICTURE = lazy(
    "a picture; ask the issuing office for the file it was printed from ({formats})", formats=READ
)
_AGAIN = lazy("open it and save it as {formats}", formats=READ)
_ARCHIVE = lazy("an archive; unpack it and give the decision inside")
_FOREIGN: tuple[tuple[str, str], ...] = (
    (r"\xff\xd8\xff|\x89PNG|GIF8|II\*\0|MM\0\*|RIFF....WEBP|BM.{4}\0{4}|.{4}ftyp", _PICTURE),
    (r"Rar!|7z\xbc\xaf|\x1f\x8b", _ARCHIVE),
    (r"\{\\rtf", lazy("an RTF document; open it in Word and save it as .docx")),
    (r"\s*MIME-Version:", lazy("a web archive; {advice}", advice=_AGAIN)),
    (r"\s*<\?xml", lazy("an XML file; {advice}", advice=_AGAIN)),
    (
        r"\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body|meta|table)\b",
        lazy(
            "a web page; open it in a browser, copy the whole text and save it as {formats}",
            formats=READ,
        ),
    ),
)


def is_pdf(data: bytes) -> bool:
    return b"%PDF" in data[:1024]


def refuse_foreign(data: bytes, name: str) -> None:
    """Raises UnreadableDecision for what is surely neither text nor an Office archive."""
    if data.startswith(OLE):
        raise UnreadableDecision(lazy("{file} is {words}", file=name, words=_of_ole(data)))
    start = data[:1024].removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    for pattern, words in _FOREIGN:
        if re.match(pattern, start, re.IGNORECASE | re.DOTALL):
            raise UnreadableDecision(lazy("{file} is {words}", file=name, words=words))


def _of_ole(data: bytes) -> str:
    """The old Office container names its streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return lazy("protected by a password; open it in Word or Excel and save it without one")
    if "WordDocument".encode("utf-16-le") in data:
        return lazy("an old Word document (.doc); open it in Word and save it as .docx")
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return lazy("an old Excel workbook (.xls); open it in Excel and save it as .xlsx")
    return lazy("an old Office file; {advice}", advice=_AGAIN)
