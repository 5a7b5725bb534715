"""Sentences of the running text and their clauses: who does something, and who receives it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from storage.importing.document import Line

_MARK = re.compile(r"[-–+•*]\s+|\d{1,2}(?:\.\d{1,2})*\.\s+|[a-zđ]\)\s+")
_NUMBERED = re.compile(r"\d{1,2}\.\s")
_HEADING = re.compile(r"[IVXLC]+\.\s|Điều \d|PHỤ LỤC")
_SOMEBODY = re.compile(
    r"(?:Các (?!nhiệm vụ|nội dung|mục tiêu|giải pháp|hoạt động)|Thủ trưởng |Giám đốc |Chánh "
    r"|Chủ tịch |Sở |UBND |Ủy ban |Ban (?!hành)|Văn phòng |Phòng |Cơ quan |Đơn vị |Trung tâm )"
)
_OPENING = re.compile(
    r"(?:Giao|Đề nghị|Yêu cầu)\s+"
    r"|(?:Định kỳ|H[àằ]ng (?:năm|quý)|Trước|Chậm nhất)"
    r"(?:[^,(]*\([^)]*\)(?:\s*(?:,|và)?\s*[^,()]{0,20}\([^)]*\))*\s*,?\s*|[^,(]*,\s*)"
)
_WHO_ENDS = re.compile(
    r"\s*[,:]?\s*(?<![Cc]ác )(?<!cơ quan, )"
    r"(?:(?:định kỳ|có trách nhiệm|chịu trách nhiệm|tổ chức|báo cáo|tổng hợp|trước|theo"
    r"|chủ trì|chủ động|là (?:cơ quan|đơn vị)|h[àằ]ng (?:năm|quý)|tham mưu|căn cứ|gửi|triển khai"
    r"|xây dựng|phối hợp|thường xuyên|chậm nhất|trên cơ sở|nộp|trình)\b|:|$)"
)
_NEXT_BEGINS = re.compile(
    r"(\d(?:\s+h[àằ]ng năm)?),\s+(?=(?:Sở|UBND|Ủy ban nhân dân|Văn phòng)\s[^,;]*?"
    r"\s(?:tổng hợp|báo cáo|trình)\b)"
)
_OFFICES = (
    r"Sở|UBND|Ủy ban|Bộ|Chủ tịch|Thủ tướng|Chính phủ|Văn phòng|HĐND|Hội đồng|Tỉnh ủy|Thành ủy"
    r"|Thường trực|[Pp]hòng"
)
_ADDRESSED = re.compile(
    rf"\b(?i:báo cáo|về|gửi|trình|cho|qua)\s+(?P<to>(?:{_OFFICES})\b.*?)"
    r"(?=[;.:()]|,(?! Thể thao)|\s+(?:để|trước|báo cáo|theo|tổng hợp|xem xét|định kỳ|ngày|chậm"
    r"|đồng thời|kết quả|(?:h[àằ]ng|mỗi|trong|các) (?:năm|quý|tháng)|về|gửi|trình|không muộn|muộn"
    r"|từ|sau|qua|vào|bằng|kèm)\b|$)"
)


@dataclass(frozen=True)
class Sentence:
    """`owner` answers for the numbered paragraph that the sentence stands in."""

    text: str
    line: int
    owner: str


@dataclass(frozen=True)
class Clause:
    """A part of a sentence; `rest` is what follows it until somebody else is named."""

    text: str
    sentence: str
    who: str
    rest: str

    def parties(self, start: int, end: int) -> tuple[str, list[str]]:
        """Who owes what is due on the day that stands there, and to whom.

        Whoever is named right before the day receives it, else after it, else earlier. "gửi về
        Sở … để tổng hợp, báo cáo UBND tỉnh": what stands after "để" is what the receiver does.
        """
        before = self.text[:start]
        own, _, purpose = before.rpartition(" để ")
        receivers = addressed(own)
        if receivers and (onward := addressed(purpose)):
            return receivers[-1], onward[-1:]
        after = re.split(r"\bđể\b", self.text[end:] + self.rest)[0]
        found = list(_ADDRESSED.finditer(before))
        if found and not before[found[-1].end() :].strip(" ,"):
            return self.who, [found[-1]["to"].strip()]
        return self.who, addressed(after) or addressed(before)


def sentences_of(lines: Iterable[Line]) -> Iterator[Sentence]:
    owner = ""
    for line in lines:
        text = _MARK.sub("", line.text, count=1) if _MARK.match(line.text) else line.text
        if _NUMBERED.match(line.text):
            owner = _who(text)
        elif _HEADING.match(line.text):
            owner = ""
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZĐ])", text):
            yield Sentence(sentence, line.number, owner)


def clauses_of(sentence: Sentence) -> list[Clause]:
    """The parts between semicolons, and those that somebody else begins.

    One that names nobody goes on with whoever came before.
    """
    texts = [one for part in _glued(re.split(r"\s*;\s*", sentence.text)) for one in _by_day(part)]
    own = [_who(text) for text in texts]
    clauses: list[Clause] = []
    who = sentence.owner
    for at, text in enumerate(texts):
        who = own[at] or who
        others = [n for n in range(at + 1, len(texts)) if own[n]]
        rest = "; ".join(["", *texts[at + 1 : others[0] if others else None]])
        clauses.append(Clause(text, sentence.text, who, rest))
    return clauses


def addressed(text: str) -> list[str]:
    return list(dict.fromkeys(match["to"].strip() for match in _ADDRESSED.finditer(text)))


def _glued(parts: Sequence[str]) -> list[str]:
    """A part that only names somebody begins the list that the next part goes on with."""
    texts: list[str] = []
    for part in parts:
        if texts and texts[-1] and _who(texts[-1]) == texts[-1]:
            texts[-1] = f"{texts[-1]}; {part}"
        else:
            texts.append(part)
    return texts


def _by_day(part: str) -> list[str]:
    """ "Các sở báo cáo … trước ngày 15/11, Sở Y tế tổng hợp …" is two duties."""
    found = _NEXT_BEGINS.search(part)
    if not found or not _who(part[: found.end(1)]):
        return [part]
    return [part[: found.end(1)], *_by_day(part[found.end() :])]


def _who(text: str) -> str:
    """The offices that a clause begins with; "" when it begins with something else."""
    text = _OPENING.sub("", text, count=1) if _OPENING.match(text[:1].upper() + text[1:]) else text
    text = text[0].upper() + text[1:] if text else ""
    end = _WHO_ENDS.search(text)
    return text[: end.start()] if end and _SOMEBODY.match(text) else ""
