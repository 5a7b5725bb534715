"""Brings the many ways to write a time into one: folded words, plain numbers, every part named."""

import re
import unicodedata
from functools import lru_cache

from storage.names import fold

YEAR = r"(?:199\d|20\d\d|2100)"
_SPELT = {
    word: number
    for number, words in enumerate(
        ("một nhất", "hai", "ba", "bốn tư", "năm", "sáu", "bảy bẩy", "tám", "chín", "mười"), 1
    )
    for word in words.split()
} | {"mười một": 11, "mười hai": 12}
_SPELT_PLAIN = {fold(word): number for word, number in _SPELT.items()}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_AND = r"\s*(?:,|;|-+|\bva\b|\bden het\b|\bden\b|&|\+)\s*"
_CLOCK = (
    r"(?:luc |vao )?\b(\d{1,2})(?:(?:h| gio| ?g)\s*(?:\d{1,2}\b)?(?: ?phut| ?p)?|:\d{2}\b)'?"
    r"\s*,?\s*(?=(?:ngay )?\d)"
)
_SIMPLER: tuple[tuple[str, str], ...] = (
    (r"\s*/\s*|(?<=\d)\s*\.\s*(?=\d)", "/"),
    (rf"\b({YEAR})[-/](\d{{1,2}})[-/](\d{{1,2}})\b", r"\3/\2/\1"),
    (rf"(?<!thang )(?<!quy )\b(\d{{1,2}})\s*-\s*(\d{{1,2}})\s*-\s*({YEAR})\b", r"\1/\2/\3"),
    (r"\b(thang|nam|ngay|quy)(?=\d)", r"\1 "),
    (r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\s*,?\s*(?=ngay\b|\d{1,2}/)", ""),
    (r"\bm[uo]ng (?=\d)", ""),
    (r"\btruoc (?:0{1,2}(?:h| gio)\s*(?:0+)?(?: phut)?) (?=ngay|\d)", "truoc "),
    (rf"\btruoc {_CLOCK}", "den "),
    (_CLOCK, ""),
    (r"\bt(?:hg?)?\.? ?(\d{1,2})\b(?=\s*(?:$|[-,;/]|nam\b|den\b|va\b))", r"thang \1"),
    (r"\b(?:q(?=[ivx\d. ])|qu[iy])[. /]*(?=(?:[il1]{1,3}|[il1]v|v|\d)\b)", "quy "),
    (rf"^(?=(?:(?:i{{1,3}}|iv)\b\s*[,-]?\s*)+/{YEAR}$)", "quy "),
    (r"\bquy (?=\d*[il])[il1]{3}\b", "quy iii"),  # letters that a scan mistakes
    (r"\bquy (?=\d?[il])[il1]{2}\b", "quy ii"),
    (r"\bquy l\b", "quy i"),
    (r"\bquy [l1]v\b", "quy iv"),
    (r"\bnua (dau|cuoi) nam\b|\bnua nam (dau|cuoi)\b", r"6 thang \1\2 nam"),
    (r"\bcham nhat|\bmuon nhat|\btre nhat|\bhan (?:cuoi|chot)|\bdeadline", "latest"),
    (r"(?:^|,)?\s*\bdu kien\b:?", ""),
    (r"^(?:ca|suot|quanh) nam$", "thuong xuyen trong nam"),
    (r"\bkhong (?:qua|sau|(?:muon|cham|tre) hon|de muon hon)\b", "latest"),
)
_LABEL = re.compile(r"\((?:giai doan|dot|lan|buoc|phan|ky) (?:\d{1,2}|[ivx]+)\)")
_WORDS = "|".join(sorted({*_SPELT, *_SPELT_PLAIN}, key=len, reverse=True))
_SPELT_PART = re.compile(rf"\b(tháng|thang|quý|quí|quy|qui)\s+({_WORDS})\b(?!\s+l[ầa]n)")
_OF_MAY = re.compile(r"\s*(?:$|[,;/-]|n[ăa]m\b|h[ằàa]ng\b|m[ỗo]i\b)")
_OF_JUNE = re.compile(rf"\s*(?:/|nam )\s*{YEAR}")  # else "thang sau" is the next month


@lru_cache(maxsize=4096)  # the same few words stand in row after row, and each is asked for twice
def plain(raw: str) -> str:
    """ "Chậm nhất 16h ngày 30 / 6 / 2026" → "latest ngay 30/6/2026"; a "#" is a label's place."""
    text = unicodedata.normalize("NFC", re.sub("[@#]", "?", raw))
    text = re.sub("[\u2010-\u2015\u2212\u2192]", "-", text)
    text = _SPELT_PART.sub(_figure, text.lower())
    text = re.sub(r"[^\W_]+", lambda word: fold(word.group()) or "va", text)
    text = _LABEL.sub(" # ", " ".join(text.split()))
    text = re.sub(r"[)\]]", " ", re.sub(r"\s*[(\[]", ", ", text))
    text = " ".join(text.split())
    for pattern, simpler in _SIMPLER:
        text = re.sub(pattern, simpler, text)
    return trimmed(_every_part_named(_numbers(text)))


def trimmed(text: str) -> str:
    text = re.sub(r"\s*([,;])(?:\s*[,;])*", r"\1", text)
    return " ".join(text.split()).strip(" ,;.:-/*+•")


def _figure(match: re.Match[str]) -> str:
    """ "tháng sáu" → "tháng 6"; without accents only where no other words are meant."""
    part, word = match.groups()
    behind = match.string[match.end() :]
    unsure = (word in ("năm", "nam") and (part[0] == "q" or not _OF_MAY.match(behind))) or (
        word == "sau" and not (match.string.isascii() and _OF_JUNE.match(behind))
    )
    number = _SPELT.get(word) or _SPELT_PLAIN[word]
    return match.group() if unsure else f"{part} {number}"


def _numbers(text: str) -> str:
    """Quarters in numerals and counts of months in words as figures."""
    text = re.sub(r"\bquy (i{1,3}|iv|v)\b", lambda match: f"quy {_ROMAN[match[1]]}", text)
    return re.sub(
        r"\b(ba|sau|chin)\b(?= thang (?:dau|cuoi|mot)\b| thang/)",
        lambda match: str(_SPELT_PLAIN[match[1]]),
        text,
    )


def _every_part_named(text: str) -> str:
    """ "quy 1, ii" → "quy 1, quy 2"; "thang 3-6" → "thang 3-thang 6"; "1 - 15/6" → "1/6 - 15/6"."""
    text = re.sub(
        r"\bthang (dau|giua|cuoi)(?: cung| tien)?(?: cua)? quy ([1-4])\b",
        lambda m: f"thang {3 * int(m[2]) - ('cuoi', 'giua', 'dau').index(m[1])}",
        text,
    )
    text = _carried(rf"(\bquy \d(?:/{YEAR})?)({_AND})(iv|i{{1,3}}|[1-4])\b(?!/\d\d?\b|[h:])", text)
    text = _carried(
        rf"(\bthang \d\d?(?:/{YEAR})?)({_AND})(\d\d?)\b(?!/\d\d?\b| (?:lan|thang)| nam(?! {YEAR}))",
        text,
    )
    return re.sub(
        rf"(?<![\d/])(?<!thang )(?<!quy )\b(\d\d?)({_AND}(?:ngay )?)(\d\d?)(/| thang )(\d\d?)\b",
        r"\1/\5\2\3\4\5",
        text,
    )


def _carried(pattern: str, text: str) -> str:
    """The name of the part before, "quy" or "thang", carried to every number listed after it."""

    def named(match: re.Match[str]) -> str:
        number = _ROMAN.get(match[3], match[3])
        return f"{match[1]}{match[2]}{match[1].split()[0]} {number}"

    while (longer := re.sub(pattern, named, text)) != text:
        text = longer
    return text
