"""Decodes text files, and says what a file that is no UTF-8 text looks like."""

import re
import unicodedata

from storage import LazyText, lazy
from storage.importing.document import UnreadableDecision
from storage.importing.files.listing import without_invisible

LARGEST_TEXT = 20_000_000  # bytes; a plan of a thousand rows has one million
LONGEST_LINE = 100_000  # characters; the longest cell seen has 1,370

_UTF8 = lazy("open it in Notepad or LibreOffice and save it again with the encoding UTF-8")
_UNIKEY = lazy("convert it to Unicode (Unikey: Ctrl+Shift+F6) and save it as UTF-8")

# Letters only Vietnamese has. The old fonts drew them over the letters and signs of Western Europe:
# TCVN3 (.VnTime) over single ones, as in "QuyÕt ®Þnh", VNI over pairs, as in "nhaân daân".
_PROPER = re.compile("[đĐăĂơƠưƯ\u1ea0-\u1ef9]")
_TCVN3 = re.compile(r"(?<=[A-Za-zÀ-ÿ])[®¸µ¶·¹¾»¼½¨©ª«¬]|[®§¸µ¶·¹¾»¼½¨©ª«¬](?=[A-Za-zÀ-ÿ])")
_VNI = re.compile(
    "a[âáàåãäùøûõïêéèúüë]|e[âáàåãäùøûõï]|o[äåùøûõï]|u[ùøûõï]|[öô][ùøûõï]|ñ|æ", re.IGNORECASE
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LATIN = re.compile("[\t\n\r -\u024f\u1ea0-\u1ef9\u2010-\u2026]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")


def decode(data: bytes, name: str) -> str:
    """The text with its lines as they are, in composed letters and without invisible ones."""
    _refuse_too_large(data, name)
    if _is_utf16(data):
        raise UnreadableDecision(
            lazy(
                "{file} is not UTF-8 text, it looks like UTF-16; {advice}", file=name, advice=_UTF8
            )
        )
    raw = _decoded(data, name)
    if "\0" in raw or len(_CONTROL.findall(raw)) > len(raw) / 100:
        raise UnreadableDecision(lazy("{file} is a binary file; save it as UTF-8 text", file=name))
    text = without_invisible(raw)
    refuse_old_fonts(text, name)
    _refuse_long_lines(text, name)
    return text


def _refuse_too_large(data: bytes, name: str) -> None:
    if len(data) > LARGEST_TEXT:
        raise UnreadableDecision(
            lazy(
                "{file} has {bytes} bytes and a text may have {most} ({most_mb} MB); leave "
                "out what does not belong there",
                file=name,
                bytes=f"{len(data):,}",
                most=f"{LARGEST_TEXT:,}",
                most_mb=f"{LARGEST_TEXT / 1e6:.0f}",
            )
        )


def _refuse_long_lines(text: str, name: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            raise UnreadableDecision(
                lazy(
                    "line {number} of {file} has {letters} characters, more than {most}; its "
                    "line breaks seem to be lost, copy the text again",
                    number=number,
                    file=name,
                    letters=len(line),
                    most=LONGEST_LINE,
                )
            )


def refuse_old_fonts(text: str, name: str) -> None:
    """The letters of TCVN3 and VNI are valid UTF-8 too, once they were copied or stored in Word."""
    if font := _old_font(text):
        raise UnreadableDecision(
            lazy(
                "{file} is written for the old fonts {font}; {advice}",
                file=name,
                font=font,
                advice=_UNIKEY,
            )
        )


def _is_utf16(data: bytes) -> bool:
    if data.startswith(_UTF16):
        return True
    texts = (data[:4000].decode(codec, "replace") for codec in ("utf-16-le", "utf-16-be"))
    return b"\0" in data[:4000] and any(len(_LATIN.findall(t)) > 0.9 * len(t) for t in texts)


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDecision(_not_utf8(data, name, error.start)) from error


def _not_utf8(data: bytes, name: str, at: int) -> LazyText:
    lenient = data.decode("utf-8", "replace")
    broken, sound = lenient.count("\ufffd"), len(re.findall("[^\0-\x7f\ufffd]", lenient))
    line = data.count(b"\n", 0, at) + 1
    if sound > broken:
        return lazy(
            "{file} is UTF-8 text but for stray bytes, the first on line {line}; type that "
            "line again or copy the text anew",
            file=name,
            line=line,
        )
    western = data.decode("cp1252", "replace")
    if font := _old_font(western, than=_proper(data.decode("cp1258", "replace"))):
        return lazy(
            "{file} is not UTF-8 text, it looks written for the old fonts {font}; {advice}",
            file=name,
            font=font,
            advice=_UNIKEY,
        )
    if _proper(data.decode("cp1258", "replace")):
        return lazy(
            "{file} is not UTF-8 text, it looks like windows-1258; open it in Word with the "
            "encoding 'Vietnamese (Windows)' and save it again as UTF-8",
            file=name,
        )
    return lazy(
        "{file} is not UTF-8 text (byte {byte}); {advice}", file=name, byte=at + 1, advice=_UTF8
    )


def _old_font(text: str, than: int | None = None) -> str:
    proper = _proper(text) if than is None else than
    counts = {"TCVN3 (.VnTime)": _TCVN3, "VNI": _VNI}
    font, pattern = max(counts.items(), key=lambda entry: len(entry[1].findall(text)))
    return font if len(pattern.findall(text)) > proper else ""


def _proper(text: str) -> int:
    return len(_PROPER.findall(unicodedata.normalize("NFC", text)))
