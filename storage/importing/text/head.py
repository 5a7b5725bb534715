"""Reads the head of a decision: number, date, title, period, coordinator, recipients."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import takewhile

from storage.importing.document import Document, UnreadableDecision
from storage.importing.folder.model import Doubt, PlanHead
from storage.importing.lazy_text import lazy
from storage.importing.text.province import read_province
from storage.names import fold

_SIGN = r"\d+\s*(?:/\s*\d{4}\s*)?[/-]\s*[A-ZĐ][A-ZĐa-z]{1,4}\s*[-/]\s*[A-ZĐ]+"  # 12/2024/QĐ-UBND
_OWN = (
    r"(?:^|\|)[\s|]*(?i:(?:kế hoạch|quyết định|chương trình|nghị quyết)\s+)?(?i:số)\s+"  # no colon
)
_NUMBER = re.compile(rf"(?:{_OWN}|(?i:số)(?: hiệu)?\s*:[\s|]*)({_SIGN})")
_BLANK_NUMBER = re.compile(r"\b(?i:số)(?: hiệu)?\s*:[\s|.…_]*[/-]\s*[A-ZĐ][A-ZĐa-z]{1,4}\s*[-/]")
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_SHORT_DATE = re.compile(r"ngày\s+(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_PORTAL_DATE = re.compile(r"^Ngày ban hành\s*:[\s|]*(\d{1,2})/(\d{1,2})/(\d{4})")
_ISSUED_TITLE = re.compile(r"Ban hành (?:kèm theo Quyết định này )?(Kế hoạch .+?)\s*\.?$")
_PERIOD = re.compile(r"giai đoạn (\d{4}\s*[-–—]\s*\d{4})", re.I)
_COORDINATORS = (
    re.compile(r"(?:Giao )?((?:Sở|Ban|Văn phòng) [^.;]+?) là cơ quan đầu mối"),
    re.compile(
        r"^(?:[-–+]\s+|\d+\.\s+)?(?:Giao )?((?:Sở|Ban|Văn phòng) [^.;:]+?) (?:chủ trì, )?"
        r"(?:theo dõi|hướng dẫn|đôn đốc)[^.;:]* thực hiện Kế hoạch"
    ),
)
_EXECUTES = re.compile(r"^(?:Điều \d+\.\s*)?(.+) chịu trách nhiệm thi hành Quyết định")


def read_head(document: Document, file_name: str) -> tuple[PlanHead, tuple[Doubt, ...]]:
    """Raises UnreadableDecision when number, date or province cannot be found."""
    texts = [line.text for line in document.lines]
    rows = [" | ".join(row.cells) for table in document.tables for row in table.rows]
    number, issued_on, around = _number_and_date([*rows, *texts], file_name)
    title = _first(_ISSUED_TITLE, texts)
    province = read_province(around, title, [*rows, *texts])
    if province is None:
        raise UnreadableDecision(
            f"{file_name} does not say 'tỉnh …' or 'thành phố …' with the province's name; "
            "add its title line"
        )
    head = PlanHead(
        code=fold(province.name).replace(" ", "-"),
        decision=number,
        issued_on=issued_on,
        title=title,
        province=province.name,
        period=" - ".join(re.findall(r"\d{4}", _first(_PERIOD, [title, *texts]))),
        coordinator=next(filter(None, (_first(one, texts) for one in _COORDINATORS)), ""),
        recipients=_recipients(texts),
    )
    return head, (*_doubts(head, texts), *province.doubts)


def years_of(head: PlanHead) -> tuple[int, int]:
    """The years in which reports are owed: from the decision's year to the end of the period."""
    years = [int(year) for year in re.findall(r"\d{4}", head.period)]
    return head.issued_on.year, max([head.issued_on.year, *years])


def _number_and_date(texts: list[str], file_name: str) -> tuple[str, date, list[str]]:
    """The day stands beside the number; a portal's "Ngày ban hành: …" may stand further off.

    The lines around them come with them.
    """
    found = [(at, match[1]) for at, text in enumerate(texts) if (match := _NUMBER.search(text))]
    _refuse_blank(texts[: found[0][0] if found else None], file_name)
    for pattern, reach in ((_DATE, 3), (_SHORT_DATE, 1), (_PORTAL_DATE, len(texts))):
        for at, number in found:
            matches = (pattern.search(text) for text in texts[at : at + reach])
            days = (_day(match) for match in matches if match)
            if issued_on := next(filter(None, days), None):
                return re.sub(r"\s", "", number), issued_on, texts[at : at + 3]
    raise UnreadableDecision(
        f"{file_name} has no line like 'Số: 2082/QĐ-UBND | …, ngày 18 tháng 9 năm 2023'; "
        "add the decision's number and date at the top"
    )


def _refuse_blank(texts: Iterable[str], file_name: str) -> None:
    """Before it is signed, a decision says "Số:    /QĐ-UBND"; others are cited further down."""
    if any(_BLANK_NUMBER.search(text) for text in texts):
        raise UnreadableDecision(
            f"{file_name} leaves the decision's number blank, as in 'Số: …/QĐ-UBND'; "
            "fill in its number and date"
        )


def _day(match: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _recipients(texts: list[str]) -> tuple[str, ...]:
    """The list "Nơi nhận", in which "Như Điều 2" stands for those who execute the decision."""
    executing = [part.strip() for part in _first(_EXECUTES, texts).split(";") if part.strip()]
    start = next((at for at, text in enumerate(texts) if _begins_list(text)), len(texts))
    listed = takewhile(lambda text: text.startswith("-"), texts[start + 1 :])
    recipients: list[str] = []
    for entry in (text.lstrip("- ").rstrip(";., ") for text in listed):
        if entry.startswith("Như Điều"):
            recipients += executing
        elif entry and not entry.startswith("Lưu"):  # the registry's own copy
            recipients.append(entry)
    return tuple(recipients or executing)


def _begins_list(text: str) -> bool:
    return fold(text).startswith("noi nhan")


def _doubts(head: PlanHead, texts: Iterable[str]) -> Iterable[Doubt]:
    if not any(_begins_list(text) for text in texts):
        reason = lazy("the list 'Nơi nhận' is missing")
        proposal = lazy("not known; fill in the recipients")
        if head.recipients:
            proposal = lazy("those who execute it: {names}", names="; ".join(head.recipients))
        yield Doubt("plan.toml", "", "recipients", "", reason, proposal)
    for name in ("title", "period", "coordinator"):
        if not getattr(head, name):
            yield Doubt(
                "plan.toml", "", name, "", lazy("it was not found"), lazy("fill it in by hand")
            )


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> str:
    matches = (pattern.search(text) for text in texts)
    return next((match[1].strip() for match in matches if match), "")
