"""The list "Nơi nhận" of a decision: who is sent it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from storage import lazy
from storage.importing.folder.model import Doubt
from storage.names import fold

_EXECUTES = re.compile(r"^(?:Điều \d+\.\s*)?(.+) chịu trách nhiệm thi hành Quyết định")
_BEGINS = re.compile(r"\s*nơi nhận\s*:?\s*", re.I)
_MARK = re.compile(r"[-–+•*]\s*")
_SIGNED = re.compile(  # who signs, where it stands beside the list
    r"(?:TM|KT|TL|TUQ|T/M|Q)\.|(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|CHÁNH|BÍ THƯ|THỦ TƯỚNG"
    r"|(?:\w+ )?TRƯỞNG)\b"
)
_OFFICE = re.compile(r"(?:Sở|Bộ|Ban|Tỉnh|Thành|Công|Các|Đảng|Đoàn|Hội|Báo|Đài|Cục|Thuế|Kho)\b")


def read_recipients(texts: Sequence[str]) -> tuple[str, ...]:
    """ "Như Điều 2" stands in it for those who execute the decision."""
    matches = filter(None, map(_EXECUTES.search, texts))
    executing = [part.strip() for part in next((m[1] for m in matches), "").split(";")]
    recipients: list[str] = []
    for entry in map(_name, _entries(texts)):
        if entry.startswith("Như Điều") and any(executing):
            recipients += executing
        elif entry and not entry.startswith("Lưu"):  # the registry's own copy
            recipients.append(entry)
    return tuple(filter(None, recipients or executing))


def _entries(texts: Sequence[str]) -> Iterator[str]:
    """What is listed behind "Nơi nhận:" in its own line, as in a cell, and in those below."""
    start = next((at for at, text in enumerate(texts) if begins_list(text)), None)
    if start is None:
        return
    listed = [_BEGINS.sub("", texts[start], count=1)]
    listed += takewhile(_MARK.match, texts[start + 1 :])
    signed = False
    for text in listed:
        *others, last = text.split(";")
        yield from others
        if not (signed and others and _is_person(last)):
            yield last
        signed |= any(_SIGNED.match(one.strip()) for one in (*others, last))


def _is_person(words: str) -> bool:
    """Whose signature it is, behind the last name of a line: "- Các ấp; Nguyễn Văn An"."""
    names = words.strip(" .").split()
    return 2 <= len(names) <= 5 and not _OFFICE.match(names[0]) and all(map(str.istitle, names))


def _name(entry: str) -> str:
    """The office as it is printed, "(để b/c)" too, without the mark before it."""
    name = _MARK.sub("", entry.strip(), count=1).strip(" ;.,")
    return "" if _SIGNED.match(name) else name


def recipients_doubt(texts: Iterable[str], found: Sequence[str]) -> Iterable[Doubt]:
    if any(begins_list(text) for text in texts):
        return
    proposal = lazy("not known; fill in the recipients")
    if found:
        proposal = lazy("those who execute it: {names}", names="; ".join(found))
    reason = lazy("the list 'Nơi nhận' is missing")
    yield Doubt("plan.toml", "", "recipients", "", reason, proposal)


def begins_list(text: str) -> bool:
    return fold(text).startswith("noi nhan")
