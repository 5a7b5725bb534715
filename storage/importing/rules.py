"""Finds the yearly reporting duties in the running text, each with the sentence it stands in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from storage.importing.document import Line
from storage.importing.folder import Doubt, RuleEntry
from storage.importing.told import told

_DAY = r"\d{1,2}(?:\s+tháng\s+|\s*/\s*)\d{1,2}(?!\d|\s*/\s*\d|\s*năm\s+\d)"
_DAYS = re.compile(
    r"(?:(?P<strict>trước)\s+(?:ngày\s+)?|chậm nhất\s+(?:(?:là|vào|đến|trong)\s+)*(?:ngày\s+)?"
    rf"|\bngày\s+)(?P<days>{_DAY}(?:(?:\s*,\s*|\s+và\s+)(?:(?:trước\s+)?ngày\s+)?{_DAY})*)",
    re.I,
)
_YEARLY = re.compile(r"h[àằ]ng năm|định kỳ|mỗi năm|năm sau|năm (?:kế tiếp|liền kề|báo cáo)", re.I)
_OTHER_ROUNDS = re.compile(
    r"ngày\s+\d{1,2}\s+(?:của\s+)?(?:h[àằ]ng\s+)?(?:tháng|quý)(?!\s+\d)", re.I
)
_MARK = re.compile(r"[-–+•*]\s+|\d{1,2}(?:\.\d{1,2})*\.\s+|[a-zđ]\)\s+")
_NUMBERED = re.compile(r"\d{1,2}\.\s")
_HEADING = re.compile(r"[IVXLC]+\.\s|Điều \d|PHỤ LỤC")
_SOMEBODY = re.compile(
    r"(?:Các (?!nhiệm vụ|nội dung|mục tiêu|giải pháp|hoạt động)|Thủ trưởng |Giám đốc |Chánh "
    r"|Chủ tịch |Sở |UBND |Ủy ban |Ban (?!hành)|Văn phòng |Cơ quan |Đơn vị |Trung tâm )"
)
_OPENING = re.compile(
    r"(?:Giao|Đề nghị|Yêu cầu)\s+"
    r"|(?:Định kỳ|H[àằ]ng năm|Trước|Chậm nhất)[^,(]*(?:\([^)]*\)\s*)?,\s*"
)
_WHO_ENDS = re.compile(
    r"\s*[,:]?\s*(?<![Cc]ác )(?<!cơ quan, )"
    r"(?:(?:định kỳ|có trách nhiệm|chịu trách nhiệm|tổ chức|báo cáo|tổng hợp|trước|theo"
    r"|chủ trì|chủ động|là (?:cơ quan|đơn vị)|h[àằ]ng năm|tham mưu|căn cứ|gửi|triển khai"
    r"|xây dựng|phối hợp|thường xuyên|chậm nhất|trên cơ sở)\b|:|$)"
)
_OFFICES = (
    r"Sở|UBND|Ủy ban|Bộ|Chủ tịch|Thủ tướng|Chính phủ|Văn phòng|HĐND|Hội đồng|Tỉnh ủy|Thường trực"
)
_ADDRESSED = re.compile(
    rf"\b(?i:báo cáo|về|gửi|trình|cho|qua)\s+(?P<to>(?:{_OFFICES})\b.*?)"
    r"(?=[;.:()]|,(?! Thể thao)|\s+(?:để|trước|báo cáo|theo|tổng hợp|xem xét|định kỳ|ngày|chậm nhất"
    r"|đồng thời|kết quả|h[àằ]ng năm|về|gửi|trình)\b|$)"
)


@dataclass(frozen=True)
class _Sentence:
    """`owner` answers for the numbered paragraph that the sentence stands in."""

    text: str
    line: int
    owner: str


def read_rules(
    lines: Iterable[Line], coordinator: str, from_year: int, until_year: int
) -> tuple[tuple[RuleEntry, ...], tuple[Doubt, ...]]:
    """Sentences with a yearly day, "trước ngày 15 tháng 11 hàng năm"; a day with a year is none."""
    rules: dict[tuple[str, int, int], RuleEntry] = {}
    doubts: list[Doubt] = []
    for sentence in _sentences(lines):
        for rule in _rules(sentence, coordinator, (from_year, until_year)):
            day = (rule.tier, rule.month, rule.day)
            again = day in rules
            rules.setdefault(day, rule)
            doubts += _doubts(rule, sentence.line, again)
        if _OTHER_ROUNDS.search(sentence.text):
            reason = told("a day of every month or quarter; rules are kept for days of the year")
            seen, line = sentence.text, sentence.line
            proposal = told("add a [[rules]] entry for each of its days")
            doubts.append(Doubt("plan.toml", "", "rules", seen, reason, proposal, line))
    if not rules:
        reason = told("no sentence with a yearly reporting day was found")
        doubts.append(Doubt("plan.toml", "", "rules", "", reason, told("add [[rules]] by hand")))
    return tuple(rules.values()), tuple(doubts)


def _sentences(lines: Iterable[Line]) -> Iterator[_Sentence]:
    owner = ""
    for line in lines:
        text = _MARK.sub("", line.text, count=1) if _MARK.match(line.text) else line.text
        if _NUMBERED.match(line.text):
            owner = _who(text)
        elif _HEADING.match(line.text):
            owner = ""
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZĐ])", text):
            yield _Sentence(sentence, line.number, owner)


def _rules(sentence: _Sentence, coordinator: str, years: tuple[int, int]) -> Iterator[RuleEntry]:
    if not _YEARLY.search(sentence.text):
        return
    who = _who(sentence.text) or sentence.owner
    for match in _DAYS.finditer(sentence.text):
        rule = RuleEntry(
            tier="coordinator" if coordinator and who.startswith(coordinator) else "agencies",
            quote=sentence.text,
            month=0,
            day=0,
            strict=match["strict"] is not None,
            who=who,
            to="; ".join(_recipients(sentence.text, match)),
            from_year=years[0],
            until_year=years[1],
        )
        for day, month in re.findall(r"(\d+)\D+(\d+)", match["days"]):
            if _exists(int(month), int(day)):
                yield replace(rule, month=int(month), day=int(day))


def _who(text: str) -> str:
    """The offices that a sentence begins with; "" when it begins with something else."""
    text = _OPENING.sub("", text, count=1) if _OPENING.match(text) else text
    text = text[0].upper() + text[1:] if text else ""
    end = _WHO_ENDS.search(text)
    return text[: end.start()] if end and _SOMEBODY.match(text) else ""


def _recipients(sentence: str, day: re.Match[str]) -> list[str]:
    """Whom the report goes to: named right before the day, else after it, else earlier.

    "gửi về Sở … để tổng hợp, báo cáo UBND tỉnh": what stands after "để" is what the receiver does.
    """
    before = sentence[: day.start()].rpartition(";")[2]
    after = re.split(r"\bđể\b", sentence[day.end() :])[0]
    found = list(_ADDRESSED.finditer(before))
    if found and not before[found[-1].end() :].strip(" ,"):
        return [found[-1]["to"].strip()]
    named = list(_ADDRESSED.finditer(after)) or found
    return list(dict.fromkeys(match["to"].strip() for match in named))


def _exists(month: int, day: int) -> bool:
    try:
        return bool(date(2024, month, day))  # a leap year
    except ValueError:
        return False


def _doubts(rule: RuleEntry, line: int, again: bool) -> list[Doubt]:
    where = f"{rule.day:02}/{rule.month:02}"
    if again:
        reason = told("another sentence names this day too; the first one is kept")
        return [Doubt("plan.toml", where, "rules", rule.quote, reason, told("compare them"), line)]
    missing = [name for name in ("who", "to") if not getattr(rule, name)]
    reason = told("the sentence does not show it plainly")
    return [
        Doubt("plan.toml", where, name, rule.quote, reason, told("fill it in by hand"), line)
        for name in missing
    ]
