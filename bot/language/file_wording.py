"""The kinds of files a report may bring: known by name and by content, and named in words."""

import io
import math
import re
import zipfile
from collections.abc import Iterable

from bot.language.wording import shortened
from locales import Translator, mark

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

_GROUPS = (
    ((JPEG, PNG), mark("photos (JPG, PNG)")),
    ((PDF,), "PDF"),
    ((DOC, DOCX), "Word"),
    ((XLS, XLSX), "Excel"),
)
_SEEN = {
    "image/": mark("this kind of picture"),
    "video/": mark("video"),
    "audio/": mark("a recording"),
    STICKER: mark("a sticker"),
}
_BY_ENDING = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = {"word/": DOCX, "xl/": XLSX}
LONGEST_NAME = 80  # letters of a name that are shown
_HEAD = 1024  # bytes; some programs write a line before "%PDF-"
_KB, _MB = 1024, 1024 * 1024


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

    Empty when it is none of a report's.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if b"%PDF-" in content[:_HEAD]:
        return PDF
    if content.startswith(_OLE):
        return said if said in (DOC, XLS) else DOC
    return _zipped_kind(content) if content.startswith(b"PK\x03\x04") else ""


def size_words(size: int, say: Translator) -> str:
    """ "350 KB", "1,2 MB"."""
    if size >= _MB:
        tenths = math.ceil(10 * size / _MB)  # a file that is too large shall look so
        amount = f"{tenths / 10:.1f}".removesuffix(".0")
        return say("{n} MB", n=amount.replace(".", ",") if say.language == "vi" else amount)
    return say("{n} KB", n=size // _KB) if size >= _KB else say("{n} bytes", n=size)


def listed(name: str, media_type: str, size: int | None, say: Translator) -> str:
    """'"baocao.pdf" (1,2 MB)', "ảnh (350 KB)": one of several."""
    words = f'"{shortened(name, LONGEST_NAME)}"' if name else seen("", media_type, None, say)
    return _sized(words, size, say)


def seen(name: str, media_type: str, size: int | None, say: Translator) -> str:
    """'tệp "baocao.pdf" (1,2 MB)', "video": what somebody sent, inside a sentence."""
    if name:
        words = say('the file "{name}"', name=shortened(name, LONGEST_NAME))
        return _sized(words, size, say)
    if media_type in (JPEG, PNG):
        return _sized(say("the photo"), size, say)
    found = next((words for start, words in _SEEN.items() if media_type.startswith(start)), "")
    return say(found) if found else say("this kind of file")


def kinds_words(media_types: Iterable[str], say: Translator) -> str:
    """ "ảnh (JPG, PNG), PDF, Word, Excel"."""
    allowed = set(media_types)
    return ", ".join(say(words) for kinds, words in _GROUPS if allowed & set(kinds))


def _sized(words: str, size: int | None, say: Translator) -> str:
    return f"{words} ({size_words(size, say)})" if size else words


def _zipped_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    starts = (kind for start, kind in _ZIPPED.items() if any(n.startswith(start) for n in names))
    return next(starts, "")
