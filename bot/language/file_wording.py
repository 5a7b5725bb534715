"""The kinds of files a report may bring: known by name and by content, and named in words."""

import math
from collections.abc import Iterable

from bot.channels.media_types import DOC, DOCX, JPEG, PDF, PNG, STICKER, XLS, XLSX
from bot.language.wording import shortened
from locales import Translator, mark

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
LONGEST_NAME = 80  # letters of a name that are shown
_KB, _MB = 1024, 1024 * 1024


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
