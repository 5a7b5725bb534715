"""What an amending document says in sentences: rows struck, and single cells that are replaced."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.importing.document import Line

_REF = r"(?:[IVXLC]+(?:\.\d+)+|\d+(?:\.\d+)*(?:\.[a-zđ]\b)?|BS\.\d+)"
_REFS = rf"{_REF}(?:\s*(?:,|;|và)\s*(?:nhiệm vụ\s+)?(?:số\s+)?{_REF})*"
_TASKS = (
    r"(?:các\s+)?nhiệm vụ\s+(?:tại\s+)?(?:số\s+thứ\s+tự\s+|thứ\s+|số\s+|stt\s+|mục\s+)?"
    rf"(?P<refs>{_REFS})"
    rf"(?:\s*,?\s*(?:tại\s+|thuộc\s+|của\s+)?(?:mục|phần|nhóm)\s+(?P<under>[IVXLC]+|{_REF}))?"
)
_STRIKES = re.compile(
    rf"\b(?:bãi bỏ|h[uủ][ỷy] bỏ|hủy bỏ|huỷ bỏ|bỏ|không (?:tiếp tục )?thực hiện)\s+{_TASKS}", re.I
)
_CELLS = {
    "timeframe_raw": r"(?:thời gian|thời hạn)(?:\s+(?:hoàn thành|thực hiện))?|tiến độ",
    "lead_raw": r"(?:cơ quan|đơn vị) chủ trì",
    "coordinating_raw": r"(?:cơ quan|đơn vị) phối hợp",
    "product_raw": r"sản phẩm|kết quả",
    "title_raw": r"tên|nội dung",
}
_MOVES = r"gia hạn|kéo dài|rút ngắn|lùi|dời"
_WHICH = "|".join(f"(?P<{name}>{words})" for name, words in _CELLS.items())
_REPLACES = re.compile(
    rf"\b(?:điều chỉnh|sửa đổi|{_MOVES}|thay đổi|thay)(?:,\s*bổ sung)?\s+"
    rf"(?:(?:{_WHICH})\s+(?:thực hiện\s+)?(?:của\s+)?)?{_TASKS}"
    r"(?:\s*,?\s*từ\s+(?P<before>.+?))?\s*,?\s*"
    r"(?:thành|sang|đến|bằng|là|như sau|được sửa đổi như sau)\s*:?\s*(?P<value>\S.*)$",
    re.I,
)
_AMENDS = re.compile(
    r"\b(?:sửa đổi|bổ sung|bãi bỏ|h[uủ][ỷy] bỏ|thay thế|thay cụm từ|điều chỉnh"
    rf"|{_MOVES})\b",
    re.I,
)
_PHRASE = r"cụm từ\s+[“\"](?P<{}>[^”\"]+)[”\"]"
_REWORDS = tuple(  # the tasks behind the words, or between them
    re.compile(rf"\bthay(?: thế)?\s+{order}", re.I)
    for order in (
        rf"{_PHRASE.format('old')}\s+(?:bằng|thành)\s+{_PHRASE.format('new')}\s+"
        rf"(?:tại|ở|trong|của)\s+{_TASKS}",
        rf"{_PHRASE.format('old')}\s+(?:tại|ở|trong|của)\s+{_TASKS}\s*,?\s*(?:bằng|thành)\s+"
        rf"{_PHRASE.format('new')}",
    )
)
_ADDS = re.compile(
    r"(?<!sửa đổi, )\bbổ sung\s+(?:thêm\s+)?nhiệm vụ"
    rf"(?:\s+(?:số\s+(?:thứ\s+tự\s+)?|mới\s+)?(?P<ref>{_REF}))?"
    rf"(?:\s*,?\s*(?:vào|tại|thuộc|của)\s+(?:mục|phần|nhóm)\s+(?P<under>[IVXLC]+|{_REF}))?"
    r"(?:\s*,?\s*(?:như sau|sau))?\s*:\s*(?P<words>\S.*)$",
    re.I,
)
_SPEAKS_OF = re.compile(
    r"\b(?:nhiệm vụ|khoản|điểm|cụm từ|số thứ tự|thời hạn|thời gian|chủ trì|phối hợp)\b", re.I
)
_NO_CHANGE = re.compile(
    r"^\s*(?:Căn cứ|Theo đề nghị|Xét đề nghị|QUYẾT ĐỊNH|V/v|Về việc|Những nội dung|Các nội dung"
    r"|Điều \d+\.\s*(?:Quyết định|Văn bản) này)",
)
_QUOTED = re.compile(r"^[“\"'‘](?P<inside>.+?)[”\"'’]\s*[.;]?$")


@dataclass(frozen=True)
class Instruction:
    """Rows named by `refs`, below `under` where it is said: struck, or with one cell replaced.

    `column` is one of items.csv, empty where the rows are struck; with words `instead_of` it is
    any cell that has them.
    """

    refs: tuple[str, ...]
    under: str
    column: str
    value: str
    sentence: str
    line: int
    instead_of: str = ""


@dataclass(frozen=True)
class Added:
    """A new row in words: "…; cơ quan chủ trì: …; thời hạn: …"; `code` as it is said, or empty."""

    code: str
    under: str
    words: str
    line: Line


@dataclass(frozen=True)
class Sentences:
    """`unread`: lines that change something in words that were not understood."""

    instructions: tuple[Instruction, ...]
    unread: tuple[Line, ...]
    added: tuple[Added, ...] = ()


def read_sentences(lines: Iterable[Line]) -> Sentences:
    read: list[Instruction] = []
    unread: list[Line] = []
    added: list[Added] = []
    for line in lines:
        new = _ADDS.search(line.text)
        found = [] if new else list(_instructions(line))
        read += found
        if new:
            added.append(Added(new["ref"] or "", new["under"] or "", _value(new["words"]), line))
        elif not found and _seems_to_change(line.text):
            unread.append(line)
    return Sentences(tuple(read), tuple(unread), tuple(added))


def resolve(ref: str, under: str, codes: Sequence[str]) -> str | None:
    """The code that is meant: in full, below what is named beside it, or the only one that ends
    so; None where there is none or several."""
    wanted = f"{under}.{ref}" if under else ref
    if wanted in codes:
        return wanted
    ends = [code for code in codes if code.endswith(f".{wanted}")]
    return ends[0] if len(ends) == 1 else None


def _instructions(line: Line) -> Iterator[Instruction]:
    text = " ".join(line.text.split())
    struck = _STRIKES.search(text)
    if struck:
        yield Instruction(_refs(struck), struck["under"] or "", "", "", text, line.number)
        return
    reworded = next(filter(None, (one.search(text) for one in _REWORDS)), None)
    replaced = _REPLACES.search(text)
    if reworded:
        under, new = reworded["under"] or "", reworded["new"].strip()
        at, old = line.number, reworded["old"].strip()
        yield Instruction(_refs(reworded), under, "", new, text, at, instead_of=old)
    elif replaced:
        column = next((name for name in _CELLS if replaced[name]), "title_raw")
        value = _value(replaced["value"])
        under = replaced["under"] or ""
        yield Instruction(_refs(replaced), under, column, value, text, line.number)


def _refs(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(re.findall(_REF, match["refs"]))


def _value(text: str) -> str:
    quoted = _QUOTED.match(text)
    return quoted["inside"].strip() if quoted else text.strip().rstrip(".;").strip()


def _seems_to_change(text: str) -> bool:
    """A title or a ground cites the amending without doing it."""
    is_title = text.isupper()
    return bool(
        not is_title
        and not _NO_CHANGE.search(text)
        and _AMENDS.search(text)
        and _SPEAKS_OF.search(text)
    )
