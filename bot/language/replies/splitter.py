"""Cuts a reply into pieces at commas, semicolons, line ends, full stops, slashes, "và", "còn"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.replies.statuses import read_status
from bot.language.replies.task_refs import refs_at

_PERCENT = r"(?:[.,]\d+)?\s?(?:%|phần|phan|pt)"
_REF = (
    r"(?:(?:nhiệm vụ|nhiem vu|nv|mục|muc|câu|cau|(?:công |cong )?(?:việc|viec)|task|số|so|#"
    r"|(?:cái|cai)\s(?:số|so|thứ|thu))\s?"
    rf"(?:(?:số|so|thứ|thu)\s)?)?\d(?!\d*{_PERCENT})"
)
_SAID = r"(?:thì|thi|chưa|chua|đã|da|đang|dang|xong|vướng|vuong)\b"  # of a task, not counted
_UNIT = r"(?:tỷ|tỉ|ty|triệu|trieu|ha|km|tấn|tan|người|nguoi|hộ|ho|xã|xa|lớp|lop)(?!\w)"
_LETTER = r"[^\W\d_]"
_CUT = re.compile(
    r"(?P<line>\n)"
    rf"|(?P<semicolon>;|\s[|+]\s(?={_REF}))"
    # a comma between digits parts a list ("1,2,3 xong"), not a number ("95,5%")
    r"|(?P<comma>,(?!\d)|(?<!\d),|(?<=\d,\d),(?=\d{1,3}$)|(?<=\d,\d\d),(?=\d{1,3}$)"
    r"|(?<!\b0),(?=\d{1,3}(?:[.\-]\w+)*(?:[,:=)]|\s(?!%|phần|phan|pt))))"
    rf"|(?P<stop>(?<={_LETTER}|[%)])\.(?=\s|\d|$)|(?<=\d)\.(?=\s))"
    rf"|(?P<slash>\s/\s|(?<={_LETTER}|%)/(?=\d{{1,3}}\s(?!{_UNIT})))"
    rf"|(?P<dash>(?<={_LETTER}|[%)])\s[-–—]\s(?=\d))"
    rf"|(?P<colon>:(?=\s?{_REF}))"
    rf"|(?P<conjunction>\s(?:và|va|với|voi|lẫn|lan)\s(?={_REF}))"
    rf"|(?P<contrast>\s(?:còn|con)\s(?={_REF}|(?:lại|lai)\b)"
    rf"|\s(?:nhưng|nhung|mà|ma)\s(?={_REF}[\d.]*\s{_SAID}))"
    r"|(?P<numbered>\s(?=\d{1,3}[.)]\s))",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\d+\s?(?:tỷ|tỉ|ty|triệu|trieu|nghìn|nghin|ngàn|ngan|ha|km2?|m[23]|kg|tấn|tan|đồng|dong|usd|kwh?"
    r"|mw)(?!\w)",
    re.IGNORECASE,
)
_VALUE_OF_AN_INDICATOR = re.compile(
    r"(?:ct\.?\s?|chỉ tiêu (?:số )?|chi tieu (?:so )?)\d{1,2}[\s:=]+(?:[^\W\d]+\s)*\d+$",
    re.IGNORECASE,
)
_NUMBERED_LIST = re.compile(r"\d{1,3}[.)]\s")  # "1. xong 2. chưa"
_ALONE = re.compile(
    rf"(?:riêng|rieng)\s(?={_REF})|(?:cả|ca)\s(?={_REF}[\d.]*\s?(?:,|và|va|với|voi|lẫn|lan)\s)",
    re.IGNORECASE,
)
_PARTING = {("contrast", "comma"), ("contrast", "conjunction")}
_BULLETS = " -–—+•*·.,;:/"
_NAMED = re.compile(
    r"(?:số|so|vụ|vu|nv|mục|muc|việc|viec|lượng|luong|phần|phan|cái|cai|dung)$", re.IGNORECASE
)
_CODE = re.compile(r"(?:^|\W)(?:[ivx]+|ct|nv|bs|[a-eđ]|(?:pl|bg)\d+)$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """`start` and `end` in the text; `cut` names what stands in front of it."""

    start: int
    end: int
    cut: str


def pieces_of(text: str, codes: Sequence[str] = ()) -> list[Piece]:
    """The pieces of a tidy text that hold anything, in order."""
    return [piece for piece in _all_pieces(text, codes) if piece.start < piece.end]


def _all_pieces(text: str, codes: Sequence[str]) -> Iterator[Piece]:
    bracketed, is_numbered = _bracketed(text), _NUMBERED_LIST.match(text) is not None
    start, cut = 0, "line"
    for found in _CUT.finditer(text):
        if found.start() in bracketed or (found["numbered"] and not is_numbered):
            continue
        if _belongs(text[start : found.start()], cut, found, codes):
            continue
        yield _trimmed(text, start, found.start(), cut)
        start, cut = found.end(), found.lastgroup or ""
        if cut == "contrast" and text[start : start + 1].isalpha() and text[start] in "lL":
            start = found.start() + 1  # "còn lại" names tasks
    yield _trimmed(text, start, len(text), cut)


def _belongs(before: str, after: str, found: re.Match[str], codes: Sequence[str]) -> bool:
    """Whether the mark is part of what it stands in: "3. xong", "VIII.3", "xong: 1, 3", "3 + 4".

    `after`: what stands in front of the words before it; behind "1, 2, 3" a "còn" parts.
    """
    before = before.strip(_BULLETS)
    cut = found.lastgroup
    if cut == "comma":
        return _is_decimal(before, found)
    is_plus = found[0].strip() == "+"
    if not is_plus and cut not in ("stop", "colon", "contrast"):
        return False
    if (cut == "contrast" and _NAMED.search(before)) or (cut == "stop" and _CODE.search(before)):
        return True
    refs = refs_at(before, codes)
    if refs and refs.end == len(before):
        return (cut, after) not in _PARTING
    said = before[refs.end :] if refs else before
    return cut == "colon" and read_status(said) is not None


def _is_decimal(before: str, found: re.Match[str]) -> bool:
    """ "1,2 tỷ", "CT.20 1,2": of a measure, or the value of an indicator."""
    behind = found.string[found.end() :]
    if not before[-1:].isdecimal() or not behind[:1].isdecimal():
        return False
    return bool(_MEASURE.match(behind) or _VALUE_OF_AN_INDICATOR.search(before))


def _trimmed(text: str, start: int, end: int, cut: str) -> Piece:
    while start < end and text[start] in _BULLETS:
        start += 1
    if alone := _ALONE.match(text, start):
        start = alone.end()
    while start < end and text[end - 1] in " ,;./":
        end -= 1
    return Piece(start, end, cut)


def _bracketed(text: str) -> set[int]:
    """The places inside brackets that close on the same line."""
    inside: set[int] = set()
    opened: list[int] = []
    for at, letter in enumerate(text):
        if letter == "\n":
            opened.clear()
        elif letter == "(":
            opened.append(at)
        elif letter == ")" and opened:
            start = opened.pop()
            if not opened:
                inside.update(range(start, at))
    return inside
