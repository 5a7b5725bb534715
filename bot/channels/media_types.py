"""The kinds of files a report may bring: known by name and by content."""

import io
import re
import zipfile

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
DOC, XLS = "application/msword", "application/vnd.ms-excel"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# How the name of each kind ends; the first ending is the one it is given
ENDINGS: dict[str, tuple[str, ...]] = {
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    PDF: (".pdf",),
    DOC: (".doc",),
    DOCX: (".docx",),
    XLS: (".xls",),
    XLSX: (".xlsx",),
}
REPORT_FILES = frozenset(ENDINGS)
STICKER = "application/x-tgsticker"
LARGEST = 10 * 1024 * 1024  # bytes
_BY_ENDING = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What may run is none of a report's files: programs, and documents with macros
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_OLD_MACROS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "VBA\0", "Macros\0"))
_MACROS = re.compile(r"(?:^|/)(?:vba\w*\.(?:bin|xml)|macrosheets/|activeX/)", re.I)
_ZIPPED = {"word/": DOCX, "xl/": XLSX}
_HEAD = 1024  # bytes; some programs write a line before "%PDF-"


def ending_of(name: str) -> str:
    """ ".pdf"; empty where the name has none, as in "123.BC-SCT"."""
    found = _ENDING.search(name)
    return found[0].lower() if found else ""


def kind_by_name(name: str, media_type: str) -> str:
    """The kind a file is said to be: by the ending of its name, else by what its channel says.

    Empty when it is none of a report's.
    """
    ending = ending_of(name)
    said = media_type.partition(";")[0].strip().lower()
    return _BY_ENDING.get(ending, "") if ending else said if said in ENDINGS else ""


def kind_by_content(content: bytes, said: str) -> str:
    """The kind a file really is, whatever its name; `said` decides between old Word and Excel.

    Empty when it is none of a report's, or may run: a program, a document with macros.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(_PROGRAMS):
        return ""  # also where "%PDF-" stands behind its head
    if b"%PDF-" in content[:_HEAD]:
        return PDF
    if content.startswith(_OLE):
        if any(name in content for name in _OLD_MACROS):
            return ""
        return said if said in (DOC, XLS) else DOC
    return _zipped_kind(content) if content.startswith(b"PK\x03\x04") else ""


def _zipped_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    if "[Content_Types].xml" not in names or any(_MACROS.search(name) for name in names):
        return ""
    starts = (kind for start, kind in _ZIPPED.items() if any(n.startswith(start) for n in names))
    return next(starts, "")
